"""Reminding members of what was answered in full and is still open with them: never closed silently."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.orm import Session

from services.chassis.actor import Actor
from services.chassis.clock import council_date
from services.chassis.identifiers import new_id
from services.chassis.incoming import Incoming
from services.contracts.names import REQUESTS
from services.requests.domain.council_days import first_moment
from services.requests.domain.events import Happened
from services.requests.domain.follow_up import FIRST, SECOND, TOO_LATE, answered_by, reminder
from services.requests.repository.council import A_DAY
from services.requests.repository.follow_ups import answered_between
from services.requests.repository.requests import load, lock
from services.requests.repository.service_levels import working_days
from services.requests.use_cases.recording import record_events

REMINDED_AT_ONCE = 100
_OURSELVES = Actor(REQUESTS, REQUESTS, frozenset({REQUESTS}))

Calendar = Callable[[date], bool]


def remind_of_answers(session: Session, now: datetime) -> bool:
    """Give some of the reminders that are due; whether there may be more."""
    calendar = working_days(session)
    ids = _due(session, council_date(now), calendar)
    lock(session, ids)
    for request_id in ids:
        _remind(session, request_id, now, calendar)
    return len(ids) == REMINDED_AT_ONCE


def _due(session: Session, today: date, calendar: Calendar) -> list[str]:
    """The longest answered first."""
    # What was answered before the moment is at least so many working days old.
    too_late, second, first = (
        first_moment(answered_by(today, days, calendar) + A_DAY) for days in (TOO_LATE, SECOND, FIRST)
    )
    ids = answered_between(session, too_late, second, SECOND, REMINDED_AT_ONCE)
    return ids + answered_between(session, second, first, FIRST, REMINDED_AT_ONCE - len(ids))


def _remind(session: Session, request_id: str, now: datetime, calendar: Calendar) -> None:
    loaded = load(session, request_id)
    assert loaded is not None
    event = reminder(loaded.state, now, calendar)
    if event is None:  # somebody did something meanwhile
        return
    # A history does not run backwards.
    happened = Happened(event, max(now, loaded.history[-1].time), _OURSELVES.id)
    incoming = Incoming({}, _OURSELVES, lambda: now, None, None, new_id())
    record_events(session, incoming, loaded.state, [happened])
