"""What requests publishes about the life of a request. A stream is one request, named by its id.

`state` is the state that the event led to. Words (subject, place, the ask, messages) never travel.
"""

from marshmallow import fields, validate

from services.contracts.events import EventData, EventType
from services.contracts.names import REQUESTS
from services.contracts.vocabulary import CHANNELS, KINDS, OUTCOMES, PRIORITIES, RECEIVED_BY, STATES


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


class ResponseGiven(RequestEvent):
    """Answered in full: the member has the ball."""

    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))


class RequestClosed(RequestEvent):
    """The member, or the desk for them, closed it."""


class RequestWithdrawn(RequestEvent):
    """The member, or the desk for them, took it back."""


class ImportedCase(EventData):
    """One case of an imported casebook, whole. `imported_cases.expand` gives the events it stands for."""

    request_id = fields.String(required=True)
    reference = fields.String(required=True)
    external_reference = fields.String(required=True)
    member_id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    channel = fields.String(required=True, validate=validate.OneOf(CHANNELS))
    service_id = fields.String(required=True)
    category_id = fields.String(required=True)
    ward_id = fields.String(required=True)
    raised_at = fields.AwareDateTime(required=True)
    responded_at = fields.AwareDateTime(allow_none=True, load_default=None)
    closed_at = fields.AwareDateTime(allow_none=True, load_default=None)
    sequence = fields.Integer(required=True, strict=True, metadata={"description": "What its stream reached"})


class CasesImported(EventData):
    """Up to 500 cases of a casebook, brought in at once. The stream is `import:<casebook>`."""

    casebook = fields.String(required=True)
    cases = fields.List(fields.Nested(ImportedCase), required=True, validate=validate.Length(1, 500))


REQUEST_RAISED = EventType(REQUESTS, "request_raised", RequestRaised)
OFFICER_ASSIGNED = EventType(REQUESTS, "officer_assigned", OfficerAssigned)
OFFICER_UNASSIGNED = EventType(REQUESTS, "officer_unassigned", OfficerUnassigned)
MESSAGE_ADDED = EventType(REQUESTS, "message_added", MessageAdded)
CLARIFICATION_ASKED = EventType(REQUESTS, "clarification_asked", ClarificationAsked)
CLARIFICATION_GIVEN = EventType(REQUESTS, "clarification_given", ClarificationGiven)
CLARIFICATION_DROPPED = EventType(REQUESTS, "clarification_dropped", ClarificationDropped)
INITIAL_RESPONSE_GIVEN = EventType(REQUESTS, "initial_response_given", InitialResponseGiven)
PROGRESS_POSTED = EventType(REQUESTS, "progress_posted", ProgressPosted)
RESPONSE_GIVEN = EventType(REQUESTS, "response_given", ResponseGiven)
REQUEST_CLOSED = EventType(REQUESTS, "request_closed", RequestClosed)
REQUEST_WITHDRAWN = EventType(REQUESTS, "request_withdrawn", RequestWithdrawn)
CASES_IMPORTED = EventType(REQUESTS, "cases_imported", CasesImported)

REQUESTS_EVENTS = {
    event.name: event
    for event in (
        REQUEST_RAISED,
        OFFICER_ASSIGNED,
        OFFICER_UNASSIGNED,
        MESSAGE_ADDED,
        CLARIFICATION_ASKED,
        CLARIFICATION_GIVEN,
        CLARIFICATION_DROPPED,
        INITIAL_RESPONSE_GIVEN,
        PROGRESS_POSTED,
        RESPONSE_GIVEN,
        REQUEST_CLOSED,
        REQUEST_WITHDRAWN,
        CASES_IMPORTED,
    )
}
