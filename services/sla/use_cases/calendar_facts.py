"""The calendar as it travels."""

from datetime import date
from typing import Any

from services.sla.bank_holidays import FIRST, LAST
from services.sla.domain.calendar import SATURDAY, Calendar


def published_calendar(calendar: Calendar) -> dict[str, Any]:
    """The data of `calendar_published`."""
    return {
        "version": calendar.version,
        "first": FIRST.isoformat(),
        "last": LAST.isoformat(),
        "days": not_worked(calendar, FIRST, LAST),
    }


def not_worked(calendar: Calendar, first: date, last: date) -> list[dict[str, str]]:
    """The Mondays to Fridays of a span, ends included, that are not worked."""
    return [
        {"date": day.isoformat(), "reason": reason}
        for day, reason in calendar.not_worked.items()
        if first <= day <= last and day.weekday() < SATURDAY
    ]
