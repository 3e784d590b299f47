"""What feedback publishes: scores and ids, never what anybody wrote.

The stream `survey:<request id>:<closing>` is the survey about one closing of a request; `closing` is the
sequence of that closing in the request's own stream. `check:<request id>:<response>` is a service's view of
one of its responses; `suggestion:<id>` and `improvement:<id>` are what they say.
"""

from marshmallow import fields, validate

from services.contracts.events import EventData, EventType
from services.contracts.feedback_vocabulary import (
    DECISIONS,
    IMPROVEMENT_SOURCES,
    IMPROVEMENT_STATES,
    QUALITIES,
    SPEEDS,
)
from services.contracts.names import FEEDBACK


def survey_stream(request_id: str, closing: int) -> str:
    """The stream of the survey about one closing of a request."""
    return f"survey:{request_id}:{closing}"


def check_stream(request_id: str, response: int) -> str:
    """The stream of the quality check of one response to a request."""
    return f"check:{request_id}:{response}"


def suggestion_stream(suggestion_id: str) -> str:
    """The stream of one suggestion."""
    return f"suggestion:{suggestion_id}"


def improvement_stream(improvement_id: str) -> str:
    """The stream of one improvement action."""
    return f"improvement:{improvement_id}"


class SurveyEvent(EventData):
    """About which closing: its sequence in the request's stream."""

    request_id = fields.String(required=True)
    closing = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))


class SurveyAnswered(SurveyEvent):
    """The request's member answered, or changed the answer: the whole answer as it is now.

    The event's `time` is when it was given. `version` is 1, then 2, 3 … for changes; the highest counts.
    Null: the question was left out. `quotable`: there is a comment, and the update paper may quote it.
    `service_id`: the request's lead service when it was closed.
    """

    member_id = fields.String(required=True)
    service_id = fields.String(required=True)
    version = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    speed = fields.String(allow_none=True, load_default=None, validate=validate.OneOf(SPEEDS))
    quality = fields.String(allow_none=True, load_default=None, validate=validate.OneOf(QUALITIES))
    commented = fields.Boolean(required=True)
    quotable = fields.Boolean(required=True)


class SurveyReplied(SurveyEvent):
    """The service, or the desk, replied to the member's answer. `reply`: 1, 2, 3 … per survey."""

    reply = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))


class QualityChecked(EventData):
    """A service looked at one of its own responses: the request's event number `response`.

    `version` is 1, then 2, 3 … for changes; the highest counts. `service_id`: whose response it was.
    """

    request_id = fields.String(required=True)
    response = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    service_id = fields.String(required=True)
    version = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    score = fields.String(required=True, validate=validate.OneOf(QUALITIES))


class SuggestionEvent(EventData):
    """About which suggestion."""

    suggestion_id = fields.String(required=True)


class SuggestionMade(SuggestionEvent):
    """Somebody said what could be better."""


class SuggestionSupported(SuggestionEvent):
    """Somebody supports it, or does so no longer; `supports`: how many do now."""

    supported = fields.Boolean(required=True)
    supports = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))


class SuggestionAnswered(SuggestionEvent):
    """The desk said what becomes of it."""

    decision = fields.String(required=True, validate=validate.OneOf(DECISIONS))


class SuggestionDone(SuggestionEvent):
    """What was suggested is there."""


class ImprovementRecorded(EventData):
    """Somebody is to improve something by a day. `service_id`: for which service, null: for no one alone."""

    improvement_id = fields.String(required=True)
    owner_id = fields.String(required=True)
    service_id = fields.String(allow_none=True, load_default=None)
    due_on = fields.Date(required=True)
    source = fields.String(required=True, validate=validate.OneOf(IMPROVEMENT_SOURCES))


class ImprovementChanged(EventData):
    """Where an improvement action stands now. `done_on`: the day on which it was done, or dropped."""

    improvement_id = fields.String(required=True)
    owner_id = fields.String(required=True)
    due_on = fields.Date(required=True)
    state = fields.String(required=True, validate=validate.OneOf(IMPROVEMENT_STATES))
    done_on = fields.Date(allow_none=True, load_default=None)


SURVEY_ANSWERED = EventType(FEEDBACK, "survey_answered", SurveyAnswered)
SURVEY_REPLIED = EventType(FEEDBACK, "survey_replied", SurveyReplied)
QUALITY_CHECKED = EventType(FEEDBACK, "quality_checked", QualityChecked)
SUGGESTION_MADE = EventType(FEEDBACK, "suggestion_made", SuggestionMade)
SUGGESTION_SUPPORTED = EventType(FEEDBACK, "suggestion_supported", SuggestionSupported)
SUGGESTION_ANSWERED = EventType(FEEDBACK, "suggestion_answered", SuggestionAnswered)
SUGGESTION_DONE = EventType(FEEDBACK, "suggestion_done", SuggestionDone)
IMPROVEMENT_RECORDED = EventType(FEEDBACK, "improvement_recorded", ImprovementRecorded)
IMPROVEMENT_CHANGED = EventType(FEEDBACK, "improvement_changed", ImprovementChanged)

FEEDBACK_EVENTS = {event.name: event for event in tuple(globals().values()) if isinstance(event, EventType)}
