"""From a request's history to what it adds to the counts of each day: the fold that every figure rests on."""

from collections import Counter
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


# Scope, day, day on which it had been counted first (earlier when the day moved it from elsewhere), item.
Count = tuple[Scope, int, int, int]


class Counted(NamedTuple):
    """A request as it is counted."""

    made: Made
    spells: list[Spell]
    marks: list[Mark]


def counted(history: History) -> Counted | None:
    """None while it is not known that the request was raised."""
    made = made_of(history)
    return None if made is None else Counted(made, spells_of(history, made), marks_of(history, made))


def add_counts(total: Counter[Count], before: Counted | None, after: Counted | None) -> None:
    """Add what a request counts `after` something was heard, less what it counted `before`."""
    changes: Counter[_Change] = Counter()
    made = None
    for request, times in ((before, -1), (after, 1)):
        if request is not None:
            made = request.made
            _add_changes(changes, request, times)
    scopes: dict[Place, list[Scope]] = {}
    for (place, day, counted_on, number), n in changes.items():
        if n and made is not None:
            counted_for = scopes.get(place) or scopes.setdefault(place, _scopes(place, made))
            for scope in counted_for[:1] if is_of_services_only(number) else counted_for:
                total[scope, day, counted_on, number] += n


_Change = tuple[Place, int, int, int]  # place, day, counted on, item


def _add_changes(changes: Counter[_Change], request: Counted, times: int) -> None:
    for spell in request.spells:
        place = spell.place
        for number, starts, ends in _heaps(spell, request.made.day):
            changes[place, starts, starts, number] += times
            if ends < FOREVER:
                changes[place, ends, ends, number] -= times
    for mark in request.marks:
        for spell in request.spells:
            starts, ends = max(spell.starts, mark.starts), min(spell.ends, mark.ends)
            if starts < ends:
                for number in mark.items:
                    changes[spell.place, starts, mark.counted_on, number] += times
                    if ends < FOREVER:
                        changes[spell.place, ends, mark.counted_on, number] -= times


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
