"""What sla does by itself, a little at a time: work out what changed, and tell what is due."""

from datetime import datetime

from sqlalchemy.orm import Session

from services.chassis import inbox
from services.sla.repository import clocks as stored_clocks
from services.sla.use_cases.work_out import work_out
from services.sla.use_cases.work_out_imports import work_out_import

AT_ONCE = 200  # requests in one transaction: less than a tenth of a second in which nobody else is answered


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
