"""The calls that requests answers: the life of a request, portfolios and worklists, drafts, imports."""

from marshmallow import fields, validate

from services.contracts.calls import COMMAND, QUERY, Body, Call, Empty
from services.contracts.names import REQUESTS
from services.contracts.vocabulary import (
    ASK_LIMIT,
    CHANNELS,
    EARLIER_CASE_LIMIT,
    HEAD_OF_SERVICE,
    KINDS,
    LIMITATION_LIMIT,
    MEMBER,
    MEMBER_SERVICES,
    MESSAGE_LIMIT,
    NEXT_STEP_LIMIT,
    OFFICER,
    OPERATOR,
    OUTCOMES,
    OUTSIDE_BODY_LIMIT,
    PERSON_ROLES,
    PLACE_LIMIT,
    RECEIVED_BY,
    STATES,
    SUBJECT_LIMIT,
    WHAT_HAPPENED_LIMIT,
)

OWNERS = (MEMBER, MEMBER_SERVICES)
SERVICE_SIDE = (OFFICER, HEAD_OF_SERVICE)
DRAFT_LIMIT = 40_000


def words(limit: int) -> fields.String:
    """A text of at most `limit` characters; the domain says what is wrong with it in a sentence."""
    return fields.String(required=True, metadata={"maxLength": limit})


def optional_words(limit: int) -> fields.String:
    """A text that may be left out."""
    return fields.String(load_default="", metadata={"maxLength": limit})


class RaiseBody(Body):
    """A new request.

    `member_id`, `received_by` and `received_on`: the desk, for a member. Answer: {request_id, reference}.
    """

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    category_id = fields.String(required=True)
    ward_id = fields.String(required=True)
    subject = words(SUBJECT_LIMIT)
    place = optional_words(PLACE_LIMIT)
    what_happened = words(WHAT_HAPPENED_LIMIT)
    ask = words(ASK_LIMIT)
    earlier_case = optional_words(EARLIER_CASE_LIMIT)
    member_id = fields.String(load_default=None, allow_none=True)
    received_by = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(RECEIVED_BY))
    received_on = fields.Date(load_default=None, allow_none=True)


class OneRequestBody(Body):
    """A command on one request. Answer: {"state", "sequence"}."""

    request_id = fields.String(required=True)


class AssignBody(OneRequestBody):
    """Which officer."""

    officer_id = fields.String(required=True)


class MessageBody(OneRequestBody):
    """A message with the command."""

    message = words(MESSAGE_LIMIT)


class NextStepBody(MessageBody):
    """An answer that is not the last: who has it, what next, by when."""

    holder_id = fields.String(required=True)
    next_step = words(NEXT_STEP_LIMIT)
    next_update_on = fields.Date(required=True)


class RespondBody(MessageBody):
    """An answer in full."""

    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    limitation = optional_words(LIMITATION_LIMIT)
    outside_body = optional_words(OUTSIDE_BODY_LIMIT)


class ListBody(Body):
    """Filters and a keyset page.

    `state` also takes the groups `open` (not closed, not withdrawn), `in_action`, `finished`.

    Answer: {"requests": [Row…], "next": cursor | null, "previous": cursor | null, "choices": {states,
    services,
    categories, wards}}; Row is {request_id, reference, external_reference, subject, state, kind, priority,
    service, category, ward, member, officers: [name…], raised_at, last_activity_at, next_update_on, new:
    bool}.
    """

    state = fields.List(
        fields.String(validate=validate.OneOf([*STATES, "open", "in_action", "finished"])), load_default=list
    )
    service_id = fields.String(load_default=None, allow_none=True)
    category_id = fields.String(load_default=None, allow_none=True)
    ward_id = fields.String(load_default=None, allow_none=True)
    kind = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(KINDS))
    reference = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=60))
    cursor = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=300))
    limit = fields.Integer(load_default=25, strict=True, validate=validate.Range(1, 100))


class WorklistBody(ListBody):
    """A worklist: requests of the actor's services; longest waiting first."""

    assigned = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(["me", "nobody"]))


class RequestBody(Body):
    """One request by id or by reference.

    Answer: {"request": Row + texts, "role": the actor's role in which it is read, "timeline": [Entry…],
    "permitted": [command…], "officers": [{person_id, name}…], "sequence": int}.

    Somebody with several roles may give what any of them permits; the event names the role that was used.

    Texts: place, what_happened, ask, earlier_case. With them: channel, ids (member_id, service_id,
    category_id, ward_id), first_answer_at, responded_at, closed_at, assigned: [{person_id, name}…], and while
    the promise of an answer stands: holder (a name) and next_step.
    Entry: {sequence, type, time, by: name | null, role, texts, data, imported}; texts are those there are of
    {message, next_step, limitation, outside_body}; data has the names `officer`, `holder` beside their ids.
    """

    request_id = fields.String(load_default=None, allow_none=True)
    reference = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=60))


class SeenBody(OneRequestBody):
    """The actor has seen the request up to this event: what came by then is no longer `new` to them.

    Answer: {}.
    """

    sequence = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))


class DraftBody(Body):
    """A draft, named by the form it belongs to (`raise`, or `message:<request id>` …)."""

    form = fields.String(required=True, validate=validate.Length(1, 120))


