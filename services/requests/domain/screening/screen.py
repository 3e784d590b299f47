"""Words looked over before they are sent: a pure function of the texts and the council's list of words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.requests.domain.screening.identifiers import identifiers
from services.requests.domain.screening.kinds import REASONS, Kind
from services.requests.domain.screening.special_words import WordList

# A place has a postcode; that is what the field is for.
_MEANT = {"place": frozenset({Kind.POSTCODE})}
MOST_FOUND = 100


@dataclass(frozen=True)
class Found:
    """Words from `start` to `end` of a field's text, and why they are pointed out: "looks like …"."""

    field: str
    start: int
    end: int
    kind: Kind
    reason: str


def screened(texts: Mapping[str, str], words: WordList) -> list[Found]:
    """What is pointed out, field by field in order of place; no two overlap. A hundred at most."""
    found = [one for field, text in texts.items() for one in _in_field(field, text, words)]
    return found[:MOST_FOUND]


def _in_field(field: str, text: str, words: WordList) -> list[Found]:
    all_of_it = [
        *(
            Found(field, start, end, kind, REASONS[kind])
            for start, end, kind in identifiers(text)
            if kind not in _MEANT.get(field, ())
        ),
        *(
            Found(field, start, end, Kind.SPECIAL, f"may tell of somebody’s {heading}")
            for start, end, heading in words.found_in(text)
        ),
    ]
    return sorted(_apart(all_of_it), key=lambda one: one.start)


def _apart(all_of_it: Iterable[Found]) -> list[Found]:
    """The surer ones, which come first, and of the others those that touch none of them."""
    kept: list[Found] = []
    taken: set[int] = set()
    for one in all_of_it:
        places = range(one.start, one.end)
        if taken.isdisjoint(places):
            kept.append(one)
            taken.update(places)
    return kept
