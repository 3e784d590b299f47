"""The clock of a running copy, which journeys set to a day that they choose."""

import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import holidays

from services.chassis.clock import COUNCIL_ZONE

A_DAY = timedelta(days=1)
SATURDAY = 5
MORNING = time(9)


def scotlands(first: int, last: int) -> dict[date, str]:
    """Scotland's bank holidays from one year to another."""
    return dict(holidays.country_holidays("GB", subdiv="SCT", years=range(first, last + 1)))


class MovedClock:
    """Ahead of the machine's clock by the seconds in `file`, which every process of the copy reads."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._ahead_by(timedelta())

    def today(self) -> date:
        """On the council's wall."""
        ahead = timedelta(seconds=float(self.file.read_text()))
        return (datetime.now(UTC) + ahead).astimezone(COUNCIL_ZONE).date()

    def set(self, day: date) -> None:
        """It is the morning of that day."""
        self._ahead_by(datetime.combine(day, MORNING, COUNCIL_ZONE) - datetime.now(UTC))

    def _ahead_by(self, time_ahead: timedelta) -> None:
        new = self.file.with_suffix(".new")
        new.write_text(str(time_ahead.total_seconds()))
        os.replace(new, self.file)  # nobody must find it empty and be back in the present


def is_worked(day: date) -> bool:
    """Whether the council works, as long as nobody has entered anything."""
    return day.weekday() < SATURDAY and day not in scotlands(day.year, day.year)


def working_day(day: date, ahead: int) -> date:
    """So many working days after a day."""
    while ahead:
        day += A_DAY
        ahead -= is_worked(day)
    return day


def working_day_before(day: date) -> date:
    """The last one before a day."""
    day -= A_DAY
    while not is_worked(day):
        day -= A_DAY
    return day


def next_holiday(day: date) -> tuple[date, str]:
    """The first Monday to Friday after a day that is a bank holiday, and its name."""
    known = scotlands(day.year, day.year + 1)
    return next(
        (found, known[found]) for found in sorted(known) if found > day and found.weekday() < SATURDAY
    )
