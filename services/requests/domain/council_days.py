"""The council's local dates: instants are UTC, days are Europe/London's."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Europe/London")


def local_date(instant: datetime) -> date:
    """The day on which an aware instant falls for the council."""
    return instant.astimezone(_ZONE).date()


def first_moment(day: date) -> datetime:
    """The instant (UTC) at which a day of the council's begins."""
    return datetime.combine(day, time(), _ZONE).astimezone(UTC)


def in_words(day: date) -> str:
    """A day as people read it: 3 October 2023."""
    return f"{day.day} {day:%B %Y}"


def a_year_after(day: date) -> date:
    """The same day of the next year; 28 February for a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)
