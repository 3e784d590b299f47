"""The bodies of the calls about the sounding board and improvement actions."""

from marshmallow import fields, validate

from services.contracts.calls import Body
from services.contracts.feedback_vocabulary import (
    ACTION_LIMIT,
    DECISIONS,
    IMPROVEMENT_SOURCES,
    IMPROVEMENT_STATES,
    NOTE_LIMIT,
    PAGE_LIMIT,
    SUGGESTION_LIMIT,
    SUGGESTION_STATES,
)


class SuggestBody(Body):
    """What could be better. `page`: the path of the page on which it was thought of.

    Answer: {"suggestion_id"}.
    """

    suggestion = fields.String(required=True, metadata={"maxLength": SUGGESTION_LIMIT})
    page = fields.String(load_default="", validate=validate.Length(max=PAGE_LIMIT))


class SuggestionsBody(Body):
    """Suggestions, the newest first; `mine`: one's own only; `before`: those before the one of that id.

    Answer: {"suggestions": [{suggestion_id, suggestion, made_at, state, supports: int, supported: bool, mine:
    bool, answer, answered_at, done_at, page, by}…], "next": id | null}. `page` and `by` are for the desk and
    its own author; null to others.
    """

    state = fields.List(fields.String(validate=validate.OneOf(SUGGESTION_STATES)), load_default=list)
    mine = fields.Boolean(load_default=False)
    before = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=36))
    limit = fields.Integer(load_default=25, strict=True, validate=validate.Range(1, 100))


class SuggestionBody(Body):
    """One suggestion. Answer: {"state"}."""

    suggestion_id = fields.String(required=True, validate=validate.Length(1, 36))


class SupportBody(SuggestionBody):
    """Whether the actor supports somebody else's suggestion. Answer: {"supports": int}."""

    supported = fields.Boolean(load_default=True)


class AnswerSuggestionBody(SuggestionBody):
    """What becomes of it, in words that everybody reads. Once done, or declined, it can be answered anew."""

    decision = fields.String(required=True, validate=validate.OneOf(DECISIONS))
    answer = fields.String(required=True, metadata={"maxLength": NOTE_LIMIT})


class RecordImprovementBody(Body):
    """What is to be improved, by whom, by when. `source_id`: the survey, check or suggestion behind it.

    `source_id` of a comment is `<request id>:<closing>`, of a figure its address. Answer: {"improvement_id"}.
    """

    action = fields.String(required=True, metadata={"maxLength": ACTION_LIMIT})
    owner_id = fields.String(required=True)
    due_on = fields.Date(required=True)
    service_id = fields.String(load_default=None, allow_none=True)
    source = fields.String(load_default="other", validate=validate.OneOf(IMPROVEMENT_SOURCES))
    source_id = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=PAGE_LIMIT))


class ChangeImprovementBody(Body):
    """Where an action stands now, whole. Answer: {"version": int}. Refused (stale) with an old version."""

    improvement_id = fields.String(required=True, validate=validate.Length(1, 36))
    owner_id = fields.String(required=True)
    due_on = fields.Date(required=True)
    state = fields.String(required=True, validate=validate.OneOf(IMPROVEMENT_STATES))
    note = fields.String(load_default="", metadata={"maxLength": NOTE_LIMIT})


class ImprovementBody(Body):
    """One action as it stands now. Answer: {"action": as in the list}."""

    improvement_id = fields.String(required=True, validate=validate.Length(1, 36))


class ImprovementsBody(Body):
    """Improvement actions, the newest first; as at the end of a day, or now.

    Answer: {"actions": [{improvement_id, version, action, owner_id, owner, service_id, service, due_on,
    state, done_on, note, recorded_on, recorded_by, source, source_id, late: bool, may_change: bool}…],
    "next": id | null}. `source_id` is null to those who may not change it. `as_at`: those recorded by then;
    done ones as `open` when they were done later.
    """

    state = fields.List(fields.String(validate=validate.OneOf(IMPROVEMENT_STATES)), load_default=list)
    service_id = fields.String(load_default=None, allow_none=True)
    as_at = fields.Date(load_default=None, allow_none=True)
    before = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=36))
    limit = fields.Integer(load_default=25, strict=True, validate=validate.Range(1, 500))
