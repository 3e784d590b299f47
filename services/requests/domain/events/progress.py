"""How a request moves: raised, answered, escalated, finished, frozen, handed on."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.requests.domain.events.base import RequestEvent
from services.requests.domain.vocabulary import Channel, Kind, Outcome, Priority, ReceivedBy, Sharing


@dataclass(frozen=True)
class RequestRaised(RequestEvent):
    """A member asked a service for information or action, online or through the desk."""

    reference: str
    kind: Kind
    member_id: str
    channel: Channel
    service_id: str
    category_id: str
    ward_id: str
    priority: Priority
    external_reference: str | None = None
    received_by: ReceivedBy | None = None
    sharing: Sharing = Sharing.ONLY_ME


@dataclass(frozen=True)
class RequestTransferred(RequestEvent):
    """Another service has it now. `holder_id`: while escalated, with whom it stands from now on."""

    from_service_id: str
    service_id: str
    category_id: str
    holder_id: str | None = None


class MessageAdded(RequestEvent):
    """The owner wrote to the service."""


class ClarificationAsked(RequestEvent):
    """The service asked the member something; it waits for the member."""


class ClarificationGiven(RequestEvent):
    """The member answered the service's question; it stands where it stood before."""


class ClarificationDropped(RequestEvent):
    """The question fell away; it stands where it stood before."""


@dataclass(frozen=True)
class InitialResponseGiven(RequestEvent):
    """The first answer: who has it, and by when the member hears again."""

    holder_id: str
    next_update_on: date


@dataclass(frozen=True)
class ProgressPosted(RequestEvent):
    """A later answer that is not yet in full: who has it, and by when the member hears again."""

    holder_id: str
    next_update_on: date


@dataclass(frozen=True)
class WorkScheduled(RequestEvent):
    """The member was told on which day the work is to be done."""

    work_on: date


@dataclass(frozen=True)
class ResponseGiven(RequestEvent):
    """Answered in full: the member has the ball. `shareable`: a part of it may go to the constituent."""

    outcome: Outcome
    outside_body_id: str | None = None
    shareable: bool = False


class FurtherInformationAsked(RequestEvent):
    """The member was answered and wants more."""


@dataclass(frozen=True)
class FollowUpReminded(RequestEvent):
    """The member was reminded that it is theirs to close, so many working days after the answer in full."""

    working_days: int


@dataclass(frozen=True)
class RequestEscalated(RequestEvent):
    """It stands with the head of service (level 1) or a director (level 2); nobody when there is none."""

    level: Literal[1, 2]
    holder_id: str | None = None


class RequestClosed(RequestEvent):
    """The member, or the desk for them, closed it."""


class RequestReopened(RequestEvent):
    """The member took the closing back."""


class RequestWithdrawn(RequestEvent):
    """The member, or the desk for them, took it back."""


@dataclass(frozen=True)
class RequestMerged(RequestEvent):
    """It goes on in another request."""

    into_id: str


class RequestFrozen(RequestEvent):
    """The member's office ended: state and column stay."""


@dataclass(frozen=True)
class RequestHandedOver(RequestEvent):
    """A successor has it; who made it stays who made it."""

    member_id: str
