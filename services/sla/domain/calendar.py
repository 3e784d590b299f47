"""The council's calendar: which days are worked, and why others are not."""

from bisect import bisect_right
from collections.abc import Collection, Mapping
from datetime import date, timedelta

SATURDAY = 5
DAYS_A_WEEK, WORKED_A_WEEK = 7, 5
SHORTEST_COVERAGE = timedelta(days=365)
WEEKEND = "weekend"


class Calendar:
    """One version of it. Counting costs the same however far apart two days are.

    Beyond the days it was made for, every Monday to Friday is taken for worked.
    """

    def __init__(self, version: int, not_worked: Mapping[date, str]) -> None:
        self.version = version
        self.not_worked = {day: not_worked[day] for day in sorted(not_worked) if day.weekday() < SATURDAY}
        self._ordinals = [day.toordinal() for day in self.not_worked]
        self._numbered: dict[int, date] = {}

    def is_worked(self, day: date) -> bool:
        """Whether it is a working day."""
        return day.weekday() < SATURDAY and day not in self.not_worked

    def why_not_worked(self, day: date) -> str | None:
        """`weekend`, or the name of the holiday or closure; None for a working day."""
        return WEEKEND if day.weekday() >= SATURDAY else self.not_worked.get(day)

    def number_of(self, day: date) -> int:
        """How many working days there were up to and including that day, since the year 1."""
        ordinal = day.toordinal()
        return _weekdays_up_to(ordinal) - bisect_right(self._ordinals, ordinal)

    def working_day(self, number: int) -> date:
        """The day that `number_of` gives that number to, the earliest: always a working day."""
        # Thousands of clocks ask for the same few hundred days when a calendar changes.
        found = self._numbered.get(number)
        if found is None:
            found = self._numbered[number] = self._find(number)
        return found

    def _find(self, number: int) -> date:
        skipped = 0
        while True:
            ordinal = _nth_weekday(number + skipped)
            passed = bisect_right(self._ordinals, ordinal)
            if passed == skipped:
                return date.fromordinal(ordinal)
            skipped = passed

    def first_from(self, day: date) -> date:
        """That day when it is worked, else the next working day."""
        return day if self.is_worked(day) else self.after(day)

    def after(self, day: date) -> date:
        """The working day after it."""
        return self.working_day(self.number_of(day) + 1)


def _weekdays_up_to(ordinal: int) -> int:
    """Of the days 1 (a Monday) to `ordinal`, those from Monday to Friday."""
    weeks, days = divmod(ordinal, DAYS_A_WEEK)
    return weeks * WORKED_A_WEEK + min(days, WORKED_A_WEEK)


def _nth_weekday(number: int) -> int:
    weeks, days = divmod(number - 1, WORKED_A_WEEK)
    return weeks * DAYS_A_WEEK + days + 1


def days_not_worked(
    holidays: Mapping[date, str], closed: Mapping[date, str], opened: Collection[date]
) -> dict[date, str]:
    """Holidays plus closures less the days worked after all, each with its reason."""
    return {day: reason for day, reason in {**holidays, **closed}.items() if day not in opened}


def ends_soon(last: date, today: date) -> bool:
    """Whether a calendar made up to `last` covers fewer than twelve months from today."""
    return last - today < SHORTEST_COVERAGE
