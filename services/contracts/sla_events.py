"""What sla publishes: the council's calendar, service standards, and the clocks of every request.

Streams are `calendar`, `standards`, `clocks:<request id>` for all that concerns one request's clocks, and
`import:<casebook>`. An event's `time` is what its rule gives (a breach: the beginning of the day after the
due date), not when it was noticed. Days are the council's local dates.
"""

from marshmallow import fields, validate

from services.contracts.events import EventData, EventType
from services.contracts.names import SLA
from services.contracts.sla_vocabulary import CLOCK_CAUSES, CLOCK_STATES, CLOCKS, STANDARD_CLOCKS, TELLINGS
from services.contracts.vocabulary import PRIORITIES

CALENDAR_STREAM = "calendar"
STANDARDS_STREAM = "standards"


def clocks_stream(request_id: str) -> str:
    """The stream of one request's clocks."""
    return f"clocks:{request_id}"


class NotWorkedDay(EventData):
    """A Monday to Friday on which the council does not work. `reason` is the calendar's name for it."""

    date = fields.Date(required=True)
    reason = fields.String(required=True)


class CalendarPublished(EventData):
    """The whole calendar, as from now: it replaces every version before it.

    A day in [first, last] is worked when it is a Monday to Friday and not among `days`; outside, every Monday
    to Friday is taken for worked.
    """

    version = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    days = fields.List(fields.Nested(NotWorkedDay), required=True)


class StandardRecorded(EventData):
    """How long a clock is for what starts on `starts` or later.

    Null stands for any service, category or priority.
    Of those that fit, one for the priority goes before one for the category, then one for the service, then
    the latest start, then the latest recorded.
    """

    standard_id = fields.String(required=True)
    clock = fields.String(required=True, validate=validate.OneOf(STANDARD_CLOCKS))
    service_id = fields.String(allow_none=True, load_default=None)
    category_id = fields.String(allow_none=True, load_default=None)
    priority = fields.String(allow_none=True, load_default=None, validate=validate.OneOf(PRIORITIES))
    working_days = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    cut_off = fields.Time(
        allow_none=True, load_default=None, metadata={"description": "From then on it counts as the next day"}
    )
    starts = fields.Date(required=True)


class ClockFacts(EventData):
    """One clock as it stands. `number` tells the clocks of one kind apart: 1, 2, 3 … per request.

    `original_due_on` is by the standard (or as first promised), with the pauses there were; `agreed_due_on`
    is the date that both sides agreed, as they agreed it; `due_on` is the date in force: null while paused,
    and for a clock cancelled in a pause. A running clock is late on any day after `due_on`. `taken`,
    `met_original` and `met_agreed` come with `met` and `missed`.
    """

    clock = fields.String(required=True, validate=validate.OneOf(CLOCKS))
    number = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    state = fields.String(required=True, validate=validate.OneOf(CLOCK_STATES))
    started_at = fields.AwareDateTime(required=True)
    day_0 = fields.Date(required=True)
    working_days = fields.Integer(
        allow_none=True, load_default=None, metadata={"description": "Its length; null for a set date"}
    )
    original_due_on = fields.Date(required=True)
    agreed_due_on = fields.Date(allow_none=True, load_default=None)
    due_on = fields.Date(allow_none=True, load_default=None)
    stopped_at = fields.AwareDateTime(allow_none=True, load_default=None)
    taken = fields.Integer(allow_none=True, load_default=None, metadata={"description": "Working days"})
    met_original = fields.Boolean(allow_none=True, load_default=None)
    met_agreed = fields.Boolean(allow_none=True, load_default=None)
    calendar_version = fields.Integer(required=True, strict=True)


class ClockChanged(ClockFacts):
    """A clock began, moved, was paused, went on or stopped: its facts as they are now.

    `because`: of the request's own event number `request_sequence`, or of a new calendar or standard.
    `previous_due_on` is the last date that was in force before; of a paused clock that a new calendar or
    standard moved, its original date before.
    """

    request_id = fields.String(required=True)
    because = fields.String(required=True, validate=validate.OneOf(CLOCK_CAUSES))
    request_sequence = fields.Integer(required=True, strict=True)
    previous_due_on = fields.Date(allow_none=True, load_default=None)


class ImportedClocks(EventData):
    """The clocks of one imported request. `sequence`: what `clocks:<request id>` reached with it."""

    request_id = fields.String(required=True)
    sequence = fields.Integer(required=True, strict=True)
    clocks = fields.List(fields.Nested(ClockFacts), required=True)


class ClocksImported(EventData):
    """The clocks of up to 500 imported requests, worked out at once: nobody is told.

    A consumer advances each `clocks:<request id>` to the sequence given (`chassis.inbox.advance_streams`).
    """

    casebook = fields.String(required=True)
    cases = fields.List(fields.Nested(ImportedClocks), required=True, validate=validate.Length(1, 500))


class Telling(EventData):
    """Something about a clock's due date that its people are told, once for each date."""

    request_id = fields.String(required=True)
    clock = fields.String(required=True, validate=validate.OneOf(CLOCKS))
    number = fields.Integer(required=True, strict=True)
    due_on = fields.Date(required=True)


class DueSoon(Telling):
    """The due date is near."""


class Breached(Telling):
    """The due date is over and the clock still runs."""


class OverByAWeek(Telling):
    """The due date was seven days ago and the clock still runs."""


class TellingCorrected(Telling):
    """What was told about this due date was not so, as is known now. `told_for`: what was told's time."""

    telling = fields.String(required=True, validate=validate.OneOf(TELLINGS))
    told_for = fields.AwareDateTime(required=True)


CALENDAR_PUBLISHED = EventType(SLA, "calendar_published", CalendarPublished)
STANDARD_RECORDED = EventType(SLA, "standard_recorded", StandardRecorded)
CLOCK_CHANGED = EventType(SLA, "clock_changed", ClockChanged)
CLOCKS_IMPORTED = EventType(SLA, "clocks_imported", ClocksImported)
DUE_SOON = EventType(SLA, "due_soon", DueSoon)
BREACHED = EventType(SLA, "breached", Breached)
OVER_BY_A_WEEK = EventType(SLA, "over_by_a_week", OverByAWeek)
TELLING_CORRECTED = EventType(SLA, "telling_corrected", TellingCorrected)

SLA_EVENTS = {event.name: event for event in tuple(globals().values()) if isinstance(event, EventType)}
