"""The council's own days, as ordinals: they are compared and added up by the million."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

COUNCIL_ZONE = ZoneInfo("Europe/London")

FOREVER = date.max.toordinal()


@lru_cache(maxsize=4096)
def day_of(instant: datetime) -> int:
    """The ordinal of the date on the council's wall at that instant."""
    try:
        return instant.astimezone(COUNCIL_ZONE).toordinal()
    except OverflowError:  # in casebooks the first instant that there is stands for no date
        return instant.toordinal()


def as_date(day: int | None) -> date | None:
    """The date of an ordinal."""
    return None if day is None else date.fromordinal(day)
