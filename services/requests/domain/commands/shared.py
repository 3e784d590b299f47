"""What several can do, each from their side: the desk, owners, officers. Commands carry words."""

from dataclasses import dataclass
from datetime import date

from services.requests.domain.vocabulary import Kind


@dataclass(frozen=True)
class Amend:
    """Put right what it is about; None leaves as it is. The category has to be one of the lead service."""

    kind: Kind | None = None
    category_id: str | None = None
    ward_id: str | None = None
    subject: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Assign:
    """Make an officer of the lead service responsible."""

    officer_id: str


@dataclass(frozen=True)
class Unassign:
    """Take the responsibility off an officer."""

    officer_id: str


@dataclass(frozen=True)
class Transfer:
    """Give it to another service, under one of that service's categories."""

    service_id: str
    category_id: str
    reason: str


@dataclass(frozen=True)
class AddContributor:
    """Ask another service for its part; the lead still answers."""

    service_id: str


@dataclass(frozen=True)
class RemoveContributor:
    """Ask a service no longer for its part."""

    service_id: str


@dataclass(frozen=True)
class ProposeDeadline:
    """Propose a date to the other side, and say why. It replaces what was proposed before."""

    due_on: date
    reason: str


@dataclass(frozen=True)
class AgreeDeadline:
    """Agree to the other side's date, named so that another one proposed since is not agreed unseen."""

    due_on: date


@dataclass(frozen=True)
class DeclineDeadline:
    """Say no to the other side's date, named so that another one proposed since is not declined unseen."""

    due_on: date


@dataclass(frozen=True)
class MergeInto:
    """Let it go on in another request, `Context.other`."""

    into_id: str


@dataclass(frozen=True)
class Link:
    """Say that it has to do with another request, `Context.other`."""

    other_id: str


@dataclass(frozen=True)
class Attach:
    """Add a file, stored already. `attachment_id` is new; the call's `name` is `file_name` here."""

    attachment_id: str
    file_name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class RetractMessage:
    """Take the words of an earlier message, by its sequence, away; that there was one stays."""

    sequence: int


@dataclass(frozen=True)
class Hold:
    """Place a legal hold: nothing of it is redacted."""

    reason: str


@dataclass(frozen=True)
class ReleaseHold:
    """End the legal hold."""


@dataclass(frozen=True)
class Redact:
    """Take all its words and personal details away; its figures stay."""

    reason: str


@dataclass(frozen=True)
class Freeze:
    """The member's office ended. Given by the directory's change only: no call leads here."""


@dataclass(frozen=True)
class HandOver:
    """Give a frozen request to a successor. `constituent_agreed`: asked of the constituent, if any."""

    member_id: str
    constituent_agreed: bool = False
