"""What a call comes back with: an outcome, or a problem."""

from dataclasses import dataclass, field
from typing import Any

from services.contracts.calls import Call
from services.contracts.problems import Problem

Position = dict[str, Any]  # {"source", "stream", "sequence"}


@dataclass(frozen=True)
class Outcome:
    """A service's answer. `behind`: it had not yet seen everything the caller had."""

    result: dict[str, Any] = field(default_factory=dict)
    reached: Position | None = None
    behind: bool = False


class CallProblem(Exception):
    """The call was refused, failed, or nobody knows; `problem.message` is a sentence for people."""

    def __init__(self, problem: Problem, call: Call) -> None:
        super().__init__(f"{call.service}.{call.name}: {problem.code}")
        self.problem = problem
        self.call = call

    @property
    def code(self) -> str:
        """One of services.contracts.problems' codes."""
        return self.problem.code
