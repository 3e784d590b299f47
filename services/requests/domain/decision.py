"""What a command leads to: events, words to keep, words to erase, and what follows for another request."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.requests.domain.events import Happened
from services.requests.domain.texts import ConstituentText, MessageText, RequestText


@dataclass(frozen=True)
class Erasure:
    """Words to take away, before the decision's own are kept.

    `sequences`: every text of these events. `constituent`: what is known of the constituent for whom it is.
    `everything`: all texts of the request and of its events so far, answers, names of files and the files.
    """

    sequences: frozenset[int] = frozenset()
    constituent: bool = False
    everything: bool = False


@dataclass(frozen=True)
class Elsewhere:
    """Events of another request, in order: a merged request's member waits to join the other."""

    request_id: str
    events: tuple[Happened, ...]


@dataclass(frozen=True)
class Decision:
    """What happens: the events in order, and what becomes of words, which have tables of their own.

    `request_text` and `answers` (to the category's questions) come with raising. `message_text` belongs to
    the event with its sequence. `amended` are subject and place as they are from now on, where they were
    typed anew; what they were before is in `message_text`, so that no word is lost. `constituent` is for whom
    it is from now on.
    """

    events: tuple[Happened, ...]
    request_text: RequestText | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    message_text: MessageText | None = None
    amended: Mapping[str, str] = field(default_factory=dict)
    constituent: ConstituentText | None = None
    erased: Erasure | None = None
    elsewhere: Elsewhere | None = None
