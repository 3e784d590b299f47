"""What a member, the desk for them, or a ward colleague can ask. Commands carry words; events never do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from services.requests.domain.vocabulary import Kind, ReceivedBy, Sharing


@dataclass(frozen=True)
class RaiseRequest:
    """Put a new request to a service. `received_by` and `received_on`: the desk, logging it for a member.

    `answers` are those to the category's own questions, by question id.
    """

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
    sharing: Sharing = Sharing.ONLY_ME
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AddMessage:
    """Say something to the service; while it waits for an answer to its question, this is the answer."""

    message: str


@dataclass(frozen=True)
class GiveClarification:
    """Answer the service's question."""

    message: str


@dataclass(frozen=True)
class AskFurtherInformation:
    """Say what an answer, first or full, left open."""

    message: str


@dataclass(frozen=True)
class Escalate:
    """Take it to the head of service, or to a director. Which level it is follows from its history."""

    message: str


@dataclass(frozen=True)
class Close:
    """Say that the matter is done."""


@dataclass(frozen=True)
class Reopen:
    """Take the closing back, and say why."""

    message: str


@dataclass(frozen=True)
class Withdraw:
    """Take the request back."""


@dataclass(frozen=True)
class AskUrgency:
    """Ask the head of service to treat it as urgent."""

    reason: str


@dataclass(frozen=True)
class SetSharing:
    """Choose who besides the owner may see it."""

    sharing: Sharing


@dataclass(frozen=True)
class AskToJoin:
    """A ward colleague asks to be told what the owner is told. The member is the actor."""


@dataclass(frozen=True)
class AcceptJoin:
    """Let a member join who asked to, or whose request was merged into this one."""

    member_id: str


@dataclass(frozen=True)
class RefuseJoin:
    """Say no to a member who asked to join, or whose request was merged into this one."""

    member_id: str


@dataclass(frozen=True)
class Leave:
    """Be told nothing more of a request that one had joined. The member is the actor."""


@dataclass(frozen=True)
class AttachConstituent:
    """Say for whom it is, and what they agreed to.

    Either `constituent_id`, a record of the owner's own (the caller has looked that it is), or the others.
    The call's `name` is `constituent_name` here.
    """

    constituent_id: str | None = None
    constituent_name: str = ""
    contact: str = ""
    agreed_to: str = ""
    agreed_how: str = ""
    agreed_on: date | None = None
    service_may_see: bool = False


@dataclass(frozen=True)
class WithdrawAgreement:
    """The constituent no longer agrees: their details go."""
