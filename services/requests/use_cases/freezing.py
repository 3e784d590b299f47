"""The end of an office: the member's open requests keep state and column, and stand still."""

from datetime import datetime

from sqlalchemy.orm import Session

from services.chassis.actor import Actor
from services.chassis.incoming import Incoming
from services.contracts.names import DIRECTORY
from services.requests.domain.acting import THE_DIRECTORY
from services.requests.domain.commands import Freeze
from services.requests.domain.decide import decide
from services.requests.repository.ended_offices import EndedOffice, first_to_do, note_done, still_open
from services.requests.repository.requests import load, lock
from services.requests.use_cases.circumstances import circumstances
from services.requests.use_cases.recording import record

FROZEN_AT_ONCE = 200


def freeze_ended_offices(session: Session, now: datetime) -> bool:
    """Freeze some of what is to be frozen, as of the end of the office; whether there may be more."""
    office = first_to_do(session)
    if office is None:
        return False
    ids = still_open(session, office, FROZEN_AT_ONCE)
    lock(session, ids)
    for request_id in ids:
        _freeze(session, office, request_id, now)
    if len(ids) < FROZEN_AT_ONCE:
        note_done(session, office)
    return True


def _freeze(session: Session, office: EndedOffice, request_id: str, now: datetime) -> None:
    loaded = load(session, request_id)
    assert loaded is not None
    # Not before what happened meanwhile: a history does not run backwards.
    time = max(office.ended_at, loaded.history[-1].time)
    actor = Actor(THE_DIRECTORY.person_id, DIRECTORY, frozenset({DIRECTORY}))
    incoming = Incoming({}, actor, lambda: now, None, None, office.correlation_id)
    decision = decide(loaded.state, Freeze(), THE_DIRECTORY, circumstances(session, time))
    record(session, incoming, loaded.state, decision)
