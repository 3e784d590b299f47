"""From a request's history to what it adds to the counts of each day: the fold that every figure rests on."""

from collections.abc import Iterator
from typing import NamedTuple

from services.contracts.reporting_vocabulary import DAYS_OF_AGES
from services.contracts.vocabulary import IN_ACTION
from services.reporting.domain.history import History
from services.reporting.domain.items import is_of_services_only, item
from services.reporting.domain.local_days import FOREVER
from services.reporting.domain.marks import Mark, marks_of
from services.reporting.domain.standing import Made, Place, Spell, made_of, spells_of

Scope = tuple[str, str, str]  # dimension, key, service; of a service alone: "", ""

_OVER = item("over_by_a_week")
_AGES = tuple((item(name), since, until or FOREVER) for name, (since, until) in DAYS_OF_AGES.items())


# Day, day on which it had been counted first (earlier when the day moved it from elsewhere), item.
Change = tuple[int, int, int]
Counts = dict[Scope, dict[Change, int]]


class Counted(NamedTuple):
    """A request as it is counted."""

    made: Made
    spells: list[Spell]
    marks: list[Mark]


def counted(history: History) -> Counted | None:
    """None while it is not known that the request was raised."""
    made = made_of(history)
    return None if made is None else Counted(made, spells_of(history, made), marks_of(history, made))


def add_counts(total: Counts, before: Counted | None, after: Counted | None) -> None:
    """Add what a request counts `after` something was heard, less what it counted `before`."""
    by_place: dict[Place, dict[Change, int]] = {}
    made = None
    for request, times in ((before, -1), (after, 1)):
        if request is not None:
            made = request.made
            _add_changes(by_place, request, times)
    for place, found in by_place.items():
        assert made is not None  # nothing else has changes
        changes = [(change, n) for change, n in found.items() if n]
        of_keys = [one for one in changes if not is_of_services_only(one[0][2])]
        of_service, *of_dimensions = _scopes(place, made)
        _add(total, of_service, changes)
        for scope in of_dimensions:
            _add(total, scope, of_keys)


def _add(total: Counts, scope: Scope, changes: list[tuple[Change, int]]) -> None:
    there = total.setdefault(scope, {})
    for change, n in changes:
        there[change] = there.get(change, 0) + n


def _add_changes(by_place: dict[Place, dict[Change, int]], request: Counted, times: int) -> None:
    for spell in request.spells:
        changes = by_place.setdefault(spell.place, {})
        for number, starts, ends in _heaps(spell, request.made.day):
            _change(changes, (starts, starts, number), times)
            if ends < FOREVER:
                _change(changes, (ends, ends, number), -times)
        for mark in request.marks:
            starts, ends = max(spell.starts, mark.starts), min(spell.ends, mark.ends)
            if starts < ends:
                for number in mark.items:
                    _change(changes, (starts, mark.counted_on, number), times)
                    if ends < FOREVER:
                        _change(changes, (ends, mark.counted_on, number), -times)


def _change(changes: dict[Change, int], change: Change, n: int) -> None:
    changes[change] = changes.get(change, 0) + n


def _heaps(spell: Spell, made_on: int) -> Iterator[tuple[int, int, int]]:
    """(item, from, before) of what it lies on."""
    yield item(spell.state), spell.starts, spell.ends
    if spell.over_from is not None:
        yield _OVER, spell.over_from, spell.ends
    if spell.state in IN_ACTION:
        for number, since, until in _AGES:
            starts, ends = max(spell.starts, made_on + since), min(spell.ends, made_on + until)
            if starts < ends:
                yield number, starts, ends


def _scopes(place: Place, made: Made) -> list[Scope]:
    """The service alone comes first."""
    service = place.service_id
    return [
        ("", "", service),
        ("category", place.category_id, service),
        ("ward", place.ward_id, service),
        ("channel", made.channel, service),
        ("priority", place.priority, service),
        ("member", made.member_id, service),
    ]
