"""What callers saw elsewhere is looked up once: what was here stays here."""

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from services.chassis import catching_up
from services.chassis.catching_up import CaughtUp
from services.chassis.inbox import Mark

NO_SESSION = cast(Session, None)
STREAMS = st.sampled_from(["a", "b", "c"])


def mark(stream: str, sequence: int) -> Mark:
    """What somebody saw happen in the directory."""
    return {"source": "directory", "stream": stream, "sequence": sequence}


class Inbox:
    """How far a service has come, and how often it was asked."""

    def __init__(self) -> None:
        self.reached: dict[str, int] = {}
        self.asked: list[Mark] = []

    def lacking(self, _session: Session, marks: list[Mark]) -> list[Mark]:
        self.asked += marks
        return [one for one in marks if self.reached.get(one["stream"], 0) < one["sequence"]]


def test_what_is_here_is_asked_once_and_what_is_not_every_time() -> None:
    inbox = Inbox()
    caught_up = CaughtUp(inbox.lacking)
    inbox.reached["a"] = 2
    for _ in range(2):
        assert caught_up.lacking(NO_SESSION, [mark("a", 1), mark("a", 2), mark("b", 1)]) == [mark("b", 1)]
    assert inbox.asked == [mark("a", 1), mark("a", 2), mark("b", 1), mark("b", 1)]
    assert caught_up.unknown([mark("a", 2), mark("a", 3)]) == [mark("a", 3)]


def test_without_anything_to_ask_nobody_is_asked() -> None:
    inbox = Inbox()
    assert CaughtUp(inbox.lacking).lacking(NO_SESSION, []) == []
    assert inbox.asked == []


@given(steps=st.lists(st.tuples(st.booleans(), STREAMS, st.integers(1, 5)), max_size=40))
def test_it_never_says_otherwise_than_the_inbox(steps: list[tuple[bool, str, int]]) -> None:
    inbox = Inbox()
    caught_up = CaughtUp(inbox.lacking)
    for arrives, stream, sequence in steps:
        if arrives:
            inbox.reached[stream] = max(sequence, inbox.reached.get(stream, 0))
        else:
            wanted = [mark(stream, sequence), mark("a", 3)]
            assert caught_up.lacking(NO_SESSION, wanted) == Inbox.lacking(inbox, NO_SESSION, wanted)


def test_it_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching_up, "REMEMBERED_AT_MOST", 10)
    inbox = Inbox()
    caught_up: Any = CaughtUp(inbox.lacking)
    for number in range(50):
        inbox.reached[str(number)] = 1
        assert caught_up.lacking(NO_SESSION, [mark(str(number), 1)]) == []
        assert len(caught_up._reached) <= 12
