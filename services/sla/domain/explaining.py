"""Why a due date is what it is: day 0, each day counted, each day skipped and why, each change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.sla.domain.calendar import Calendar
from services.sla.domain.dating import Clock
from services.sla.domain.local_days import local_date
from services.sla.domain.outlines import What
from services.sla.domain.vocabulary import ClockState
from services.sla.domain.working_days import Pause

DAY_0, COUNTED, SKIPPED = "day_0", "counted", "skipped"
PAUSED = "paused"
LONGEST = 1000  # days in one explanation

A_DAY = timedelta(days=1)
NOT_ENDED = date.max  # the `until` of a pause that still goes on


@dataclass(frozen=True)
class ExplainedDay:
    """One day: `counted` days have their `number`; skipped ones say why, `pause` says which."""

    date: date
    what: str
    number: int | None = None
    reason: str | None = None
    pause: Pause | None = None


@dataclass(frozen=True)
class Change:
    """A step of the clock's life and the due date before and after it (None: none in force)."""

    time: datetime
    sequence: int
    event: str
    what: str
    due_before: date | None
    due_after: date | None


def explained_days(
    calendar: Calendar, received: date, day_0: date, until: date, pauses: Sequence[Pause]
) -> Iterator[ExplainedDay]:
    """Every day from the day of receipt to `until`, or the first thousand of them."""
    day, counted = received, 0
    while day <= max(until, day_0) and (day - received).days < LONGEST:
        reason = calendar.why_not_worked(day)
        pause = next((p for p in pauses if p.since < day <= p.until), None)
        if day == day_0:
            yield ExplainedDay(day, DAY_0, 0)
        elif day < day_0 or reason is not None:
            yield ExplainedDay(day, SKIPPED, reason=reason)
        elif pause is not None:
            yield ExplainedDay(day, SKIPPED, reason=PAUSED, pause=pause)
        else:
            counted += 1
            yield ExplainedDay(day, COUNTED, counted)
        day += A_DAY


def days_of(clock: Clock, today: date) -> list[ExplainedDay]:
    """The days of a clock: to its due date; while it is paused to today, with the pause that goes on."""
    until = clock.due_on or today
    pauses = (*clock.pauses, *_pause_now(clock))
    return list(explained_days(clock.calendar, clock.received_on, clock.day_0, until, pauses))


def _pause_now(clock: Clock) -> Iterator[Pause]:
    """The pause that has not ended; none when the clock is not paused."""
    if clock.state is ClockState.PAUSED:
        since = [stretch.since for stretch in clock.stretches if stretch.step.what is What.PAUSED][-1]
        yield Pause(local_date(since), NOT_ENDED)


def changes_of(clock: Clock) -> list[Change]:
    """What happened to a clock, from its start to its stop."""
    found: list[Change] = []
    before: date | None = None
    for stretch in clock.stretches:
        after = stretch.due.on if stretch.due else None
        heard = stretch.step.heard
        what = stretch.step.what.name.lower()
        found.append(Change(heard.time, heard.sequence, heard.type, what, before, after))
        before = after
    return found