class SaveDraftBody(DraftBody):
    """What was typed so far."""

    content = fields.Dict(
        keys=fields.String(), values=fields.String(validate=validate.Length(max=DRAFT_LIMIT)), required=True
    )


class CaseBody(Body):
    """One row of a casebook, its names already looked up in the directory."""

    line = fields.Integer(required=True, strict=True)
    external_reference = fields.String(required=True, validate=validate.Length(1, 100))
    member_id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    channel = fields.String(required=True, validate=validate.OneOf(CHANNELS))
    service_id = fields.String(required=True)
    category_id = fields.String(required=True)
    ward_id = fields.String(required=True)
    subject = fields.String(required=True, validate=validate.Length(1, SUBJECT_LIMIT))
    place = optional_words(PLACE_LIMIT)
    raised_at = fields.AwareDateTime(required=True)
    responded_at = fields.AwareDateTime(load_default=None, allow_none=True)
    closed_at = fields.AwareDateTime(load_default=None, allow_none=True)


class ImportBody(Body):
    """Up to 500 rows.

    Answer: {"imported": int, "already": int, "rejected": [{"line", "reason"}…], "stream", "sequence"}.
    """

    casebook = fields.String(required=True, validate=validate.Regexp(r"^[a-z0-9][a-z0-9_-]{0,59}$"))
    cases = fields.List(fields.Nested(CaseBody), required=True, validate=validate.Length(1, 500))


RAISE_REQUEST = Call(REQUESTS, "raise_request", COMMAND, RaiseBody, OWNERS)
ASSIGN = Call(REQUESTS, "assign", COMMAND, AssignBody, (*SERVICE_SIDE, MEMBER_SERVICES))
UNASSIGN = Call(REQUESTS, "unassign", COMMAND, AssignBody, (*SERVICE_SIDE, MEMBER_SERVICES))
ADD_MESSAGE = Call(REQUESTS, "add_message", COMMAND, MessageBody, OWNERS)
ASK_CLARIFICATION = Call(REQUESTS, "ask_clarification", COMMAND, MessageBody, SERVICE_SIDE)
GIVE_CLARIFICATION = Call(REQUESTS, "give_clarification", COMMAND, MessageBody, OWNERS)
DROP_CLARIFICATION = Call(REQUESTS, "drop_clarification", COMMAND, OneRequestBody, SERVICE_SIDE)
GIVE_INITIAL_RESPONSE = Call(REQUESTS, "give_initial_response", COMMAND, NextStepBody, SERVICE_SIDE)
POST_UPDATE = Call(REQUESTS, "post_update", COMMAND, NextStepBody, SERVICE_SIDE)
RESPOND = Call(REQUESTS, "respond", COMMAND, RespondBody, SERVICE_SIDE)
CLOSE = Call(REQUESTS, "close", COMMAND, OneRequestBody, OWNERS)
WITHDRAW = Call(REQUESTS, "withdraw", COMMAND, OneRequestBody, OWNERS)
PORTFOLIO = Call(REQUESTS, "portfolio", QUERY, ListBody, (MEMBER,))
WORKLIST = Call(REQUESTS, "worklist", QUERY, WorklistBody, SERVICE_SIDE)
# {"waiting_for_me": [Row…], "new": [Row…]: ten at most; "waiting", "in_action", "responded", "open": int}
MEMBER_HOME = Call(REQUESTS, "member_home", QUERY, Empty, (MEMBER,))
REQUEST = Call(REQUESTS, "request", QUERY, RequestBody, (*OWNERS, *SERVICE_SIDE))
MARK_SEEN = Call(REQUESTS, "mark_seen", COMMAND, SeenBody, (*OWNERS, *SERVICE_SIDE), keyed=False)
# {"categories": [{id, name, service}…], "wards": [{id, name, own: bool}…], "members": [{id, name}…]: for the
# desk}
RAISE_FORM = Call(REQUESTS, "raise_form", QUERY, Empty, OWNERS)
SAVE_DRAFT = Call(REQUESTS, "save_draft", COMMAND, SaveDraftBody, PERSON_ROLES, keyed=False)
DISCARD_DRAFT = Call(REQUESTS, "discard_draft", COMMAND, DraftBody, PERSON_ROLES, keyed=False)
# {"draft": {…} | null, "saved_at": … | null}
DRAFT = Call(REQUESTS, "draft", QUERY, DraftBody, PERSON_ROLES)
IMPORT_CASES = Call(REQUESTS, "import_cases", COMMAND, ImportBody, (OPERATOR,))

REQUESTS_CALLS = {
    call.name: call
    for call in (
        RAISE_REQUEST,
        ASSIGN,
        UNASSIGN,
        ADD_MESSAGE,
        ASK_CLARIFICATION,
        GIVE_CLARIFICATION,
        DROP_CLARIFICATION,
        GIVE_INITIAL_RESPONSE,
        POST_UPDATE,
        RESPOND,
        CLOSE,
        WITHDRAW,
        PORTFOLIO,
        WORKLIST,
        MEMBER_HOME,
        REQUEST,
        MARK_SEEN,
        RAISE_FORM,
        SAVE_DRAFT,
        DISCARD_DRAFT,
        DRAFT,
        IMPORT_CASES,
    )
}
