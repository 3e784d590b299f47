"""Waiting in tests: poll with a deadline, never sleep and hope."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

# Between two looks; each is longer than the one before, for looking takes time from what is waited for.
SHORTEST, LONGEST, LONGER_BY = 0.02, 0.3, 1.4
# A deadline is there to end a test that hangs, not to measure: on a busy machine everything takes its time.
PATIENCE = 4.0


def until(condition: Callable[[], T], within: float = 10.0, what: str = "the condition") -> T:
    """The first truthy answer of `condition`.

    AssertionError naming `what` when it takes longer than the `within` seconds of a quiet machine, PATIENCE
    times over.
    """
    longest = within * PATIENCE
    deadline, pause = time.monotonic() + longest, SHORTEST
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited {longest:g} s in vain for {what}; the last answer was {answer!r}.")
        time.sleep(pause)
        pause = min(pause * LONGER_BY, LONGEST)


@contextmanager
def ends_within(seconds: float) -> Iterator[None]:
    """What is inside holds nobody up: it ends within the seconds of a quiet machine, PATIENCE times over."""
    started = time.monotonic()
    yield
    took = time.monotonic() - started
    assert took < seconds * PATIENCE, f"It took {took:.1f} s."
