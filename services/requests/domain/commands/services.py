"""What officers, heads of service and contributing services can do. Commands carry words; events never do."""

from dataclasses import dataclass
from datetime import date

from services.requests.domain.vocabulary import Outcome


@dataclass(frozen=True)
class AskClarification:
    """Ask the member something that the service must know to go on."""

    message: str


@dataclass(frozen=True)
class DropClarification:
    """Take the question to the member back."""


@dataclass(frozen=True)
class GiveInitialResponse:
    """Tell the member for the first time who has it, what happens next, and when they hear again."""

    message: str
    holder_id: str
    next_step: str
    next_update_on: date


@dataclass(frozen=True)
class PostUpdate:
    """Tell the member how it goes: who has it, what happens next, and when they hear again."""

    message: str
    holder_id: str
    next_step: str
    next_update_on: date


@dataclass(frozen=True)
class ScheduleWork:
    """Tell the member on which day the work is to be done."""

    message: str
    work_on: date


@dataclass(frozen=True)
class Respond:
    """Answer in full. `limitation` goes with `partly` and `cannot`, an outside body with `referred`.

    The body is one of the directory's (`outside_body_id`; the caller has looked that it is) or named in
    words. `shareable` is what of the message may go to the constituent, in the message's own words.
    """

    message: str
    outcome: Outcome
    limitation: str = ""
    outside_body: str = ""
    outside_body_id: str | None = None
    shareable: str = ""


@dataclass(frozen=True)
class Contribute:
    """Give a contributing service's part, to the lead's officers."""

    message: str


@dataclass(frozen=True)
class AcceptUrgency:
    """Treat it as urgent from now on."""


@dataclass(frozen=True)
class RefuseUrgency:
    """Leave it as pressing as it was, and say why."""

    reason: str


@dataclass(frozen=True)
class SetJobNumber:
    """Note the service's own number; empty takes it away."""

    job_number: str = ""


@dataclass(frozen=True)
class Note:
    """Note something for the service's own side. It never reaches a member."""

    message: str
