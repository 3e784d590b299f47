"""How a request stood on each day: its spells, folded from its history.

Of the facts whose day has come the one that is furthest in its stream holds; nothing counts before the day on
which the request was made.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from services.reporting.domain.history import ClockFact, Happened, History
from services.reporting.domain.local_days import FOREVER

A_WEEK = 7
RAISED = "request_raised"
WITH_SERVICE = "with_service"
RUNNING = "running"

Fact = TypeVar("Fact", bound=Happened | ClockFact)


class Place(NamedTuple):
    """What a request counts for."""

    service_id: str
    category_id: str
    ward_id: str
    priority: str


class Spell(NamedTuple):
    """From the day `starts` to before the day `ends`. `over_from`: since when it is over by a week."""

    starts: int
    ends: int
    state: str
    place: Place
    over_from: int | None


class Made(NamedTuple):
    """What never changes about a request."""

    day: int
    reference: str
    member_id: str
    channel: str


def made_of(history: History) -> Made | None:
    """None when it is not known yet that it was raised."""
    raised = history.events.get(1)
    if raised is None or raised.type != RAISED:
        return None
    facts = raised.facts
    return Made(raised.day, facts["reference"], facts["member_id"], facts["channel"])


def holding(facts: Sequence[Fact], first: int, day: Callable[[Fact], int]) -> list[tuple[int, int, Fact]]:
    """(from, before, fact) in order of days, of facts in the order of their stream."""
    held, ends = [], FOREVER
    for fact in reversed(facts):
        starts = max(day(fact), first)
        if starts < ends:
            held.append((starts, ends, fact))
            ends = starts
    held.reverse()
    return held


def spells_of(history: History, made: Made) -> list[Spell]:
    """Its whole life from the day on which it was made, without a hole."""
    places = _places(history)
    stood = [
        (starts, ends, event.state, places[event.sequence])
        for starts, ends, event in holding(_in_order(history.events.values()), made.day, _day)
    ]
    due = _earliest_due(history, made.day)
    if not due:
        return _joined(Spell(*spell, None) for spell in stood)
    spells = []
    for starts, ends, state, place in stood:
        for due_starts, due_ends, due_on in due if state == WITH_SERVICE else [(starts, ends, None)]:
            begins, stops = max(starts, due_starts), min(ends, due_ends)
            if begins < stops:
                over = None if due_on is None else max(begins, due_on + A_WEEK)
                spells.append(Spell(begins, stops, state, place, over if over and over < stops else None))
    return _joined(spells)


def _day(fact: Happened | ClockFact) -> int:
    return fact.day


def _in_order(events: Iterable[Happened]) -> list[Happened]:
    return sorted(events, key=lambda event: event.sequence)


def _places(history: History) -> dict[int, Place]:
    """What it counted for after each of its events."""
    known: dict[str, str] = {}
    places = {}
    for event in _in_order(history.events.values()):
        known.update(event.facts)
        places[event.sequence] = Place(
            known["service_id"], known["category_id"], known["ward_id"], known["priority"]
        )
    return places


def _earliest_due(history: History, first: int) -> list[tuple[int, int, int | None]]:
    """(from, before, the earliest due date among the clocks that run), over all days from the first on."""
    running = [
        (starts, ends, fact.due_on)
        for facts in clocks_of(history).values()
        for starts, ends, fact in holding(facts, first, _day)
        if fact.state == RUNNING and fact.due_on is not None
    ]
    if not running:
        return []
    edges = sorted({first, FOREVER, *(edge for starts, ends, _ in running for edge in (starts, ends))})
    return [
        (edge, until, min((due for starts, ends, due in running if starts <= edge < ends), default=None))
        for edge, until in pairwise(edges)
    ]


def clocks_of(history: History) -> dict[tuple[str, int], list[ClockFact]]:
    """The facts of each clock in the order of their stream."""
    found: dict[tuple[str, int], list[ClockFact]] = {}
    for place in sorted(history.clocks):
        fact = history.clocks[place]
        found.setdefault((fact.clock, fact.number), []).append(fact)
    return found


def _joined(spells: Iterable[Spell]) -> list[Spell]:
    """Neighbours in which nothing differs are one."""
    joined: list[Spell] = []
    for spell in spells:
        before = joined[-1] if joined else None
        if before is not None and before[2:] == spell[2:]:
            joined[-1] = before._replace(ends=spell.ends)
        else:
            joined.append(spell)
    return joined
