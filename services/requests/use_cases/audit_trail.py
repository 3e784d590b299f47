"""What people read or take along beyond their own work is noted before they are answered."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.requests.domain.council_days import first_moment
from services.requests.domain.standings import OWN_WORK
from services.requests.repository.audit_trail import NO_SUBJECT, Audited, entries, last_noted, note
from services.requests.repository.council import names_of
from services.requests.repository.whole_request import ids_of_reference
from services.requests.use_cases.filters import cursor_of, own_reference
from services.requests.use_cases.standing import View
from services.requests.use_cases.wire import on_the_wire

# An open page asks what is new every few seconds: within a minute that is the same reading.
_THE_SAME = timedelta(minutes=1)

Note = Callable[[Session], None]


def request_read(session: Session, incoming: Incoming, view: View) -> Note | None:
    """What is to be noted of somebody who reads a request; None where it is their own work."""
    if view.standings & OWN_WORK:
        return None
    return _noted(session, incoming, view.role, "request", view.loaded.state.id)


def casework_file_taken(session: Session, incoming: Incoming, member_id: str) -> Note | None:
    """What is to be noted of somebody who takes a member's casework file along; None for one's own."""
    if member_id == incoming.actor.id:
        return None
    return _noted(session, incoming, incoming.actor.role, "casework_file", member_id)


def searched(session: Session, incoming: Incoming) -> Note | None:
    """What is to be noted of somebody whose search found requests that are not their own work."""
    return _noted(session, incoming, incoming.actor.role, "search", NO_SUBJECT)


def audit_trail(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"entries", "next", "person"}: latest first. Raises Refused."""
    body = incoming.body
    typed, person_id = (body["reference"] or "").strip(), body["person_id"]
    found = entries(
        session,
        person_id=person_id,
        request_ids=ids_of_reference(session, own_reference(typed), typed) if typed else None,
        before=_end_of(body["until"]),
        cursor=cursor_of(body),
        limit=body["limit"],
    )
    return {
        "entries": [on_the_wire(row) for row in found.rows],
        "next": found.next,
        "person": names_of(session, {person_id}).get(person_id) if person_id else None,
    }


def _end_of(day: date | None) -> datetime | None:
    return None if day is None or day == date.max else first_moment(day + timedelta(days=1))


def _noted(session: Session, incoming: Incoming, role: str, what: str, subject_id: str) -> Note | None:
    now = incoming.now
    audited = Audited(incoming.actor.id, what, subject_id, council_date(now))
    before = last_noted(session, audited)
    if before is not None and now - before < _THE_SAME:
        return None
    return lambda writing: note(writing, audited, role, now)
