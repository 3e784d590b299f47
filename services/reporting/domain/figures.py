"""From counted items to figures: heaps as at a day, flows and answers of a period."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from services.contracts.feedback_vocabulary import QUALITIES, SPEEDS
from services.contracts.reporting_vocabulary import AGES, ANSWERS, FEWEST_ANSWERS
from services.contracts.vocabulary import CHANNELS, CLOSED, IN_ACTION, RESPONDED, WITHDRAWN
from services.reporting.domain.items import measure_of
from services.reporting.domain.taken import taken

MODERATELY = SPEEDS.index("moderately_happy")
SATISFACTORY = QUALITIES.index("satisfactory")
GOOD = QUALITIES.index("good")

Items = Counter[int]


@dataclass
class Counted:
    """`heaps`: everything up to the day; `flows`: what was counted in the period, as it stands on the day."""

    heaps: Items = field(default_factory=Counter)
    flows: Items = field(default_factory=Counter)

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(_sum([self.heaps, other.heaps]), _sum([self.flows, other.flows]))


def together(parts: Iterable[Counted]) -> Counted:
    """Of several parts that have nothing in common."""
    total = Counted()
    for part in parts:
        total.heaps.update(part.heaps)
        total.flows.update(part.flows)
    return total


def less(items: Items, taken_away: Items) -> Items:
    """What is left; below nothing, too."""
    left = items.copy()
    left.subtract(taken_away)
    return left


def _sum(parts: Iterable[Items]) -> Items:
    total: Items = Counter()
    for part in parts:
        total.update(part)
    return total


def by_measure(items: Items) -> dict[str, dict[int, int]]:
    """How often each value of each measure was counted."""
    found: dict[str, dict[int, int]] = {}
    for number, n in items.items():
        if n:
            measure, value = measure_of(number)
            found.setdefault(measure, {})[value] = n
    return found


class Figures:
    """Every figure of one part of the council's requests."""

    def __init__(self, counted: Counted) -> None:
        self._heaps = by_measure(counted.heaps)
        self._flows = by_measure(counted.flows)

    def _heap(self, name: str) -> int:
        return sum(self._heaps.get(name, {}).values())

    def _flow(self, name: str) -> int:
        return sum(self._flows.get(name, {}).values())

    def column(self) -> dict[str, Any]:
        """A column of the paper."""
        in_action = {state: self._heap(state) for state in IN_ACTION}
        withdrawn, answered = self._heap(WITHDRAWN), self._heap(RESPONDED)
        closed = self._heap(CLOSED) + withdrawn
        return {
            "made": self._flow("made"),
            "in_action": sum(in_action.values()),
            **in_action,
            "over_by_a_week": self._heap("over_by_a_week"),
            "actioned": closed + answered,
            "closed_by_members": closed,
            "withdrawn": withdrawn,
            "open_with_members": answered,
            **{answer: taken(self._flows.get(answer, {})) for answer in ANSWERS},
        }

    def channels(self) -> dict[str, int]:
        """By which way requests came."""
        return {channel: self._flow(channel) for channel in CHANNELS}

    def flows(self) -> dict[str, int]:
        """Responses and closures, each time that there was one."""
        return {name: self._flow(name) for name in ("responses", "closures")}

    def ages(self) -> dict[str, int]:
        """Those in action by the calendar days since they were made."""
        return {age: self._heap(age) for age in AGES}

    def on_time(self) -> dict[str, dict[str, int]]:
        """Of the answers: how many met the original date, how many had an agreed one and met it."""
        return {
            answer: {
                "count": self._flow(answer),
                "met_original": self._flow(f"{answer}_met_original"),
                "agreed": self._flow(f"{answer}_agreed"),
                "met_agreed": self._flow(f"{answer}_met_agreed"),
            }
            for answer in ANSWERS
        }

    def rated(self) -> dict[str, dict[str, int]]:
        """How often each answer to a survey was given."""
        words = {"speed": SPEEDS, "quality": QUALITIES}
        return {
            question: {word: self._flows.get(question, {}).get(place, 0) for place, word in enumerate(there)}
            for question, there in words.items()
        }

    def feedback(self, withhold: bool = False) -> dict[str, dict[str, int | None]]:
        """How many answered, and how many of them were content; `withhold`: null where few answered."""
        speed, quality = self._flows.get("speed", {}), self._flows.get("quality", {})
        few = {
            "speed": withhold and sum(speed.values()) < FEWEST_ANSWERS,
            "quality": withhold and sum(quality.values()) < FEWEST_ANSWERS,
        }
        return {
            "speed": {
                "answered": sum(speed.values()),
                "moderately_or_better": None if few["speed"] else _up_to(speed, MODERATELY),
            },
            "quality": {
                "answered": sum(quality.values()),
                "satisfactory_or_better": None if few["quality"] else _up_to(quality, SATISFACTORY),
                "good_or_better": None if few["quality"] else _up_to(quality, GOOD),
            },
        }

    def everything(self, withhold: bool) -> dict[str, Any]:
        """All that `figures` answers of one part."""
        return {
            **self.column(),
            **self.flows(),
            "channels": self.channels(),
            "ages": self.ages(),
            "on_time": self.on_time(),
            "feedback": self.feedback(withhold),
        }


def _up_to(times: dict[int, int], place: int) -> int:
    """How many gave an answer as good as that, or better."""
    return sum(n for value, n in times.items() if value <= place)
