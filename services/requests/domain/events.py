"""What happened to a request: facts and ids, never words. Field names are those of the published contract.

`state` is the state that the event led to.
"""

from dataclasses import dataclass
from datetime import date, datetime

from services.requests.domain.vocabulary import Channel, Kind, Outcome, Priority, ReceivedBy, State


@dataclass(frozen=True)
class RequestRaised:
    """A member asked a service for information or action, online or through the desk."""

    reference: str
    kind: Kind
    member_id: str
    channel: Channel
    service_id: str
    category_id: str
    ward_id: str
    priority: Priority
    state: State
    external_reference: str | None = None
    received_by: ReceivedBy | None = None


@dataclass(frozen=True)
class OfficerAssigned:
    """An officer of the lead service took it, or was given it."""

    officer_id: str
    state: State


@dataclass(frozen=True)
class OfficerUnassigned:
    """An officer no longer has it."""

    officer_id: str
    state: State


@dataclass(frozen=True)
class MessageAdded:
    """The owner wrote to the service."""

    state: State


@dataclass(frozen=True)
class ClarificationAsked:
    """The service asked the member something; it waits for the member."""

    state: State


@dataclass(frozen=True)
class ClarificationGiven:
    """The member answered the service's question; it stands where it stood before."""

    state: State


@dataclass(frozen=True)
class ClarificationDropped:
    """The question fell away; it stands where it stood before."""

    state: State


@dataclass(frozen=True)
class InitialResponseGiven:
    """The first answer: who has it, and by when the member hears again."""

    holder_id: str
    next_update_on: date
    state: State


@dataclass(frozen=True)
class ProgressPosted:
    """A later answer that is not yet in full: who has it, and by when the member hears again."""

    holder_id: str
    next_update_on: date
    state: State


@dataclass(frozen=True)
class ResponseGiven:
    """Answered in full: the member has the ball."""

    outcome: Outcome
    state: State


@dataclass(frozen=True)
class RequestClosed:
    """The member, or the desk for them, closed it."""

    state: State


@dataclass(frozen=True)
class RequestWithdrawn:
    """The member, or the desk for them, took it back."""

    state: State


Event = (
    RequestRaised
    | OfficerAssigned
    | OfficerUnassigned
    | MessageAdded
    | ClarificationAsked
    | ClarificationGiven
    | ClarificationDropped
    | InitialResponseGiven
    | ProgressPosted
    | ResponseGiven
    | RequestClosed
    | RequestWithdrawn
)


@dataclass(frozen=True)
class Happened:
    """An event with the instant at which it took effect (aware)."""

    event: Event
    time: datetime
