"""What an entry becomes when a file states it: stated facts win, what the file leaves out stays."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from services.directory.domain.columns import merged_columns
from services.directory.domain.entries import (
    Category,
    Directory,
    HeldRole,
    Period,
    Person,
    Place,
    Service,
    Term,
    Ward,
)

T = TypeVar("T", HeldRole, Term)


def merged_place(old: Place | None, stated: Place, today: date) -> Place:
    """The entry as stated; a first day that is left out stays as it was, and is today for a new entry.

    `old` is of the same kind.
    """
    starts = stated.starts or (old.starts if old and old.starts else today)
    match stated, old:
        case Ward(), Ward():
            return replace(stated, starts=starts, area=stated.area or old.area)
        case Service(), Service() | None:
            columns = merged_columns(old, stated, starts, today)
            return replace(stated, starts=starts, columns=columns, column=None)
        case Category(), Category() | None:
            return _merged_category(old, replace(stated, starts=starts))
        case _:
            return replace(stated, starts=starts)


def _merged_category(old: Category | None, stated: Category) -> Category:
    """Questions and advice that are left out stay; advice without a text is taken away."""
    questions, advice = stated.questions, stated.stop_advice
    if questions is None:
        questions = old.questions if old and old.questions else ()
    if advice is None:
        advice = old.stop_advice if old else None
    return replace(stated, questions=questions, stop_advice=advice if advice and advice.text else None)


def merged_person(old: Person | None, stated: Person, today: date, person_id: str) -> Person:
    """The person as stated; addresses, roles and terms that the file leaves out stay."""
    old = old or Person(id=person_id, name=stated.name)
    merged = Person(
        id=old.id,
        name=stated.name,
        email=stated.email or old.email,
        account=stated.account or old.account,
        roles=_merged_periods(old.roles, stated.roles, today),
        terms=_merged_periods(old.terms, stated.terms, today),
    )
    for period in stated.taken_back:
        merged = _without(merged, period, today)
    return merged


def _without(person: Person, unwanted: Period, today: date) -> Person:
    """Without the period of that kind and first day (none stated: the latest), if it is still to come."""
    known: list[Period] = [*person.roles, *person.terms]
    meant = [p for p in known if p.kind == unwanted.kind and unwanted.starts in (None, p.starts)]
    found = max(meant, key=lambda p: p.starts or date.min, default=unwanted)
    if found.starts is None or found.starts <= today or not meant:
        return replace(person, taken_back=(*person.taken_back, found))
    return replace(
        person,
        roles=tuple(role for role in person.roles if role is not found),
        terms=tuple(term for term in person.terms if term is not found),
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
    """Finds the person that a file speaks of: by id, else by e-mail address, else by account."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self._by_id = people
        self._by_email = {email_key(p.email): p for p in people.values() if p.email}
        self._by_account = {p.account: p for p in people.values() if p.account}

    def found(self, stated: Person) -> list[Person]:
        """Nobody, one person, or more when id, address and account belong to different people."""
        by_id = self._by_id.get(stated.id)
        by_email = self._by_email.get(email_key(stated.email)) if stated.email else None
        by_account = self._by_account.get(stated.account) if stated.account else None
        matches = {person.id: person for person in (by_id, by_email, by_account) if person is not None}
        return list(matches.values())


def people_index(directory: Directory) -> PeopleIndex:
    """The index of everybody in `directory`."""
    return PeopleIndex(directory.people)


def email_key(email: str | None) -> str:
    """Addresses that differ in capitals only are one."""
    return (email or "").strip().casefold()
