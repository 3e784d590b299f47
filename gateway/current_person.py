"""Who sends the request: the person behind the session in the signed cookie."""

from collections.abc import Sequence

from flask import g, request, session

from gateway.correlation import correlation_id
from gateway.parts import parts
from gateway.people import HeldRole, Person
from gateway.service_clients.clients import Ask, Settled
from gateway.service_clients.outcome import CallProblem
from gateway.sessions import OPEN, KnownSession

SESSION_ID = "sid"
NOBODY = KnownSession("none")
READING = ("GET", "HEAD", "OPTIONS")
# What an open page asks by itself, every few seconds: no sign that somebody is there.
ASKED_BY_PAGES = frozenset({"news.of_request", "news.of_worklist", "news.of_portfolio"})
# Forms whose first act is to ask services something: what is asked of the session travels with it.
ASKING_FIRST = frozenset({"raising.send", "request_action.act"})


class NotAsPresumed(Exception):
    """The session that was presumed open has ended, or its person holds other roles by now."""


def current_session() -> KnownSession:
    """What directory says of the cookie's session; asked once a request. Raises CallProblem.

    A request that changes something asks afresh, so that a session ended elsewhere ends here at once. One of
    ASKING_FIRST presumes until then that it is as it was last told.
    """
    if "known_session" not in g:
        session_id = session.get(SESSION_ID)
        g.known_session = NOBODY
        if session_id:
            g.known_session = _presumed(session_id) or _looked_up(session_id)
    known: KnownSession = g.known_session
    return known


def confirmed(questions: Sequence[Ask] = ()) -> list[Settled]:
    """What these questions are answered, once it is certain who asks: nothing is shown or done before.

    Only queries may go along while the session is presumed. Raises NotAsPresumed, and CallProblem when
    directory cannot be asked.
    """
    if not g.pop("session_is_presumed", False):
        return parts().clients.ask_together(questions) if questions else []
    presumed: KnownSession = g.known_session
    g.known_session = NOBODY
    known, settled = parts().sessions.look_up_with(questions, session[SESSION_ID], correlation_id())
    g.known_session = known
    if known.state != OPEN or _roles(known) != _roles(presumed):
        raise NotAsPresumed
    return settled


def _presumed(session_id: str) -> KnownSession | None:
    presumed = parts().sessions.presumed(session_id) if request.endpoint in ASKING_FIRST else None
    g.session_is_presumed = presumed is not None
    return presumed


def _looked_up(session_id: str) -> KnownSession:
    afresh = request.method not in READING
    is_there = request.endpoint not in ASKED_BY_PAGES
    return parts().sessions.look_up(session_id, correlation_id(), afresh, is_there)


def _roles(known: KnownSession) -> tuple[HeldRole, ...] | None:
    return known.person.roles if known.person else None


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
