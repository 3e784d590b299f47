"""What a clock's people are told about its due date, when, and whether it was so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.sla.domain.dating import Clock, Due
from services.sla.domain.local_days import beginning_of
from services.sla.domain.vocabulary import ClockState, Told

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class Telling:
    """Something about one due date. Each is told once."""

    told: Told
    due_on: date


@dataclass(frozen=True)
class Timed:
    """A telling and the instant from which it holds."""

    telling: Telling
    time: datetime


def next_telling(clock: Clock, told: Collection[Telling]) -> Timed | None:
    """What the clock tells next about the date in force; None when all is told, or it does not run."""
    if clock.state is not ClockState.RUNNING or clock.due is None:
        return None
    for what in Told:
        telling = Telling(what, clock.due.on)
        if telling not in told:
            return Timed(telling, max(beginning_of(_first_day(what, clock.due)), _in_force_since(clock)))
    return None


def was_so(clock: Clock, told: Timed) -> bool:
    """Whether, as is known now, a due date of the clock was at that instant as was told."""
    standing = None
    for stretch in clock.stretches:
        if stretch.since <= told.time and not (stretch.due is None and stretch.since == told.time):
            standing = stretch.due
    return standing is not None and beginning_of(_first_day(told.telling.told, standing)) <= told.time


def _first_day(what: Told, due: Due) -> date:
    """The local day with whose beginning it is so."""
    match what:
        case Told.DUE_SOON:
            return due.soon_from
        case Told.BREACHED:
            return due.on + A_DAY
        case Told.OVER_BY_A_WEEK:
            return due.on + A_WEEK


def _in_force_since(clock: Clock) -> datetime:
    """Since when the clock has run towards this date without a break."""
    since = clock.stretches[-1].since
    for stretch in reversed(clock.stretches):
        if stretch.due is None or clock.due is None or stretch.due.on != clock.due.on:
            break
        since = stretch.since
    return since
