"""What a file would change in the directory, and the directory afterwards."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from services.directory.domain.entries import (
    Category,
    Directory,
    Entry,
    OutsideBody,
    Person,
    Place,
    Service,
    Stated,
    Ward,
)
from services.directory.domain.merging import merged_person, merged_place, people_index

E = TypeVar("E", Ward, Service, Category, OutsideBody, Person)
_KINDS = {
    Ward: "ward",
    Service: "service",
    Category: "category",
    OutsideBody: "outside_body",
    Person: "person",
}


@dataclass(frozen=True)
class Change:
    """One entry that is added (no `before`) or changed."""

    before: Entry | None
    after: Entry

    @property
    def kind(self) -> str:
        """ward, service, category, outside_body or person."""
        return _KINDS[type(self.after)]

    @property
    def entry(self) -> str:
        """What people call it, e.g. "ward Cowal"."""
        return f"{self.kind.replace('_', ' ')} {self.after.name}"


def changes(existing: Directory, stated: Stated, today: date, new_id: Callable[[], str]) -> list[Change]:
    """What really changes when `stated` is taken over; nothing when it is already so."""
    places = [
        *_place_changes(existing.wards, stated.wards, today),
        *_place_changes(existing.services, stated.services, today),
        *_place_changes(existing.categories, stated.categories, today),
        *_place_changes(existing.outside_bodies, stated.outside_bodies, today),
    ]
    return [*places, *_people_changes(existing, stated.people, today, new_id)]


def _place_changes(existing: Mapping[str, Place], stated: Iterable[Place], today: date) -> list[Change]:
    pairs = [(existing.get(wanted.id), wanted) for wanted in stated]
    return _real([Change(old, merged_place(old, wanted, today)) for old, wanted in pairs])


def _people_changes(
    existing: Directory, stated: Iterable[Person], today: date, new_id: Callable[[], str]
) -> list[Change]:
    index = people_index(existing)
    found = [(next(iter(index.found(wanted)), None), wanted) for wanted in stated]
    return _real(
        [Change(old, merged_person(old, wanted, today, old.id if old else new_id())) for old, wanted in found]
    )


def _real(candidates: Iterable[Change]) -> list[Change]:
    return [change for change in candidates if change.before != change.after]


def apply(existing: Directory, made: Iterable[Change]) -> Directory:
    """The directory after the changes."""
    after = [change.after for change in made]
    return Directory(
        wards=_with(existing.wards, Ward, after),
        services=_with(existing.services, Service, after),
        categories=_with(existing.categories, Category, after),
        outside_bodies=_with(existing.outside_bodies, OutsideBody, after),
        people=_with(existing.people, Person, after),
    )


def _with(existing: Mapping[str, E], kind: type[E], after: Iterable[Entry]) -> dict[str, E]:
    return {**existing, **{entry.id: entry for entry in after if isinstance(entry, kind)}}
