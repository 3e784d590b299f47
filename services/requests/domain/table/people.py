"""Who may give a command: the sets of standings that the table's rows name."""

from services.requests.domain.vocabulary import Standing

OWNER = frozenset({Standing.OWNER})
OFFICER = frozenset({Standing.OFFICER})
HEAD = frozenset({Standing.HEAD})
CONTRIBUTOR = frozenset({Standing.CONTRIBUTOR})
DESK = frozenset({Standing.DESK})
GOVERNANCE = frozenset({Standing.GOVERNANCE})
JOINED = frozenset({Standing.JOINED})
COLLEAGUE = frozenset({Standing.COLLEAGUE})
DIRECTORY = frozenset({Standing.DIRECTORY})
WHO_READ_IT = OWNER | JOINED | OFFICER | CONTRIBUTOR | DESK | {Standing.DIRECTOR}
ANYBODY = frozenset(Standing) - DIRECTORY
