"""What sla does by itself, a little at a time: work out what changed, and tell what is due."""

from datetime import datetime

from sqlalchemy.orm import Session

from services.chassis import inbox
from services.chassis.event_store import NewEvent, append, last_sequence
from services.contracts.sla_events import CALENDAR_PUBLISHED, CALENDAR_STREAM
from services.sla.repository import calendars
from services.sla.repository import clocks as stored_clocks
from services.sla.use_cases.calendar_facts import published_calendar
from services.sla.use_cases.work_out import origin, work_out
from services.sla.use_cases.work_out_imports import work_out_import

AT_ONCE = 200  # requests in one transaction: less than a tenth of a second in which nobody else is answered


def publish_first_calendar(session: Session, now: datetime) -> None:
    """Once: the calendar that the migration stored, for whoever follows."""
    if last_sequence(session, CALENDAR_STREAM) == 0:
        calendar = calendars.rules(session).calendar()
        event = NewEvent(CALENDAR_PUBLISHED, published_calendar(calendar))
        append(session, CALENDAR_STREAM, 0, [event], origin(now))


def keep_up(session: Session, now: datetime) -> bool:
    """One step of what is to be worked out or told; whether there may be more."""
    inbox.hold(session)  # nothing must be heard between looking and ticking it off
    chunk = stored_clocks.wanted_import(session)
    if chunk is not None:
        work_out_import(session, chunk, now)
        return True
    wanted = stored_clocks.wanted(session, AT_ONCE)
    if not wanted:
        wanted = stored_clocks.with_something_to_tell(session, now, AT_ONCE)
    if wanted:
        work_out(session, wanted, now)
    return len(wanted) == AT_ONCE
