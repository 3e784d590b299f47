"""A clock as its contract says it, now and as it was after each of its steps."""

from datetime import date
from typing import Any

from services.sla.domain.dating import Clock, date_clock
from services.sla.domain.outlines import Outline
from services.sla.domain.vocabulary import ClockState

Facts = dict[str, Any]


def facts_of(clock: Clock) -> Facts:
    """The fields of `ClockFacts` that are not null, as they travel."""
    facts = {
        "clock": clock.kind.value,
        "number": clock.outline.number,
        "state": clock.state.value,
        "started_at": clock.outline.started.time.isoformat(),
        "day_0": clock.day_0.isoformat(),
        "working_days": clock.standard.working_days if clock.standard else None,
        "original_due_on": clock.original_due_on.isoformat(),
        "agreed_due_on": _day(clock.agreed_due_on),
        "due_on": _day(clock.due_on),
        "stopped_at": clock.stopped_at.isoformat() if clock.stopped_at else None,
        "taken": clock.taken,
        "met_original": clock.met_original,
        "met_agreed": clock.met_agreed,
        "calendar_version": clock.calendar.version,
    }
    return {name: value for name, value in facts.items() if value is not None}


def after_steps(clock: Clock, count: int) -> Clock:
    """The clock as it stood after its first `count` steps, by the calendar and standard it has now."""
    if count >= len(clock.outline.steps):
        return clock
    begun = Outline(clock.outline.subject, clock.outline.number, clock.outline.steps[:count])
    return date_clock(begun, clock.calendar, clock.standard)


def same_dates(facts: Facts, others: Facts) -> bool:
    """Whether two versions of a clock's facts differ in nothing but the calendar that gave them."""
    return {**facts, "calendar_version": 0} == {**others, "calendar_version": 0}


def due_before(clock: Clock, count: int) -> str | None:
    """The last due date that was in force before the step numbered `count`."""
    for stretch in reversed(clock.stretches[: count - 1]):
        if stretch.due is not None:
            return stretch.due.on.isoformat()
    return None


def in_force(clock: Clock) -> date | None:
    """The due date while it runs."""
    return clock.due_on if clock.state is ClockState.RUNNING else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
