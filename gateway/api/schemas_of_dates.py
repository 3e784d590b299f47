"""What the routes about dates answer with. Only what is named here leaves the house."""

from marshmallow import fields

from gateway.api.answer_fields import day, instant, many, one_of, text
from gateway.api.schemas import AnswerSchema
from gateway.api.schemas_of_lists import Named
from services.contracts.sla_vocabulary import CLOCK_STATES, CLOCKS, STANDARD_CLOCKS
from services.contracts.vocabulary import PRIORITIES


class NotWorked(AnswerSchema):
    """A Monday to Friday that is not worked."""

    date = day(required=True)
    reason = text(required=True)


class CouncilCalendar(AnswerSchema):
    """What is not worked in a span."""

    version = fields.Integer(required=True)
    first = day(required=True)
    last = day(required=True)
    ends_soon = fields.Boolean(required=True, metadata={"description": "In less than 12 months"})
    days = many(NotWorked, required=True)


class Standard(AnswerSchema):
    """How long a clock is; a default has no `standard_id`. Null: any."""

    standard_id = text(required=True, allow_none=True)
    clock = one_of(STANDARD_CLOCKS, required=True)
    working_days = fields.Integer(required=True)
    starts = day(required=True, allow_none=True)
    service_id = text(required=True, allow_none=True)
    category_id = text(required=True, allow_none=True)
    service = text(required=True, allow_none=True)
    category = text(required=True, allow_none=True)
    priority = one_of(PRIORITIES, required=True, allow_none=True)
    cut_off = text(required=True, allow_none=True)
    recorded = instant(required=True, allow_none=True)


class NamedCategory(Named):
    """A category, and the service that it belongs to."""

    service_id = text(required=True)


class Standards(AnswerSchema):
    """The defaults and every standard that was recorded."""

    standards = many(Standard, required=True)
    services = many(Named, required=True)
    categories = many(NamedCategory, required=True)


class ClockFacts(AnswerSchema):
    """One clock; what does not apply to it is left out."""

    clock = one_of(CLOCKS, required=True)
    number = fields.Integer(required=True)
    state = one_of(CLOCK_STATES, required=True)
    started_at = instant(required=True)
    day_0 = day(required=True)
    working_days = fields.Integer()
    original_due_on = day(required=True)
    agreed_due_on = day()
    due_on = day()
    stopped_at = instant()
    taken = fields.Integer(metadata={"description": "Working days"})
    met_original = fields.Boolean()
    met_agreed = fields.Boolean()
    calendar_version = fields.Integer(required=True)
    late = fields.Boolean(required=True)


class ClocksOfRequest(AnswerSchema):
    """A request's clocks, in the order in which they started."""

    clocks = many(ClockFacts, required=True)


class PauseDays(AnswerSchema):
    """While the member had been asked something; `until` is null while it goes on."""

    since = day(required=True)
    until = day(required=True, allow_none=True)


class CountedDay(AnswerSchema):
    """One day of a sum. Why it was skipped: `weekend`, `paused`, or the name of a holiday or closure."""

    date = day(required=True)
    what = one_of(("day_0", "counted", "skipped"), required=True)
    number = fields.Integer(required=True, allow_none=True)
    reason = text(required=True, allow_none=True)
    pause = fields.Nested(PauseDays, required=True, allow_none=True)


class ChangeOfDate(AnswerSchema):
    """What an event did to a clock."""

    time = instant(required=True)
    event = text(required=True)
    what = text(required=True)
    by = text("A name", required=True, allow_none=True)
    due_before = day(required=True, allow_none=True)
    due_after = day(required=True, allow_none=True)


class CalendarUsed(AnswerSchema):
    """The version of the calendar by which it was worked out."""

    version = fields.Integer(required=True)
    since = instant(required=True)
    by = text(required=True)


class StandardUsed(AnswerSchema):
    """The standard by which it was worked out."""

    working_days = fields.Integer(required=True)
    standard_id = text(required=True, allow_none=True)
    cut_off = text(required=True, allow_none=True)


class Explanation(AnswerSchema):
    """One clock, day by day."""

    clock = fields.Nested(ClockFacts, required=True)
    days = many(CountedDay, required=True)
    pauses = many(PauseDays, required=True)
    changes = many(ChangeOfDate, required=True)
    calendar = fields.Nested(CalendarUsed, required=True)
    standard = fields.Nested(StandardUsed, required=True, allow_none=True)


class Sum(AnswerSchema):
    """One sum, or what is wrong with its line."""

    error = text()
    day_0 = day()
    due = day()
    taken = fields.Integer(allow_none=True)
    late = fields.Boolean(allow_none=True)
    days = many(CountedDay)


class Sums(AnswerSchema):
    """The sums, in the order of their lines."""

    results = many(Sum, required=True)
