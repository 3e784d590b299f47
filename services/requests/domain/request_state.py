"""What is known of one request after its history so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.requests.domain.events.base import RequestEvent
from services.requests.domain.vocabulary import (
    Channel,
    Kind,
    Outcome,
    Priority,
    Sharing,
    Side,
    State,
    Urgency,
)


@dataclass(frozen=True)
class NextStep:
    """What the latest answer promised; its words are among the texts."""

    holder_id: str
    next_update_on: date


@dataclass(frozen=True)
class Proposal:
    """A date that one side proposed and the other has not answered."""

    side: Side
    due_on: date


@dataclass(frozen=True)
class Escalation:
    """With whom it stands, while it does. `answered`: an answer, not yet in full, came since."""

    level: int
    holder_id: str | None
    answered: bool = False


@dataclass(frozen=True)
class Message:
    """An event that carries words: who wrote them (None: nobody knows), when, and whether they went since."""

    event: RequestEvent
    author_id: str | None
    time: datetime
    retracted: bool = False


@dataclass(frozen=True)
class RequestState:
    """One request, folded from its events. Instants are aware; `sequence` is its last event's number.

    `member_id` is whose it is now, `made_by` who made it. `state_before_question` is the state to return to,
    kept while the member is asked something. `responded_at`, `outcome` and `shareable` are those of the
    latest full response, `reminded` how many working days after it the member was last reminded (0: never).
    `escalation` is there while it stands escalated (asked something meanwhile or not);
    `highest_level` is the highest ever (0: never), `stood_with` everybody who ever held it.
    `asked_to_join`: the members waiting to be accepted, each with the request of theirs that was merged into
    this one, or None. `messages`: by sequence.
    """

    id: str
    reference: str
    external_reference: str | None
    kind: Kind
    member_id: str
    made_by: str
    channel: Channel
    service_id: str
    category_id: str
    ward_id: str
    priority: Priority
    sharing: Sharing
    raised_at: datetime
    state: State
    state_before_question: State | None = None
    former_services: frozenset[str] = frozenset()
    contributors: frozenset[str] = frozenset()
    officers: frozenset[str] = frozenset()
    first_answer_at: datetime | None = None
    next_step: NextStep | None = None
    work_on: date | None = None
    proposal: Proposal | None = None
    urgency: Urgency | None = None
    escalation: Escalation | None = None
    highest_level: int = 0
    stood_with: frozenset[str] = frozenset()
    responded_at: datetime | None = None
    outcome: Outcome | None = None
    shareable: bool = False
    reminded: int = 0
    closed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    merged_into: str | None = None
    joined: frozenset[str] = frozenset()
    asked_to_join: Mapping[str, str | None] = field(default_factory=dict)
    links: frozenset[str] = frozenset()
    attachments: frozenset[str] = frozenset()
    messages: Mapping[int, Message] = field(default_factory=dict)
    constituent_attached: bool = False
    frozen: bool = False
    held: bool = False
    redacted: bool = False
    sequence: int = 1
