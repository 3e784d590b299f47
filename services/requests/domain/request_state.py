"""What is known of one request after its history so far."""

from dataclasses import dataclass
from datetime import date, datetime

from services.requests.domain.vocabulary import Channel, Kind, Outcome, Priority, State


@dataclass(frozen=True)
class NextStep:
    """What the latest answer promised; its words are among the texts."""

    holder_id: str
    next_update_on: date


@dataclass(frozen=True)
class RequestState:
    """One request, folded from its events. Instants are aware; `sequence` is its last event's number.

    `state_before_question` is the state to return to, kept while the member is asked something.
    `responded_at` and `outcome` are those of the latest full response.
    """

    id: str
    reference: str
    external_reference: str | None
    kind: Kind
    member_id: str
    channel: Channel
    service_id: str
    category_id: str
    ward_id: str
    priority: Priority
    raised_at: datetime
    state: State
    state_before_question: State | None = None
    officers: frozenset[str] = frozenset()
    first_answer_at: datetime | None = None
    next_step: NextStep | None = None
    responded_at: datetime | None = None
    outcome: Outcome | None = None
    closed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    sequence: int = 1
