"""The calls that sla answers: the calendar, service standards, clocks, and the sum for any dates."""

from marshmallow import fields, validate

from services.contracts.calls import COMMAND, QUERY, Body, Call, Empty
from services.contracts.names import SLA
from services.contracts.sla_vocabulary import CLOCKS, STANDARD_CLOCKS
from services.contracts.vocabulary import ADMINISTRATOR, ANYONE, OPERATOR, PERSON_ROLES, PRIORITIES

KEEPERS = (ADMINISTRATOR, OPERATOR)
LINES_AT_ONCE = 200


class SpanBody(Body):
    """From one day to another, both included.

    Answer: {"version", "first", "last": of the whole calendar, "ends_soon": bool, "days": [{date, reason}…]}:
    the Mondays to Fridays of the span that are not worked.
    """

    first = fields.Date(required=True)
    last = fields.Date(required=True)


class DayChange(Body):
    """A day to be closed, or worked after all; `removed` takes an earlier entry back."""

    date = fields.Date(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["closed", "worked"]))
    removed = fields.Boolean(load_default=False)
    reason = fields.String(load_default="", validate=validate.Length(max=200))


class CalendarChangeBody(Body):
    """What is to change, and the version of the calendar that was looked at.

    Preview: {"version", "looked_at": int, "all": bool, "moved": int, "moves": [{clock, request_id,
    reference, number, due_on, would_be_due_on}…]: 200 at most}; `all` false: there were more than could be
    looked at in time.
    Change: {"version", "waiting": requests that are being worked out again}. Refused (stale) when somebody
    else changed the calendar meanwhile, (invalid) for a weekend or a day that it does not cover.
    """

    version = fields.Integer(required=True, strict=True)
    days = fields.List(fields.Nested(DayChange), required=True, validate=validate.Length(1, 200))


class StandardBody(Body):
    """A standard for what starts on `starts` or later. Null: any. Answer: {"standard_id", "waiting": int}."""

    clock = fields.String(required=True, validate=validate.OneOf(STANDARD_CLOCKS))
    working_days = fields.Integer(required=True, strict=True, validate=validate.Range(1, 250))
    starts = fields.Date(required=True)
    service_id = fields.String(load_default=None, allow_none=True)
    category_id = fields.String(load_default=None, allow_none=True)
    priority = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(PRIORITIES))
    cut_off = fields.Time(load_default=None, allow_none=True)


class ClocksBody(Body):
    """One request's clocks, for those who may know its dates: not_found, as for no such request, to others.

    Answer: {"clocks": [ClockFacts + {"late": bool}…]}, in the order in which they started.
    """

    request_id = fields.String(required=True)


class ExplainBody(ClocksBody):
    """One clock of a request.

    Answer: {"clock": ClockFacts + {"late": bool}, "days": [{date, what: day_0 | counted | skipped, number,
    reason, pause}…], "pauses": [{since, until}…], "changes": [{time, event, what, by, due_before,
    due_after}…], "calendar": {version, since, by}, "standard": {working_days, standard_id, cut_off} | null}.
    A skipped day's reason is `weekend`, `paused`, or the name of a holiday or closure; `pause` says which:
    {since, until}, `until` null while it goes on.
    """

    clock = fields.String(required=True, validate=validate.OneOf(CLOCKS))
    number = fields.Integer(load_default=1, strict=True, validate=validate.Range(min=1))


class SumBody(Body):
    """The sum for any dates. A line is {received, working_days, pauses, closed, opened, answered}.

    `received` (an instant or a day) and `working_days` are needed. By Scotland's bank holidays and the line's
    own days, or by the council's calendar. Answer: {"results": [{day_0, due, taken, late} | {"error"}…]}, in
    order; `taken` and `late` are null without `answered`; with `days`: the days as `explain` has them.
    """

    lines = fields.List(fields.Dict(), required=True, validate=validate.Length(1, LINES_AT_ONCE))
    council = fields.Boolean(load_default=False)
    days = fields.Boolean(load_default=False)


CALENDAR = Call(SLA, "calendar", QUERY, SpanBody, ANYONE)
# {"versions": [{version, since, by, days: [{date, kind, removed, reason}…]}…], "entered": [{date, kind,
# reason}…]}: newest first, and what stands entered now
CALENDAR_VERSIONS = Call(SLA, "calendar_versions", QUERY, Empty, KEEPERS)
PREVIEW_CALENDAR_CHANGE = Call(SLA, "preview_calendar_change", QUERY, CalendarChangeBody, KEEPERS)
CHANGE_CALENDAR = Call(SLA, "change_calendar", COMMAND, CalendarChangeBody, KEEPERS)
# {"standards": [{standard_id, clock, working_days, starts, service, category, priority, cut_off, recorded,
# by}…], "services": [{id, name}…], "categories": [{id, name, service_id}…]}; defaults have no standard_id
STANDARDS = Call(SLA, "standards", QUERY, Empty, PERSON_ROLES)
RECORD_STANDARD = Call(SLA, "record_standard", COMMAND, StandardBody, KEEPERS)
CLOCKS_OF_REQUEST = Call(SLA, "clocks", QUERY, ClocksBody, PERSON_ROLES)
EXPLAIN = Call(SLA, "explain", QUERY, ExplainBody, PERSON_ROLES)
WORK_OUT = Call(SLA, "work_out", QUERY, SumBody, ANYONE)

SLA_CALLS = {call.name: call for call in tuple(globals().values()) if isinstance(call, Call)}
