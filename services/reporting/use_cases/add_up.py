"""What reporting does by itself when nothing changes any more: add counts up to the end of each past day."""

from datetime import datetime

from sqlalchemy.orm import Session

from services.chassis import inbox
from services.chassis.clock import council_date
from services.reporting.repository import counts, sums

DAYS_AT_ONCE = 50


def add_up(session: Session, now: datetime) -> bool:
    """The sums of some days; whether there may be more."""
    inbox.hold(session)  # no day must change between adding up and storing
    if not counts.has_settled(session):
        return False
    yesterday = council_date(now).toordinal() - 1
    return sums.store_more(session, yesterday, DAYS_AT_ONCE)
