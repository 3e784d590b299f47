"""What the gateway remembers of sessions, and what it must not."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from gateway.service_clients.clients import Ask, ServiceClients
from gateway.service_clients.outcome import Outcome
from gateway.sessions import Sessions
from services.chassis.clock import FixedClock

ANSWER: dict[str, Any] = {"state": "open", "person": None, "handle": "h"}


class Directory:
    """Answers that the session is open; `meanwhile` happens before the answer is back."""

    def __init__(self) -> None:
        self.answer = ANSWER
        self.asked = 0
        self.touched: list[bool] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def ask_together(self, asks: list[Ask]) -> list[Outcome]:
        self.asked += 1
        self.touched.append(asks[0].body["touch"])
        self.meanwhile()
        return [Outcome(self.answer)] * len(asks)


def sessions_of(directory: Directory) -> Sessions:
    """Sessions that ask this directory."""
    return Sessions(cast(ServiceClients, directory), FixedClock(datetime(2026, 9, 20, tzinfo=UTC)))


def test_an_answer_is_remembered_for_a_while() -> None:
    directory = Directory()
    sessions = sessions_of(directory)
    for _ in range(3):
        assert sessions.look_up("a-session", "c").state == "open"
    assert directory.asked == 1


@pytest.mark.parametrize("forget", [lambda sessions: sessions.forget("a-session"), Sessions.forget_all])
def test_an_answer_from_before_a_sign_out_is_not_remembered(forget: Callable[[Sessions], None]) -> None:
    directory = Directory()
    sessions = sessions_of(directory)
    directory.meanwhile = lambda: forget(sessions)
    sessions.look_up("a-session", "c")
    directory.meanwhile = lambda: None
    sessions.look_up("a-session", "c")
    assert directory.asked == 2


def test_a_page_that_asks_by_itself_keeps_no_session_open() -> None:
    directory = Directory()
    sessions = sessions_of(directory)
    sessions.look_up("a-session", "c", is_there=False)
    sessions.look_up("a-session", "c")
    sessions.look_up("a-session", "c", is_there=False)
    assert directory.touched == [False, True]


def test_a_session_is_presumed_to_be_as_it_was_told_until_it_is_forgotten_or_ends() -> None:
    directory = Directory()
    sessions = sessions_of(directory)
    assert sessions.presumed("a-session") is None
    known = sessions.look_up("a-session", "c")
    assert sessions.presumed("a-session") == known
    sessions.forget("a-session")
    assert sessions.presumed("a-session") is None
    sessions.look_up("a-session", "c")
    directory.answer = ANSWER | {"state": "ended"}
    sessions.look_up("a-session", "c", afresh=True)
    assert sessions.presumed("a-session") is None
