"""Working days of the council, by the bank holidays that the service with the calendar stores."""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

SATURDAY = 5
FIRST, LAST = date(2021, 1, 1), date(2040, 12, 31)
BANK_HOLIDAYS = Path(__file__).parents[3] / "services" / "sla" / "migrations" / "scotland_2014_2030.csv"


class CouncilDays:
    """Counts working days, which are Monday to Friday but for some."""

    def __init__(self, not_worked: Collection[date]) -> None:
        every = (FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1))
        self._worked = [day for day in every if day.weekday() < SATURDAY and day not in not_worked]

    def is_worked(self, day: date) -> bool:
        """Whether the council works on that day."""
        return self.day_0(day) == day

    def day_0(self, received: date) -> date:
        """The day of receipt, or the next working day."""
        return self._worked[bisect_left(self._worked, received)]

    def after(self, day: date, count: int) -> date:
        """The working day `count` working days after a day; before it for a negative count, 0: `day_0`."""
        if count <= 0:
            return self._worked[bisect_left(self._worked, day) + count]
        return self._worked[bisect_right(self._worked, day) + count - 1]

    def between(self, after: date, until: date) -> int:
        """How many working days d there are with after < d <= until; 0 when `until` is not later."""
        return max(0, bisect_right(self._worked, until) - bisect_right(self._worked, after))


def scottish_days() -> CouncilDays:
    """The demonstration council's calendar: it adds no closures to the bank holidays."""
    with BANK_HOLIDAYS.open(newline="") as lines:
        return CouncilDays({date.fromisoformat(row["date"]) for row in csv.DictReader(lines)})
