"""What is known of one request: the facts that are counted, each with its day and its place in its stream."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Happened(NamedTuple):
    """An event of the request. `facts`: its service, category, ward, priority; of the first event, more."""

    sequence: int
    type: str
    day: int
    state: str
    facts: dict[str, str]


class ClockFact(NamedTuple):
    """How a clock stood from a day on. `clock`: initial_response or full_response. Days are ordinals."""

    sequence: int
    clock: str
    number: int
    day: int
    state: str
    due_on: int | None
    stopped_on: int | None
    taken: int | None
    met_original: bool | None
    met_agreed: bool | None


class Answered(NamedTuple):
    """A version of a survey's answers, from a day on. None: that question was not answered."""

    sequence: int
    survey: str
    day: int
    speed: str | None
    quality: str | None


@dataclass
class History:
    """All of it, without what came twice; in no order."""

    events: dict[int, Happened] = field(default_factory=dict)
    clocks: dict[tuple[int, str, int, int], ClockFact] = field(default_factory=dict)
    answers: dict[tuple[str, int], Answered] = field(default_factory=dict)

    def add(self, facts: Iterable[Happened | ClockFact | Answered]) -> None:
        """What is known already stays as it is."""
        for fact in facts:
            match fact:
                case Happened():
                    self.events.setdefault(fact.sequence, fact)
                case ClockFact():
                    place = (fact.sequence, fact.clock, fact.number, fact.day)
                    self.clocks.setdefault(place, fact)
                case Answered():
                    self.answers.setdefault((fact.survey, fact.sequence), fact)

    def as_lists(self) -> list[list[list[Any]]]:
        """For storing: three lists of what the facts hold, in order."""
        kinds: tuple[dict[Any, Any], ...] = (self.events, self.clocks, self.answers)
        return [[list(facts[place]) for place in sorted(facts)] for facts in kinds]


def history_of(lists: list[list[list[Any]]]) -> History:
    """The history that was stored as these lists."""
    events, clocks, answers = lists
    return History(
        {entry[0]: Happened(*entry) for entry in events},
        {(entry[0], entry[1], entry[2], entry[3]): ClockFact(*entry) for entry in clocks},
        {(entry[1], entry[0]): Answered(*entry) for entry in answers},
    )
