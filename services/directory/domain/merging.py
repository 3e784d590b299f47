"""What an entry becomes when a file states it: stated facts win, what the file leaves out stays."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from services.directory.domain.entries import Category, Directory, HeldRole, Person, Service, Term, Ward

P = TypeVar("P", Ward, Service, Category)
T = TypeVar("T", HeldRole, Term)


def merged_place(old: P | None, stated: P, today: date) -> P:
    """The entry as stated; a first day that is left out stays as it was, and is today for a new entry."""
    merged = replace(stated, starts=stated.starts or (old.starts if old else today))
    if isinstance(merged, Ward) and isinstance(old, Ward) and merged.area is None:
        return replace(merged, area=old.area)
    return merged


def merged_person(old: Person | None, stated: Person, today: date, person_id: str) -> Person:
    """The person as stated; addresses, roles and terms that the file leaves out stay."""
    old = old or Person(id=person_id, name=stated.name)
    return Person(
        id=old.id,
        name=stated.name,
        email=stated.email or old.email,
        account=stated.account or old.account,
        roles=_merged_periods(old.roles, stated.roles, today),
        terms=_merged_periods(old.terms, stated.terms, today),
    )


def _merged_periods(held: Iterable[T], stated: Iterable[T], today: date) -> tuple[T, ...]:
    """Every stated period replaces the held one that it speaks of; the others stay."""
    stays = list(held)
    merged: list[T] = []
    unsure: list[T] = []
    for period in stated:
        same = next((h for h in stays if h.kind == period.kind and h.starts == period.starts), None)
        if same is None:
            unsure.append(period)
        else:
            stays.remove(same)
            merged.append(period)
    for period in unsure:
        spoken_of = _spoken_of(stays, period)
        if spoken_of is not None:
            stays.remove(spoken_of)
        starts = period.starts or (spoken_of.starts if spoken_of else today)
        merged.append(replace(period, starts=starts))
    return in_order(stays + merged)


def _spoken_of(held: Iterable[T], stated: T) -> T | None:
    """The latest of its kind when no first day is stated; else one that it overlaps, and so corrects."""
    alike = [h for h in held if h.kind == stated.kind and (stated.starts is None or h.overlaps(stated))]
    return max(alike, key=lambda h: h.starts or date.min, default=None)


def in_order(periods: Iterable[T]) -> tuple[T, ...]:
    """The one order in which periods are kept, so that equal ones compare equal."""
    return tuple(sorted(periods, key=lambda p: (p.starts or date.min, p.kind, p.ends or date.max)))


class PeopleIndex:
    """Finds the person that a file speaks of: by e-mail address, else by account."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self._by_email = {email_key(p.email): p for p in people.values() if p.email}
        self._by_account = {p.account: p for p in people.values() if p.account}

    def found(self, stated: Person) -> list[Person]:
        """Nobody, one person, or two when address and account belong to different people."""
        by_email = self._by_email.get(email_key(stated.email)) if stated.email else None
        by_account = self._by_account.get(stated.account) if stated.account else None
        matches = [person for person in (by_email, by_account) if person is not None]
        return matches[:1] if len({person.id for person in matches}) < 2 else matches


def people_index(directory: Directory) -> PeopleIndex:
    """The index of everybody in `directory`."""
    return PeopleIndex(directory.people)


def email_key(email: str | None) -> str:
    """Addresses that differ in capitals only are one."""
    return (email or "").strip().casefold()
