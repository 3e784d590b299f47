"""What lists and searches answer with. Only what is named here leaves the house."""

from marshmallow import fields

from gateway.api.answer_fields import day, instant, many, one_of, text
from gateway.api.schemas import AnswerSchema
from services.contracts.sla_vocabulary import CLOCKS
from services.contracts.vocabulary import KINDS, OUTCOMES, PRIORITIES, STATES


class Named(AnswerSchema):
    """Something with a name."""

    id = text(required=True)
    name = text(required=True)


class Due(AnswerSchema):
    """The earliest date in force, and the clock that gives it."""

    clock = one_of(CLOCKS, required=True)
    number = fields.Integer(required=True)
    due_on = day(required=True)


class DueCounts(AnswerSchema):
    """How many requests in action are due, or late."""

    today = fields.Integer(required=True)
    this_week = fields.Integer(required=True, metadata={"description": "From today to Sunday"})
    late = fields.Integer(required=True)
    late_by_a_week = fields.Integer(required=True)


class Row(AnswerSchema):
    """A request in a list."""

    request_id = text(required=True)
    reference = text(required=True)
    external_reference = text("The key in the casebook it was imported from", required=True, allow_none=True)
    subject = text(required=True)
    state = one_of(STATES, required=True)
    kind = one_of(KINDS, required=True)
    priority = one_of(PRIORITIES, required=True)
    service = text(required=True, allow_none=True)
    category = text(required=True, allow_none=True)
    ward = text(required=True, allow_none=True)
    member = text(required=True, allow_none=True)
    officers = fields.List(fields.String(), required=True)
    holder = text("With whom it stands while it is escalated", required=True, allow_none=True)
    raised_at = instant(required=True)
    last_activity_at = instant(required=True)
    next_update_on = day(required=True, allow_none=True)
    due = fields.Nested(
        Due,
        required=True,
        allow_none=True,
        metadata={"description": "None while clocks are paused, and until they are worked out"},
    )
    frozen = fields.Boolean(required=True, metadata={"description": "Its member's office has ended"})
    new = fields.Boolean(
        required=True, metadata={"description": "The other side did something since the reader last looked"}
    )


class Choices(AnswerSchema):
    """What a list can be filtered by."""

    states = fields.List(fields.String(), required=True)
    services = many(Named, required=True)
    categories = many(Named, required=True)
    wards = many(Named, required=True)
    officers = many(Named, metadata={"description": "Of a worklist: those of one's services"})


class RequestList(AnswerSchema):
    """A page of a list; the header Link has the addresses of the next and the previous one."""

    requests = many(Row, required=True)
    next = text("Cursor of the next page", required=True, allow_none=True)
    previous = text("Cursor of the previous page", required=True, allow_none=True)
    choices = fields.Nested(Choices, required=True)


class Worklist(RequestList):
    """A page of a worklist, and how much of everything in it is due."""

    due = fields.Nested(DueCounts, required=True)


class Found(AnswerSchema):
    """A request that a search found, and where the words are; null for what the reader is not told."""

    request_id = text(required=True)
    reference = text(required=True)
    external_reference = text(required=True, allow_none=True)
    state = one_of(STATES, required=True)
    subject = text(required=True, allow_none=True)
    place = text(required=True, allow_none=True)
    outcome = one_of(OUTCOMES, required=True, allow_none=True)
    kind = one_of(KINDS, required=True, allow_none=True)
    priority = one_of(PRIORITIES, required=True, allow_none=True)
    service = text(required=True, allow_none=True)
    category = text(required=True, allow_none=True)
    ward = text(required=True, allow_none=True)
    member = text(required=True, allow_none=True)
    officers = fields.List(fields.String(), required=True)
    raised_at = instant(required=True, allow_none=True)
    last_activity_at = instant(required=True, allow_none=True)
    next_update_on = day(required=True, allow_none=True)
    new = fields.Boolean(required=True)
    found_in = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "`subject`, `place`, `reference` …; `similar_reference`: it has a slip"},
    )


class SearchResults(AnswerSchema):
    """Requests found, best first."""

    results = many(Found, required=True)
    more = fields.Boolean(required=True, metadata={"description": "There are more than `limit`"})


class Similar(AnswerSchema):
    """A request that may be about the same thing."""

    request_id = text(required=True)
    reference = text(required=True)
    subject = text(required=True)
    place = text(required=True)
    state = one_of(STATES, required=True)
    outcome = one_of(OUTCOMES, required=True, allow_none=True)
    raised_at = instant(required=True)
    own = fields.Boolean(required=True)
    member = text(required=True, allow_none=True)
    may_join = fields.Boolean(required=True)


class AlreadyAsked(AnswerSchema):
    """Ten requests at most, likeliest first."""

    requests = many(Similar, required=True)


class Shared(AnswerSchema):
    """A request that a ward colleague shares."""

    request_id = text(required=True)
    reference = text(required=True)
    subject = text(required=True)
    place = text(required=True)
    state = one_of(STATES, required=True)
    outcome = one_of(OUTCOMES, required=True, allow_none=True)
    raised_at = instant(required=True)
    member = text(required=True, allow_none=True)
    joined = fields.Boolean(required=True)
    asked = fields.Boolean(required=True, metadata={"description": "The reader has asked to join"})


class WardRequests(AnswerSchema):
    """A page of what ward colleagues share."""

    requests = many(Shared, required=True)
    next = text("Cursor of the next page", required=True, allow_none=True)


class Home(AnswerSchema):
    """What waits for a member, and what is new: ten of each at most."""

    waiting_for_me = many(Row, required=True)
    new = many(Row, required=True)
    waiting = fields.Integer(required=True)
    in_action = fields.Integer(required=True)
    responded = fields.Integer(required=True)
    open = fields.Integer(required=True)
    due = fields.Nested(DueCounts, required=True)


class AnsweredRequest(AnswerSchema):
    """A request that was answered in full and nobody has closed."""

    request_id = text(required=True)
    reference = text(required=True)
    subject = text(required=True)
    member = text(required=True, allow_none=True)
    member_id = text(required=True)
    service = text(required=True, allow_none=True)
    outcome = one_of(OUTCOMES, required=True, allow_none=True)
    responded_at = instant(required=True)


class AnsweredHeap(AnswerSchema):
    """The heap that nobody has closed, longest answered first."""

    requests = many(AnsweredRequest, required=True)
    next = text("Cursor of the next page", required=True, allow_none=True)
    count = fields.Integer(required=True, metadata={"description": "All in all"})
    members = many(Named, required=True, metadata={"description": "That have any"})
    services = many(Named, required=True, metadata={"description": "That have any"})
