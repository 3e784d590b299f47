"""Who sends the request: the person behind the session in the signed cookie."""

from flask import g, request, session

from gateway.correlation import correlation_id
from gateway.parts import parts
from gateway.people import Person
from gateway.service_clients.outcome import CallProblem
from gateway.sessions import OPEN, KnownSession

SESSION_ID = "sid"
NOBODY = KnownSession("none")
READING = ("GET", "HEAD", "OPTIONS")
# What an open page asks by itself, every few seconds: no sign that somebody is there.
ASKED_BY_PAGES = frozenset({"news.of_request", "news.of_worklist", "news.of_portfolio"})


def current_session() -> KnownSession:
    """What directory says of the cookie's session; asked once a request. Raises CallProblem.

    A request that changes something asks afresh, so that a session ended elsewhere ends here at once.
    """
    if "known_session" not in g:
        session_id = session.get(SESSION_ID)
        g.known_session = NOBODY
        if session_id:
            afresh = request.method not in READING
            is_there = request.endpoint not in ASKED_BY_PAGES
            g.known_session = parts().sessions.look_up(session_id, correlation_id(), afresh, is_there)
    known: KnownSession = g.known_session
    return known


def current_person() -> Person | None:
    """Who is signed in, or None; None too while directory cannot be asked."""
    try:
        known = current_session()
    except CallProblem:
        return None
    return known.person if known.state == OPEN else None


def signed_in_person() -> Person:
    """Who is signed in. For endpoints that nobody else gets to."""
    person = current_person()
    if person is None:
        raise RuntimeError(f"{request.endpoint} let somebody in who is not signed in")
    return person
