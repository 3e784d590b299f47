"""What the routes of one request answer with. Only what is named here leaves the house."""

from marshmallow import fields

from gateway.api.answer_fields import day, instant, many, one_of, text
from gateway.api.schemas import AnswerSchema, Entry
from gateway.api.schemas_of_lists import Due
from services.contracts.sla_vocabulary import CLOCK_CAUSES, CLOCK_STATES, CLOCKS
from services.contracts.vocabulary import KINDS, OUTCOMES, PRIORITIES, SHARINGS, SIDES, STATES


class Raised(AnswerSchema):
    """A request that was raised."""

    request_id = text(required=True)
    reference = text("It can be read out: its last character checks the others", required=True)


class CommandAnswer(AnswerSchema):
    """Where the request stands after a command."""

    state = one_of(STATES, required=True)
    sequence = fields.Integer(required=True, metadata={"description": "The version for the next If-Match"})


class NamedPerson(AnswerSchema):
    """A person."""

    person_id = text(required=True)
    name = text(required=True, allow_none=True)


class NamedMember(AnswerSchema):
    """A member who joined, or asked to."""

    member_id = text(required=True)
    name = text(required=True, allow_none=True)


class NamedService(AnswerSchema):
    """A contributing service."""

    service_id = text(required=True)
    name = text(required=True, allow_none=True)


class Proposal(AnswerSchema):
    """A date that one side proposed."""

    side = one_of(SIDES, required=True)
    due_on = day(required=True)
    reason = text(required=True, allow_none=True)


class Escalation(AnswerSchema):
    """With whom it stands."""

    level = fields.Integer(required=True)
    holder_id = text(required=True, allow_none=True)
    holder = text("A name", required=True, allow_none=True)


class Pointer(AnswerSchema):
    """Another request."""

    request_id = text(required=True)
    reference = text(required=True)


class Attachment(AnswerSchema):
    """A file that belongs to a request."""

    attachment_id = text(required=True)
    name = text(required=True)
    media_type = text(required=True)
    size = fields.Integer(required=True)
    content_hash = text("SHA-256", required=True)
    sequence = fields.Integer(required=True)
    by = text("A name", required=True, allow_none=True)
    added_at = instant(required=True)


class OutsideBody(AnswerSchema):
    """Whom the council referred it to."""

    name = text(required=True)
    contact = text(required=True, allow_none=True)


class Agreement(AnswerSchema):
    """A constituent, and what they agreed to."""

    constituent_id = text(required=True)
    name = text(required=True)
    contact = text(required=True)
    agreed_to = text(required=True)
    agreed_how = text(required=True)
    agreed_on = day(required=True)
    service_may_see = fields.Boolean(required=True)


class Answered(AnswerSchema):
    """A question of the category's, and what was answered."""

    question = text(required=True)
    answer = text(required=True)


class Clock(AnswerSchema):
    """One clock of a request, as it was last worked out."""

    clock = one_of(CLOCKS, required=True)
    number = fields.Integer(required=True)
    state = one_of(CLOCK_STATES, required=True)
    original_due_on = day(required=True)
    agreed_due_on = day(required=True, allow_none=True)
    due_on = day(required=True, allow_none=True)
    met_original = fields.Boolean(required=True, allow_none=True)
    met_agreed = fields.Boolean(required=True, allow_none=True)


class ChangedDay(AnswerSchema):
    """A day of the council's calendar that changed."""

    date = day(required=True)
    reason = text("Why it is not worked; null: it is worked again", required=True, allow_none=True)


class DateNews(AnswerSchema):
    """A date that moved, or went by."""

    kind = one_of(("moved", "breached", "over_by_a_week"), required=True)
    clock = one_of(CLOCKS, required=True)
    number = fields.Integer(required=True)
    time = instant(required=True)
    due_on = day(required=True)
    previous_due_on = day(required=True, allow_none=True)
    because = one_of(CLOCK_CAUSES, required=True, allow_none=True)
    request_sequence = fields.Integer(
        required=True, allow_none=True, metadata={"description": "The entry of the timeline that moved it"}
    )
    changes = many(ChangedDay, required=True)


class WholeRequest(AnswerSchema):
    """A request with all that its reader is told; what they are not told is left out."""

    request_id = text(required=True)
    reference = text(required=True)
    state = one_of(STATES, required=True)
    external_reference = text(allow_none=True)
    subject = text()
    kind = one_of(KINDS)
    priority = one_of(PRIORITIES)
    channel = text()
    sequence = fields.Integer()
    member_id = text(allow_none=True)
    service_id = text(allow_none=True)
    category_id = text(allow_none=True)
    ward_id = text(allow_none=True)
    service = text(allow_none=True)
    category = text(allow_none=True)
    ward = text(allow_none=True)
    member = text(allow_none=True)
    officers = fields.List(fields.String())
    assigned = many(NamedPerson)
    raised_at = instant()
    last_activity_at = instant()
    first_answer_at = instant(allow_none=True)
    responded_at = instant(allow_none=True)
    closed_at = instant(allow_none=True)
    next_update_on = day(allow_none=True)
    work_on = day(allow_none=True)
    new = fields.Boolean()
    holder = text("Who has it, as the latest answer said", allow_none=True)
    next_step = text("What comes next, as the latest answer said", allow_none=True)
    place = text()
    what_happened = text()
    ask = text("The outcome wanted")
    earlier_case = text()
    answers = many(Answered)
    outcome = one_of(OUTCOMES, allow_none=True)
    sharing = one_of(SHARINGS, allow_none=True)
    joined = many(NamedMember)
    asked_to_join = many(NamedMember)
    contributors = many(NamedService)
    proposal = fields.Nested(Proposal, allow_none=True)
    urgency = one_of(("asked", "accepted", "refused"), allow_none=True)
    escalation = fields.Nested(Escalation, allow_none=True)
    job_number = text(allow_none=True)
    merged_into = fields.Nested(Pointer, allow_none=True)
    links = many(Pointer)
    attachments = many(Attachment)
    outside_body = fields.Nested(OutsideBody, allow_none=True)
    shareable = text("The part of the response that may go to the constituent", allow_none=True)
    constituent = fields.Nested(Agreement, allow_none=True)
    frozen = fields.Boolean()
    held = fields.Boolean()
    due_on = day(allow_none=True)
    clocks = many(Clock)
    due = fields.Nested(Due, allow_none=True)
    date_news = many(DateNews)
    dates_told = fields.Integer(metadata={"description": "For mark-seen: how much of `date_news` is news"})
    asked = fields.Boolean(metadata={"description": "For a ward colleague: whether they wait to be let in"})


class RequestPage(AnswerSchema):
    """One request: how things stand, what happened, and what the reader may do now."""

    request = fields.Nested(WholeRequest, required=True)
    role = text("In which of the reader's roles it is read", required=True)
    timeline = many(Entry, required=True)
    permitted = fields.List(
        fields.String(), required=True, metadata={"description": "Commands that the reader may give now"}
    )
    retractable = fields.List(
        fields.Integer(),
        required=True,
        metadata={"description": "Sequences of messages whose words the reader may take back now"},
    )
    officers = many(
        NamedPerson, required=True, metadata={"description": "Whom it can be given to, for who may"}
    )
    sequence = fields.Integer(required=True, metadata={"description": "The version for If-Match"})


class CaseworkFile(AnswerSchema):
    """A page of a member's requests with their words."""

    requests = many(RequestPage, required=True)
    next = text("Cursor of the next page", required=True, allow_none=True)
