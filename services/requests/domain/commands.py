"""What people can ask of a request. Commands carry words; events never do. Ids are handed in."""

from dataclasses import dataclass
from datetime import date

from services.requests.domain.vocabulary import Kind, Outcome, ReceivedBy


@dataclass(frozen=True)
class RaiseRequest:
    """Put a new request to a service. `received_by` and `received_on`: the desk, logging it for a member."""

    reference: str
    member_id: str
    kind: Kind
    service_id: str
    category_id: str
    ward_id: str
    subject: str
    what_happened: str
    ask: str
    place: str = ""
    earlier_case: str = ""
    received_by: ReceivedBy | None = None
    received_on: date | None = None


@dataclass(frozen=True)
class Assign:
    """Make an officer of the lead service responsible."""

    officer_id: str


@dataclass(frozen=True)
class Unassign:
    """Take the responsibility off an officer."""

    officer_id: str


@dataclass(frozen=True)
class AddMessage:
    """Say something to the service; while it waits for an answer to its question, this is the answer."""

    message: str


@dataclass(frozen=True)
class AskClarification:
    """Ask the member something that the service must know to go on."""

    message: str


@dataclass(frozen=True)
class GiveClarification:
    """Answer the service's question."""

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
class Respond:
    """Answer in full. `limitation` goes with `partly` and `cannot`, `outside_body` with `referred`."""

    message: str
    outcome: Outcome
    limitation: str = ""
    outside_body: str = ""


@dataclass(frozen=True)
class Close:
    """Say that the matter is done."""


@dataclass(frozen=True)
class Withdraw:
    """Take the request back."""


Command = (
    RaiseRequest
    | Assign
    | Unassign
    | AddMessage
    | AskClarification
    | GiveClarification
    | DropClarification
    | GiveInitialResponse
    | PostUpdate
    | Respond
    | Close
    | Withdraw
)
