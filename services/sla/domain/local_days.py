"""The council's own days: the date on its wall at an instant, and when a day begins."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

COUNCIL_ZONE = ZoneInfo("Europe/London")


def local_date(instant: datetime) -> date:
    """The date on the council's wall at that instant."""
    try:
        return instant.astimezone(COUNCIL_ZONE).date()
    except OverflowError:  # in casebooks the first instant that there is stands for no date
        return instant.date()


def local_time(instant: datetime) -> time:
    """The time of day on the council's wall at that instant."""
    return instant.astimezone(COUNCIL_ZONE).time()


def beginning_of(day: date) -> datetime:
    """The instant at which a local day begins; summer time never changes at midnight."""
    return datetime.combine(day, time.min, tzinfo=COUNCIL_ZONE)
