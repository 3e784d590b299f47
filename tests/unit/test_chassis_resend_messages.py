"""Questions for events and their ends: read, or known to be unreadable; nothing that arrives raises."""

import json

import pytest

from services.chassis.rebuilding import end_of_resend
from services.chassis.resending import Wanted, read_question

QUESTION = {"queue": "requests.subscription.v1", "stream": "ward:cowal", "from_sequence": 3, "rebuild": None}
END = {"rebuild": "r", "source": "directory", "events": 3}


def test_what_we_write_is_read() -> None:
    assert read_question(json.dumps(QUESTION)) == Wanted("requests.subscription.v1", "ward:cowal", 3, None)
    assert end_of_resend(json.dumps(END)) == ("r", "directory", 3)


@pytest.mark.parametrize(
    "change",
    [
        {"from_sequence": float("inf")},
        {"from_sequence": float("nan")},
        {"from_sequence": None},
        {"queue": None},
        {"queue": 5},
        {"queue": "q" * 300},
        {"stream": "ward:\ud800"},
        {"stream": "ward:\0"},
        {"rebuild": ["r"]},
    ],
)
def test_a_question_that_cannot_be_answered_is_none(change: dict[str, object]) -> None:
    assert read_question(json.dumps(QUESTION | change)) is None


@pytest.mark.parametrize(
    "change",
    [{"events": float("inf")}, {"events": -1}, {"events": 10**30}, {"events": None}, {"source": "\ud800"}],
)
def test_an_end_that_cannot_be_counted_with_is_none(change: dict[str, object]) -> None:
    assert end_of_resend(json.dumps(END | change)) is None


@pytest.mark.parametrize("text", ["", "[]", "5", "null", "[" * 100_000, b"\xff"])
def test_what_is_neither_is_none(text: str | bytes) -> None:
    assert read_question(text) is None
    assert end_of_resend(text) is None
