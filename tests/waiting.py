"""Waiting in tests: poll with a deadline, never sleep and hope."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

POLL_SECONDS = 0.02


def until(condition: Callable[[], T], within: float = 10.0, what: str = "the condition") -> T:
    """The first truthy answer of `condition`.

    AssertionError naming `what` when `within` seconds pass first.
    """
    deadline = time.monotonic() + within
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited {within:g} s in vain for {what}; the last answer was {answer!r}.")
        time.sleep(POLL_SECONDS)
