"""The bodies of the calls about surveys and quality checks."""

from marshmallow import fields, validate

from services.contracts.calls import Body
from services.contracts.feedback_vocabulary import COMMENT_LIMIT, NOTE_LIMIT, QUALITIES, REPLY_LIMIT, SPEEDS

SURVEYS_AT_ONCE = 500


class ClosingBody(Body):
    """One closing of a request: `closing` is its sequence in the request's stream."""

    request_id = fields.String(required=True, validate=validate.Length(1, 100))
    closing = fields.Integer(required=True, strict=True, validate=validate.Range(1, 1_000_000_000))


class AnswerSurveyBody(ClosingBody):
    """The whole answer; a second one replaces the first. Each question may be left out, not all of them.

    Answer: {"held": bool, "version": int | null}. `held`: this service has not heard of the closing yet; the
    answer is kept, and counts as given now, once it has. Refused: not_found when it is not the actor's own
    request, wrong_state after the 14th day, invalid.
    """

    speed = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(SPEEDS))
    quality = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(QUALITIES))
    comment = fields.String(load_default="", metadata={"maxLength": COMMENT_LIMIT})
    may_quote = fields.Boolean(load_default=False)


class ReplyBody(ClosingBody):
    """A reply to the member, from the service or the desk. Answer: {"reply": int}."""

    message = fields.String(required=True, metadata={"maxLength": REPLY_LIMIT})


class RequestFeedbackBody(Body):
    """What was said about one request, for its member, its service, the desk and information governance.

    Answer: {"surveys": [{closing, closed_at, last_day, may_answer: bool, may_reply: bool, answer: {version,
    speed, quality, comment, may_quote, answered_at} | null, replies: [{reply, message, by, role,
    time}…]}…], "responses": [{response, given_at, service, may_check: bool, check: {score, note, by,
    checked_at} | null}…]}: one survey for each closing and, on the council's side, each response in full, the
    latest first; none for a request that is not theirs to know.
    """

    request_id = fields.String(required=True, validate=validate.Length(1, 100))


class CheckQualityBody(Body):
    """A service's own view of one of its responses: `response` is its sequence in the request's stream.

    A second check replaces the first. Answer: {"version": int}.
    """

    request_id = fields.String(required=True, validate=validate.Length(1, 100))
    response = fields.Integer(required=True, strict=True, validate=validate.Range(1, 1_000_000_000))
    score = fields.String(required=True, validate=validate.OneOf(QUALITIES))
    note = fields.String(load_default="", metadata={"maxLength": NOTE_LIMIT})


class SaidBody(Body):
    """What members said about the closings of the actor's services (the desk: of all), the latest first.

    `unhappy`: only those with a speed or quality below the middle; `unreplied`: only those nobody replied to.
    Answer: {"surveys": [{request_id, reference, closing, service_id, service, speed, quality, comment,
    answered_at, replies: int}…], "next": cursor | null, "services": [{id, name}…]: to choose from}.
    """

    unhappy = fields.Boolean(load_default=False)
    unreplied = fields.Boolean(load_default=False)
    service_id = fields.String(load_default=None, allow_none=True)
    cursor = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=300))
    limit = fields.Integer(load_default=25, strict=True, validate=validate.Range(1, 100))


class QuotableBody(Body):
    """Comments that the update paper as at a day may quote, without the members' names.

    Those given, in the wording that they have now, from `since` to `as_at`, both included. Answer:
    {"comments": [{request_id, reference, closing, service_id, service, speed, quality, comment,
    answered_at}…], "next": cursor | null}, the latest first.
    """

    as_at = fields.Date(required=True)
    since = fields.Date(load_default=None, allow_none=True)
    cursor = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=300))
    limit = fields.Integer(load_default=100, strict=True, validate=validate.Range(1, 500))


class ImportedSurvey(ClosingBody):
    """One answer of the past, given at `time`. The comment is kept as if the member had typed it."""

    time = fields.AwareDateTime(required=True)
    speed = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(SPEEDS))
    quality = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(QUALITIES))
    comment = fields.String(load_default="", metadata={"maxLength": COMMENT_LIMIT})
    may_quote = fields.Boolean(load_default=False)


class ImportSurveysBody(Body):
    """Up to 500 answers of the past: published with their own times, and marked as imported.

    Answer: {"imported": int, "already": int, "rejected": [{"line": from 1, "reason"}…]}. `already`: there is
    an answer about this closing. A line is rejected when the closing has not been heard of (wait until
    `position` says so), or a member could not have answered then.
    """

    surveys = fields.List(
        fields.Nested(ImportedSurvey), required=True, validate=validate.Length(1, SURVEYS_AT_ONCE)
    )
