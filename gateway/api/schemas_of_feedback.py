"""What the routes about feedback answer with: surveys, checks, the sounding board, improvement actions."""

from marshmallow import fields

from gateway.api.answer_fields import day, instant, many, one_of, text
from gateway.api.schemas import AnswerSchema
from gateway.api.schemas_of_lists import Named
from services.contracts.feedback_vocabulary import (
    IMPROVEMENT_SOURCES,
    IMPROVEMENT_STATES,
    QUALITIES,
    SPEEDS,
    SUGGESTION_STATES,
)


class ClosingToAnswer(AnswerSchema):
    """A closing about which the member can still say how it went."""

    request_id = text(required=True)
    reference = text(required=True)
    closing = fields.Integer(required=True)
    closed_at = instant(required=True)
    last_day = day(required=True)


class SurveysToAnswer(AnswerSchema):
    """Surveys that are due, the latest closing first, ten at most."""

    closings = many(ClosingToAnswer, required=True)


class SurveyTaken(AnswerSchema):
    """What became of an answer; `held`: it counts once the closing has been heard of."""

    held = fields.Boolean(required=True)
    version = fields.Integer(required=True, allow_none=True)


class ReplyTaken(AnswerSchema):
    """The number of the reply."""

    reply = fields.Integer(required=True)


class Versioned(AnswerSchema):
    """The version that now stands."""

    version = fields.Integer(required=True)


class SurveyAnswer(AnswerSchema):
    """What the member said, in the version that stands."""

    version = fields.Integer(required=True)
    speed = one_of(SPEEDS, required=True, allow_none=True)
    quality = one_of(QUALITIES, required=True, allow_none=True)
    comment = text(required=True)
    may_quote = fields.Boolean(required=True)
    answered_at = instant(required=True)


class SurveyReply(AnswerSchema):
    """What the service or the desk replied."""

    reply = fields.Integer(required=True)
    message = text(required=True)
    by = text(required=True)
    role = text(required=True)
    time = instant(required=True)


class Survey(AnswerSchema):
    """The survey of one closing."""

    closing = fields.Integer(required=True)
    closed_at = instant(required=True)
    last_day = day(required=True)
    may_answer = fields.Boolean(required=True)
    may_reply = fields.Boolean(required=True)
    answer = fields.Nested(SurveyAnswer, required=True, allow_none=True)
    replies = many(SurveyReply, required=True)


class Check(AnswerSchema):
    """A service's own view of its response."""

    score = one_of(QUALITIES, required=True)
    note = text(required=True)
    by = text(required=True)
    checked_at = instant(required=True)


class CheckedResponse(AnswerSchema):
    """A response in full, and its check."""

    response = fields.Integer(required=True)
    given_at = instant(required=True)
    service = text(required=True)
    may_check = fields.Boolean(required=True)
    check = fields.Nested(Check, required=True, allow_none=True)


class FeedbackOfRequest(AnswerSchema):
    """What was said about one request; nothing of one that is not the reader's to know."""

    surveys = many(Survey, required=True)
    responses = many(CheckedResponse, required=True)


class Comment(AnswerSchema):
    """What a member said about a closing."""

    request_id = text(required=True)
    reference = text(required=True)
    closing = fields.Integer(required=True)
    service_id = text(required=True)
    service = text(required=True)
    speed = one_of(SPEEDS, required=True, allow_none=True)
    quality = one_of(QUALITIES, required=True, allow_none=True)
    comment = text(required=True)
    answered_at = instant(required=True)


class CommentAndReplies(Comment):
    """The same, and how many replied."""

    replies = fields.Integer(required=True)


class Said(AnswerSchema):
    """What members said, the latest first; and the services to choose from."""

    surveys = many(CommentAndReplies, required=True)
    next = text(required=True, allow_none=True)
    services = many(Named, required=True)


class Quotable(AnswerSchema):
    """What the update paper may quote, the latest first."""

    comments = many(Comment, required=True)
    next = text(required=True, allow_none=True)


class SuggestionMade(AnswerSchema):
    """The suggestion that was made."""

    suggestion_id = text(required=True)


class SuggestionStanding(AnswerSchema):
    """Where the suggestion stands now."""

    state = one_of(SUGGESTION_STATES, required=True)


class Supports(AnswerSchema):
    """How many support it now."""

    supports = fields.Integer(required=True)


class Suggestion(AnswerSchema):
    """A suggestion; `page` and `by` are for the desk and its own author."""

    suggestion_id = text(required=True)
    suggestion = text(required=True)
    made_at = instant(required=True)
    state = one_of(SUGGESTION_STATES, required=True)
    supports = fields.Integer(required=True)
    supported = fields.Boolean(required=True, metadata={"description": "By the reader"})
    mine = fields.Boolean(required=True)
    answer = text(required=True, allow_none=True)
    answered_at = instant(required=True, allow_none=True)
    done_at = instant(required=True, allow_none=True)
    page = text(required=True, allow_none=True)
    by = text(required=True, allow_none=True)


class Suggestions(AnswerSchema):
    """The sounding board, the newest first."""

    suggestions = many(Suggestion, required=True)
    next = text(required=True, allow_none=True)


class ImprovementRecorded(AnswerSchema):
    """The improvement action that was recorded."""

    improvement_id = text(required=True)


class ImprovementAction(AnswerSchema):
    """What is improved, by whom, by when."""

    improvement_id = text(required=True)
    version = fields.Integer(required=True)
    action = text(required=True)
    owner_id = text(required=True)
    owner = text(required=True)
    service_id = text(required=True, allow_none=True)
    service = text(required=True, allow_none=True)
    due_on = day(required=True)
    state = one_of(IMPROVEMENT_STATES, required=True)
    done_on = day(required=True, allow_none=True)
    note = text(required=True)
    recorded_on = day(required=True)
    recorded_by = text(required=True)
    source = one_of(IMPROVEMENT_SOURCES, required=True)
    source_id = text(required=True, allow_none=True)
    late = fields.Boolean(required=True)
    may_change = fields.Boolean(required=True)


class Improvements(AnswerSchema):
    """Improvement actions, the newest first."""

    actions = many(ImprovementAction, required=True)
    next = text(required=True, allow_none=True)


class OneImprovement(AnswerSchema):
    """One action as it stands now."""

    action = fields.Nested(ImprovementAction, required=True)


class ImprovementChoices(AnswerSchema):
    """For which services one may record, and who may own an action."""

    services = many(Named, required=True)
    owners = many(Named, required=True)
