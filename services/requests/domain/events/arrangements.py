"""What is arranged around a request: who works on it, by when, how pressing it is, who else may see it."""

from dataclasses import dataclass
from datetime import date

from services.requests.domain.events.base import RequestEvent
from services.requests.domain.vocabulary import Priority, Sharing, Side


@dataclass(frozen=True)
class OfficerAssigned(RequestEvent):
    """An officer of the lead service took it, or was given it."""

    officer_id: str


@dataclass(frozen=True)
class OfficerUnassigned(RequestEvent):
    """An officer no longer has it."""

    officer_id: str


@dataclass(frozen=True)
class ContributorAdded(RequestEvent):
    """Another service is asked for its part; the lead still answers."""

    service_id: str


@dataclass(frozen=True)
class ContributorRemoved(RequestEvent):
    """A service is no longer asked for its part."""

    service_id: str


@dataclass(frozen=True)
class ContributionAdded(RequestEvent):
    """A contributing service gave its part, to the lead's officers."""

    service_id: str


@dataclass(frozen=True)
class DeadlineProposed(RequestEvent):
    """One side proposes a date; it replaces what was proposed before."""

    side: Side
    due_on: date


@dataclass(frozen=True)
class DeadlineAgreed(RequestEvent):
    """The other side agreed: this is the date now."""

    due_on: date


@dataclass(frozen=True)
class DeadlineDeclined(RequestEvent):
    """The other side did not agree; nothing moves."""

    due_on: date


class UrgencyAsked(RequestEvent):
    """The owner asks the head of service to treat it as urgent."""


@dataclass(frozen=True)
class UrgencyAccepted(RequestEvent):
    """It is urgent from now on."""

    priority: Priority


class UrgencyRefused(RequestEvent):
    """It stays as pressing as it was."""


@dataclass(frozen=True)
class SharingChanged(RequestEvent):
    """Who besides the owner may see it."""

    sharing: Sharing


@dataclass(frozen=True)
class JoinAsked(RequestEvent):
    """A ward colleague asks to join, or a request of theirs (`merged_id`) was merged into this one."""

    member_id: str
    merged_id: str | None = None


@dataclass(frozen=True)
class JoinAccepted(RequestEvent):
    """From now on this member is told what the owner is told."""

    member_id: str


@dataclass(frozen=True)
class JoinRefused(RequestEvent):
    """The owner did not accept."""

    member_id: str


@dataclass(frozen=True)
class MemberLeft(RequestEvent):
    """A member who had joined is told nothing more."""

    member_id: str
