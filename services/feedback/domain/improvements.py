"""Improvement actions: what is promised by whom for when, and how it stands on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ImprovementState(StrEnum):
    """How an improvement action stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Improvement:
    """One action. `done_on`: the day on which it was done or dropped."""

    id: str
    version: int
    owner_id: str
    service_id: str | None
    due_on: date
    state: ImprovementState
    done_on: date | None
    recorded_by: str
    recorded_on: date

    def changed(self, owner_id: str, due_on: date, state: ImprovementState, today: date) -> "Improvement":
        """The same action as it stands after a change; what stays settled keeps its day."""
        done_on = None
        if state is not ImprovementState.OPEN:
            done_on = self.done_on if state is self.state else today
        return Improvement(
            self.id,
            self.version + 1,
            owner_id,
            self.service_id,
            due_on,
            state,
            done_on,
            self.recorded_by,
            self.recorded_on,
        )

    def as_at(self, day: date) -> ImprovementState:
        """How it stood at the end of a day on which it was there already."""
        if self.done_on is None or self.done_on > day:
            return ImprovementState.OPEN
        return self.state

    def is_late(self, day: date) -> bool:
        """Whether its day was over and it was still open."""
        return self.as_at(day) is ImprovementState.OPEN and self.due_on < day
