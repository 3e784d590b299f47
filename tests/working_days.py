"""Days on which the council works, for dates that people promise in tests."""

from datetime import UTC, date, datetime, timedelta

import holidays

from services.chassis.clock import council_date

SATURDAY = 5


def a_working_day(days: int = 7) -> date:
    """The first working day so many days from today or later."""
    day = council_date(datetime.now(UTC)) + timedelta(days=days)
    closed = holidays.country_holidays("GB", subdiv="SCT", years=(day.year, day.year + 1))
    while day.weekday() >= SATURDAY or day in closed:
        day += timedelta(days=1)
    return day


def yesterday() -> date:
    """In the council's zone."""
    return council_date(datetime.now(UTC)) - timedelta(days=1)
