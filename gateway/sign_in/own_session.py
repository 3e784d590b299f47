"""The session in the signed cookie: begun at sign-in with a new id, ended at sign-out."""

from typing import Any

from flask import request, session

from gateway.correlation import correlation_id
from gateway.current_person import SESSION_ID
from gateway.parts import parts
from gateway.people import read_person
from gateway.service_clients.clients import Ask
from gateway.service_clients.outcome import CallProblem
from gateway.sessions import OPEN, THE_GATEWAY, KnownSession
from services.chassis.identifiers import new_id
from services.contracts import directory_calls

CSRF_SECRET = "csrf_token"
LONGEST_USER_AGENT = 300


def begin(identity: dict[str, Any]) -> None:
    """Open a session for whom `identity` stands for. Raises CallProblem.

    Whatever the browser brought along is dropped, so that nobody can plant a session on somebody else.
    Only when the same person comes back is the secret of open forms kept: they can still be sent.
    """
    body = identity | {"user_agent": request.user_agent.string[:LONGEST_USER_AGENT]}
    ask = Ask(directory_calls.SIGN_IN, body, THE_GATEWAY, key=new_id(), correlation_id=correlation_id())
    answer = parts().clients.ask(ask).result
    person = read_person(answer["person"])
    before = _before()
    kept = session.get(CSRF_SECRET) if before.person and before.person.id == person.id else None
    if before.state == OPEN:
        end()
    session.clear()
    session[SESSION_ID] = answer["session_id"]
    if kept:
        session[CSRF_SECRET] = kept


def end() -> None:
    """End the cookie's session, if it has one, and empty the cookie. Raises CallProblem."""
    session_id = session.get(SESSION_ID)
    if session_id:
        body = {"session_id": session_id}
        parts().clients.ask(Ask(directory_calls.SIGN_OUT, body, THE_GATEWAY, correlation_id=correlation_id()))
        parts().sessions.forget(session_id)
    session.clear()


def _before() -> KnownSession:
    session_id = session.get(SESSION_ID)
    if not session_id:
        return KnownSession("none")
    try:
        return parts().sessions.look_up(session_id, correlation_id(), afresh=True)
    except CallProblem:
        return KnownSession("none")
