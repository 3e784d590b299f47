"""The council's own days: the date on its wall at an instant."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

COUNCIL_ZONE = ZoneInfo("Europe/London")


def local_date(instant: datetime) -> date:
    """The date on the council's wall at that instant."""
    try:
        return instant.astimezone(COUNCIL_ZONE).date()
    except OverflowError:  # in casebooks the first instant that there is stands for no date
        return instant.date()
