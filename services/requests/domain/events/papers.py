"""What is kept with a request: facts put right, files, links, notes, a constituent's agreement, holds."""

from dataclasses import dataclass

from services.requests.domain.events.base import RequestEvent
from services.requests.domain.vocabulary import Kind, Rewordable


@dataclass(frozen=True)
class RequestAmended(RequestEvent):
    """What it is about was put right: the facts as they are now; `reworded` names what was typed anew."""

    kind: Kind
    category_id: str
    ward_id: str
    reworded: tuple[Rewordable, ...] = ()


@dataclass(frozen=True)
class AttachmentAdded(RequestEvent):
    """A file was added. Its name is a text and does not travel. `size` in bytes."""

    attachment_id: str
    media_type: str
    size: int


@dataclass(frozen=True)
class RequestsLinked(RequestEvent):
    """It has to do with another request."""

    other_id: str


class JobNumberSet(RequestEvent):
    """The service's own number for it, which is a text, was noted."""


class NoteAdded(RequestEvent):
    """An officer noted something for their own side."""


@dataclass(frozen=True)
class MessageRetracted(RequestEvent):
    """The words of an earlier message, by its sequence, went; that there was one stays."""

    retracted: int


class ConstituentAttached(RequestEvent):
    """It is for a constituent, who agreed. Nothing about them travels."""


class AgreementWithdrawn(RequestEvent):
    """The constituent's agreement ended; their details are gone."""


class HoldPlaced(RequestEvent):
    """A legal hold: nothing of it is redacted."""


class HoldReleased(RequestEvent):
    """The legal hold ended."""


class DetailsRedacted(RequestEvent):
    """Its words and personal details are gone; its figures stay."""
