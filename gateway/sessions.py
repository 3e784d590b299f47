"""People's sessions: directory knows them; what it said of one is remembered for ten seconds.

Each process remembers by itself: a session that was ended elsewhere may still read for that long, and
changes nothing any more, as whatever changes something asks afresh.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gateway.people import Person, read_person
from gateway.service_clients.clients import Ask, ServiceClients, Settled
from gateway.service_clients.outcome import CallProblem
from services.chassis.actor import Actor
from services.chassis.clock import Clock
from services.contracts import directory_calls

REMEMBERED_SECONDS = 10.0
REMEMBERED_AT_MOST = 5_000

OPEN = "open"
EXPIRED = "expired"
ENDED = "ended"

THE_GATEWAY = Actor(directory_calls.GATEWAY, directory_calls.GATEWAY, frozenset({directory_calls.GATEWAY}))


@dataclass(frozen=True)
class KnownSession:
    """What directory says of a session; an expired one still names its person, an ended one nobody."""

    state: str
    person: Person | None = None
    handle: str | None = None


class Sessions:
    """Looks sessions up. Safe to share between threads."""

    def __init__(self, clients: ServiceClients, clock: Clock) -> None:
        self._clients = clients
        self._clock = clock
        self._lock = threading.Lock()
        self._remembered: dict[str, tuple[float, KnownSession]] = {}
        self._forgotten = 0

    def look_up(
        self, session_id: str, correlation_id: str, afresh: bool = False, is_there: bool = True
    ) -> KnownSession:
        """What is known of the session; asked again when `afresh`. Raises CallProblem.

        `is_there`: somebody did something. A page that asks by itself keeps no session open.
        """
        remembered = None if afresh else self._recall(session_id)
        return remembered or self.look_up_with((), session_id, correlation_id, is_there)[0]

    def look_up_with(
        self, questions: Sequence[Ask], session_id: str, correlation_id: str, is_there: bool = True
    ) -> tuple[KnownSession, list[Settled]]:
        """What is known of the session, asked afresh together with `questions`, and what those were answered.

        Raises CallProblem when nothing can be known of the session.
        """
        body = {"session_id": session_id, "touch": is_there}
        ask = Ask(directory_calls.SESSION, body, THE_GATEWAY, correlation_id=correlation_id)
        before = self._forgotten
        told, *settled = self._clients.ask_together([ask, *questions])
        if isinstance(told, CallProblem):
            raise told
        known = _read(told.result)
        if is_there:  # else, remembered, it would hide from directory that somebody does something next
            self._remember(session_id, known, before)
        return known, settled

    def presumed(self, session_id: str) -> KnownSession | None:
        """What was last told of a session that was open then, however long ago; None when nothing was."""
        with self._lock:
            _, known = self._remembered.get(session_id, (0.0, None))
        return known if known is not None and known.state == OPEN else None

    def forget(self, session_id: str) -> None:
        """Ask directory the next time."""
        with self._lock:
            self._forgotten += 1
            self._remembered.pop(session_id, None)

    def forget_all(self) -> None:
        """Ask directory about everybody the next time."""
        with self._lock:
            self._forgotten += 1
            self._remembered.clear()

    def _recall(self, session_id: str) -> KnownSession | None:
        with self._lock:
            until, known = self._remembered.get(session_id, (0.0, None))
            return known if self._clock.monotonic() < until else None

    def _remember(self, session_id: str, known: KnownSession, before: int) -> None:
        with self._lock:
            if self._forgotten != before:
                return  # it may be an answer from before somebody signed out
            if len(self._remembered) >= REMEMBERED_AT_MOST:
                self._remembered.clear()
            self._remembered[session_id] = (self._clock.monotonic() + REMEMBERED_SECONDS, known)


def _read(answer: dict[str, Any]) -> KnownSession:
    person = answer.get("person")
    return KnownSession(answer["state"], read_person(person) if person else None, answer.get("handle"))
