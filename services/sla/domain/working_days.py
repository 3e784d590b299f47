"""The arithmetic of working days: day 0, counted days, due dates, days taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.sla.domain.calendar import Calendar


@dataclass(frozen=True)
class Pause:
    """A stretch in which a clock stood still; a day d is paused when since < d <= until."""

    since: date
    until: date

    def holds(self, day: date) -> bool:
        """Whether a due date on that day cannot stand; a pause within one day moves nothing."""
        return self.since < self.until and self.since <= day <= self.until


def day_0(calendar: Calendar, received: date) -> date:
    """The day from which is counted: the day of receipt, or the next working day."""
    return calendar.first_from(received)


def due_in(calendar: Calendar, start: date, working_days: int, pauses: Sequence[Pause] = ()) -> date:
    """The due date `working_days` counted days after the day 0 `start`. `pauses` are in order, and over."""
    number = calendar.number_of(start) + working_days
    for pause in pauses:
        if calendar.working_day(number) <= pause.since:
            break
        number += _worked_between(calendar, max(pause.since, start), pause.until)
    return moved_by_pauses(calendar, calendar.working_day(number), pauses)


def moved_by_pauses(calendar: Calendar, due_on: date, pauses: Sequence[Pause]) -> date:
    """A due date out of the pauses that hold it: the first counted day after them."""
    for pause in pauses:
        if pause.holds(due_on):
            due_on = calendar.after(pause.until)
    return due_on


def days_taken(calendar: Calendar, start: date, answered: date, pauses: Sequence[Pause] = ()) -> int:
    """The counted days after the day 0 `start`, up to and including the day of the answer."""
    paused = sum(
        _worked_between(calendar, max(pause.since, start), min(pause.until, answered)) for pause in pauses
    )
    return _worked_between(calendar, start, answered) - paused


def _worked_between(calendar: Calendar, after: date, until: date) -> int:
    """The working days d with after < d <= until."""
    return calendar.number_of(until) - calendar.number_of(after) if until > after else 0
