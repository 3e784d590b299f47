"""The life of a request as a table: who may give which command from where, and where it leads.

The table is data, in the order in which commands are offered. A command's own arguments are checked in
`arguments` and `conflicts`.
"""

from services.requests.domain import commands as c
from services.requests.domain.table.arrangements import DATES, JOINING, STAFFING, URGENCY
from services.requests.domain.table.conversation import OWNERS_TURN, SERVICES_TURN
from services.requests.domain.table.papers import END_OF_OFFICE, FACTS, PROTECTION
from services.requests.domain.transitions import Row

ROWS: tuple[Row, ...] = (
    *OWNERS_TURN,
    *SERVICES_TURN,
    *DATES,
    *STAFFING,
    *URGENCY,
    *JOINING,
    *END_OF_OFFICE,
    *FACTS,
    *PROTECTION,
)
ROW_OF: dict[type[c.Command], Row] = {row.command: row for row in ROWS}
