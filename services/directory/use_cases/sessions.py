"""What becomes of sessions: looked up, shown to their person, ended."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming, Refused, about_to_write
from services.contracts import problems
from services.contracts.problems import Problem
from services.directory.domain.sessions import PersonSession, SessionState, hashed
from services.directory.repository import sign_ins
from services.directory.use_cases.person_on_the_wire import holds_a_role, person_on_the_wire

KEPT_FOR = timedelta(days=30)
_ENDED = {"state": SessionState.ENDED.value, "person": None, "handle": None, "idle_expires_at": None}


def session_state(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Whose session it is and whether it is good. A leaver's ends here; an unknown one counts as ended."""
    found = sign_ins.find_session(session, hashed(incoming.body["session_id"]))
    if found is None:
        return _ENDED
    opened, known = found
    state = opened.state_at(incoming.now)
    today = council_date(incoming.now)
    if state is not SessionState.ENDED and not holds_a_role(known, today):
        about_to_write(session)
        sign_ins.end_by_handle(session, opened.person_id, opened.handle, incoming.now)
        return _ENDED
    if state is SessionState.ENDED:
        return _ENDED
    if state is SessionState.OPEN and incoming.body["touch"]:
        opened = _touched(session, opened, incoming.now)
    return {
        "state": state.value,
        "person": person_on_the_wire(known, today),
        "handle": opened.handle,
        "idle_expires_at": opened.expires_at.isoformat(),
    }


def _touched(session: Session, opened: PersonSession, now: datetime) -> PersonSession:
    """Writes at most once a minute, so that most pages only read."""
    if not opened.is_worth_touching(now):
        return opened
    about_to_write(session)
    sign_ins.touch(session, opened.handle, now)
    return opened.seen_at(now)


def list_sessions(session: Session, incoming: Incoming) -> dict[str, Any]:
    """The actor's own sessions that can still be used."""
    mine = sign_ins.sessions_of(session, incoming.actor.id)
    return {
        "sessions": [
            {
                "handle": opened.handle,
                "provider": opened.provider,
                "user_agent": opened.user_agent,
                "started": opened.started.isoformat(),
                "last_seen": opened.last_seen.isoformat(),
                "idle_expires_at": opened.expires_at.isoformat(),
            }
            for opened in mine
            if opened.state_at(incoming.now) is SessionState.OPEN
        ]
    }


def sign_out(session: Session, incoming: Incoming) -> dict[str, Any]:
    """End the session with this secret id, or one of the actor's own by its handle. Twice does no harm."""
    body = incoming.body
    if body["session_id"]:
        return {"ended": sign_ins.end_by_id(session, hashed(body["session_id"]), incoming.now)}
    if body["handle"]:
        return {"ended": sign_ins.end_by_handle(session, incoming.actor.id, body["handle"], incoming.now)}
    raise Refused(
        Problem(problems.INVALID, "Say which session to sign out of.", {"handle": ["Choose a session."]})
    )


def sign_out_everywhere(session: Session, incoming: Incoming) -> dict[str, Any]:
    """End every session of the actor."""
    return {"ended": sign_ins.end_all_of(session, incoming.actor.id, incoming.now)}


def forget_old_sessions(session: Session, now: datetime) -> None:
    """Sessions say which browsers a person used: they are not kept for long."""
    sign_ins.forget_sessions(session, now - KEPT_FOR)
