"""What a use case is handed, and what it hands back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.actor import Actor
from services.contracts import problems
from services.contracts.problems import Problem


class Refused(Exception):
    """The answer is a problem: everything in the transaction is rolled back."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Stale(Refused):
    """Somebody else wrote to the stream first."""

    def __init__(self) -> None:
        message = "Somebody else changed this while you were working on it. Look at it again, then decide."
        super().__init__(Problem(problems.STALE, message))


class MustWrite(Exception):
    """A call that mostly reads has something to write: it is begun again in a transaction."""


def about_to_write(session: Session) -> None:
    """For a use case of a call that mostly reads, before it writes. Raises MustWrite in a reading."""
    if session.info.get("reading"):
        raise MustWrite


@dataclass(frozen=True)
class Origin:
    """Who did it, when, and which chain of calls it belongs to; goes into every event."""

    actor_id: str
    actor_role: str
    correlation_id: str
    now: datetime
    imported: bool = False


@dataclass(frozen=True)
class Incoming:
    """One call that was let in: its actor is known, its roles were checked, its body fits the schema."""

    body: dict[str, Any]
    actor: Actor
    moment: Callable[[], datetime]
    key: str | None
    expected_version: int | None
    correlation_id: str

    @property
    def now(self) -> datetime:
        """When it happens: the time at the first look, the same at every other.

        A use case that waits for a lock looks after it: else a stream's times could run backwards.
        """
        return self.moment()

    @property
    def origin(self) -> Origin:
        """What events say about where they come from."""
        return Origin(self.actor.id, self.actor.role, self.correlation_id, self.now)


@dataclass(frozen=True)
class Answer:
    """A use case's result, and the stream and sequence it reached when it wrote something.

    `note`: what a query leaves behind of who read, written before the answer is handed out.
    """

    result: dict[str, Any]
    stream: str | None = None
    sequence: int | None = None
    note: Callable[[Session], None] | None = None
