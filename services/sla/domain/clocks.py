"""The clocks of a request, folded from its events by the calendars and standards there were."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.sla.domain.calendar import Calendar
from services.sla.domain.dating import Clock, date_clock
from services.sla.domain.heard import Heard
from services.sla.domain.local_days import local_date
from services.sla.domain.outlines import Outline, outlines
from services.sla.domain.standards import Standard, standard_for
from services.sla.domain.vocabulary import STANDARD_KINDS


@dataclass(frozen=True)
class RecordedCalendar:
    """A version of the calendar, and since when it is in force."""

    since: datetime
    calendar: Calendar


@dataclass(frozen=True)
class Rules:
    """Every version of the calendar, oldest first (at least one), and every standard, as they were recorded.

    A clock that stopped keeps the calendar and the standard that were recorded when its stopping was.
    """

    calendars: Sequence[RecordedCalendar]
    standards: Sequence[Standard] = ()

    def calendar(self, known_at: datetime | None = None) -> Calendar:
        """The newest calendar, or the newest that was in force at an instant."""
        found = self.calendars[0] if known_at else self.calendars[-1]
        for recorded in self.calendars:
            if known_at and recorded.since <= known_at:
                found = recorded
        return found.calendar


def clocks_of(history: Iterable[Heard], rules: Rules) -> list[Clock]:
    """Every clock of a request whose history this is, in the order in which they started."""
    return [_dated(outline, rules) for outline in outlines(history)]


def _dated(outline: Outline, rules: Rules) -> Clock:
    known_at = outline.stop.heard.recorded if outline.stop else None
    standard = None
    if outline.kind in STANDARD_KINDS:
        started = local_date(outline.started.time)
        standard = standard_for(outline.subject, started, rules.standards, known_at)
    return date_clock(outline, rules.calendar(known_at), standard)
