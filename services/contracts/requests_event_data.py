"""The data of requests' events. A stream is one request, named by its id.

`state` is the state that the event led to. Words (subject, place, the ask, messages) never travel.
"""

from marshmallow import fields, validate

from services.contracts.events import EventData
from services.contracts.vocabulary import (
    CHANNELS,
    KINDS,
    OUTCOMES,
    PRIORITIES,
    RECEIVED_BY,
    SHARINGS,
    SIDES,
    STATES,
)


class RequestEvent(EventData):
    """What every event about one request says."""

    state = fields.String(required=True, validate=validate.OneOf(STATES))


class RequestRaised(RequestEvent):
    """A member asked a service for information or action, online or through the desk."""

    reference = fields.String(required=True)
    external_reference = fields.String(allow_none=True, load_default=None)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    member_id = fields.String(required=True)
    channel = fields.String(required=True, validate=validate.OneOf(CHANNELS))
    received_by = fields.String(allow_none=True, load_default=None, validate=validate.OneOf(RECEIVED_BY))
    service_id = fields.String(required=True)
    category_id = fields.String(required=True)
    ward_id = fields.String(required=True)
    priority = fields.String(required=True, validate=validate.OneOf(PRIORITIES))
    sharing = fields.String(load_default="only_me", validate=validate.OneOf(SHARINGS))


class RequestAmended(RequestEvent):
    """What it is about was put right: the facts as they are now; `reworded` names what was typed anew."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    category_id = fields.String(required=True)
    ward_id = fields.String(required=True)
    reworded = fields.List(fields.String(validate=validate.OneOf(["subject", "place"])), load_default=list)


class RequestTransferred(RequestEvent):
    """Another service has it now: nobody is assigned, a work date and open proposals fall away.

    `holder_id`: while escalated, with whom it stands from now on.
    """

    from_service_id = fields.String(required=True)
    service_id = fields.String(required=True)
    category_id = fields.String(required=True)
    holder_id = fields.String(allow_none=True, load_default=None)


class ContributingService(RequestEvent):
    """Something about a service that adds its part."""

    service_id = fields.String(required=True)


class ContributorAdded(ContributingService):
    """Another service is asked for its part; the lead still answers."""


class ContributorRemoved(ContributingService):
    """A service is no longer asked for its part."""


class ContributionAdded(ContributingService):
    """A contributing service gave its part, to the lead's officers."""


class OfficerAssigned(RequestEvent):
    """An officer of the lead service took it, or was given it."""

    officer_id = fields.String(required=True)


class OfficerUnassigned(RequestEvent):
    """An officer no longer has it."""

    officer_id = fields.String(required=True)


class MessageAdded(RequestEvent):
    """The owner wrote to the service."""


class ClarificationAsked(RequestEvent):
    """The service asked the member something; it waits for the member."""


class ClarificationGiven(RequestEvent):
    """The member answered the service's question; it stands where it stood before."""


class ClarificationDropped(RequestEvent):
    """The question fell away; it stands where it stood before."""


class AnswerWithNextStep(RequestEvent):
    """An answer that is not the last: who has it, and by when the member hears again."""

    holder_id = fields.String(required=True)
    next_update_on = fields.Date(required=True)


class InitialResponseGiven(AnswerWithNextStep):
    """The first answer."""


class ProgressPosted(AnswerWithNextStep):
    """A later answer that is not yet in full."""


class DeadlineProposed(RequestEvent):
    """One side proposes a date; it replaces what was proposed before."""

    side = fields.String(required=True, validate=validate.OneOf(SIDES))
    due_on = fields.Date(required=True)


class DeadlineAgreed(RequestEvent):
    """The other side agreed: this is the date now."""

    due_on = fields.Date(required=True)


class DeadlineDeclined(RequestEvent):
    """The other side did not agree; nothing moves."""

    due_on = fields.Date(required=True)


class WorkScheduled(RequestEvent):
    """The member was told on which day the work is to be done."""

    work_on = fields.Date(required=True)


class ResponseGiven(RequestEvent):
    """Answered in full: the member has the ball. `shareable`: a part of it may go to the constituent."""

    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    outside_body_id = fields.String(allow_none=True, load_default=None)
    shareable = fields.Boolean(load_default=False)


class FurtherInformationAsked(RequestEvent):
    """The member was answered and wants more."""


class RequestEscalated(RequestEvent):
    """It stands with the head of service (level 1) or a director (level 2); nobody when there is none."""

    level = fields.Integer(required=True, strict=True, validate=validate.OneOf([1, 2]))
    holder_id = fields.String(allow_none=True, load_default=None)


class RequestReopened(RequestEvent):
    """The member took the closing back."""


class RequestMerged(RequestEvent):
    """It goes on in another request."""

    into_id = fields.String(required=True)


class UrgencyAsked(RequestEvent):
    """The owner asks the head of service to treat it as urgent."""


class UrgencyAccepted(RequestEvent):
    """It is urgent from now on."""

    priority = fields.String(required=True, validate=validate.OneOf(PRIORITIES))


class UrgencyRefused(RequestEvent):
    """It stays as pressing as it was."""


class SharingChanged(RequestEvent):
    """Who besides the owner may see it."""

    sharing = fields.String(required=True, validate=validate.OneOf(SHARINGS))


class Joining(RequestEvent):
    """Something about another member's joining."""

    member_id = fields.String(required=True)


class JoinAsked(Joining):
    """A ward colleague asks to join, or a request of theirs was merged into this one."""

    merged_id = fields.String(allow_none=True, load_default=None)


class JoinAccepted(Joining):
    """From now on this member is told what the owner is told."""


class JoinRefused(Joining):
    """The owner did not accept."""


class MemberLeft(Joining):
    """A member who had joined is told nothing more."""


class AttachmentAdded(RequestEvent):
    """A file was added. Its name is a text and does not travel."""

    attachment_id = fields.String(required=True)
    media_type = fields.String(required=True)
    size = fields.Integer(required=True, strict=True, metadata={"description": "Bytes"})


class RequestsLinked(RequestEvent):
    """It has to do with another request."""

    other_id = fields.String(required=True)


class JobNumberSet(RequestEvent):
    """The service's own number for it, which is a text, was noted."""


class NoteAdded(RequestEvent):
    """An officer noted something for their own side."""


class MessageRetracted(RequestEvent):
    """The words of an earlier message went; that there was one stays."""

    retracted = fields.Integer(required=True, strict=True, metadata={"description": "The message's sequence"})


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


class RequestFrozen(RequestEvent):
    """The member's office ended: state and column stay, clocks are cancelled."""


class RequestHandedOver(RequestEvent):
    """A successor has it; who made it stays who made it. Clocks start anew."""

    member_id = fields.String(required=True)


class FollowUpReminded(RequestEvent):
    """The member was reminded that it is theirs to close, so many working days (5 or 10) after the answer."""

    working_days = fields.Integer(required=True)


class RequestClosed(RequestEvent):
    """The member, or the desk for them, closed it."""


class RequestWithdrawn(RequestEvent):
    """The member, or the desk for them, took it back."""
