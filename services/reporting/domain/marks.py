"""What a request was counted for on a day: made, answered, closed, rated."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from services.contracts.reporting_vocabulary import AGREED, MET_AGREED, MET_ORIGINAL
from services.reporting.domain.history import Answered, ClockFact, History
from services.reporting.domain.items import WORDS, item
from services.reporting.domain.local_days import FOREVER
from services.reporting.domain.standing import Made, clocks_of, holding

STOPPED = ("met", "missed")

KEPT = {MET_ORIGINAL: 1, AGREED: 2, MET_AGREED: 4}

FLOWS = {"response_given": "responses", "request_closed": "closures"}


class Mark(NamedTuple):
    """Counted on a day, as is known from the day `starts` to before the day `ends`.

    `value`: working days taken, or the place of an answer in its list. `items`: what it adds one to.
    `kept`: of an answer, the sum of what holds of its dates (KEPT).
    """

    figure: str
    counted_on: int
    starts: int
    ends: int
    value: int | None
    items: tuple[int, ...]
    kept: int = 0


def marks_of(history: History, made: Made) -> list[Mark]:
    """Everything that the request is counted for, but the heaps that it lies on."""
    raised = Mark("made", made.day, made.day, FOREVER, None, (item("made"), item(made.channel)))
    return [raised, *_flows(history, made), *_answers(history, made), *_feedback(history, made)]


def _flows(history: History, made: Made) -> Iterator[Mark]:
    for sequence in sorted(history.events):
        event = history.events[sequence]
        figure = FLOWS.get(event.type)
        if figure is not None:
            day = max(event.day, made.day)
            yield Mark(figure, day, day, FOREVER, None, (item(figure),))


def _answers(history: History, made: Made) -> list[Mark]:
    """The first answer and the first full response, as their clocks told; of several of a kind the first."""
    found: list[Mark] = []
    counted = set()
    for (clock, _), facts in clocks_of(history).items():
        marks = [
            mark
            for starts, ends, fact in holding(facts, made.day, lambda fact: fact.day)
            if (mark := _answer(fact, max(starts, fact.stopped_on or 0), ends)) is not None
        ]
        if marks and clock not in counted:
            counted.add(clock)
            found += marks
    return found


def _answer(fact: ClockFact, starts: int, ends: int) -> Mark | None:
    if fact.state not in STOPPED or fact.stopped_on is None or fact.taken is None or starts >= ends:
        return None
    clock = fact.clock
    holds = {
        MET_ORIGINAL: fact.met_original,
        AGREED: fact.met_agreed is not None,
        MET_AGREED: fact.met_agreed,
    }
    kept = [name for name, is_so in holds.items() if is_so]
    items = (item(clock, fact.taken), *(item(f"{clock}_{name}") for name in kept))
    sum_of = sum(KEPT[name] for name in kept)
    return Mark(clock, max(fact.stopped_on, starts), starts, ends, fact.taken, items, sum_of)


def _feedback(history: History, made: Made) -> Iterator[Mark]:
    """By the day on which it was first given, in the version that was in force from one day to another."""
    surveys: dict[str, list[Answered]] = {}
    for place in sorted(history.answers):
        surveys.setdefault(place[0], []).append(history.answers[place])
    for versions in surveys.values():
        given_on = max(versions[0].day, made.day)
        days: Iterable[int] = [max(given_on, version.day) for version in versions]
        ends = [*days, FOREVER][1:]
        for version, starts, end in zip(versions, days, ends, strict=True):
            if starts < end:
                yield from _rated(version, given_on, starts, end)


def _rated(version: Answered, given_on: int, starts: int, ends: int) -> Iterator[Mark]:
    for question, word in (("speed", version.speed), ("quality", version.quality)):
        if word is not None:
            value = WORDS[question].index(word)
            yield Mark(question, given_on, starts, ends, value, (item(question, value),))
