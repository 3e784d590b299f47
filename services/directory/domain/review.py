"""What follows from a change that may be made, for whoever reviews it before it is applied."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from services.directory.domain.changes import Change
from services.directory.domain.consequences import OpenRequests
from services.directory.domain.entries import Directory, Period, Person, Term, Ward
from services.directory.domain.holding import is_member_on, members_of
from services.directory.domain.offices import last_days

_DAY = timedelta(days=1)
Kind = tuple[str, str]
Pair = tuple[Person, Person]


@dataclass(frozen=True)
class Frozen:
    """A member whose office ends, and how many of their requests are open now."""

    person: Person
    ended_on: date
    open_requests: int


@dataclass(frozen=True)
class Lost:
    """What somebody holds for the last time on a day, and would have gone on holding."""

    person: Person
    held: Period
    last_day: date


@dataclass(frozen=True)
class Seating:
    """How many of a ward's seats are taken from a day on."""

    ward: Ward
    on: date
    serving: int


@dataclass(frozen=True)
class EndedWard:
    """A ward that is given an end. Requests that are open for it keep it until they are amended."""

    ward: Ward
    open_requests: int


@dataclass(frozen=True)
class Review:
    """All of it."""

    frozen: tuple[Frozen, ...] = ()
    lost: tuple[Lost, ...] = ()
    seats: tuple[Seating, ...] = ()
    ended_wards: tuple[EndedWard, ...] = ()


def review(after: Directory, made: Iterable[Change], today: date, open_requests: OpenRequests) -> Review:
    """What follows from the changes `made` to what the directory then is."""
    made = list(made)
    pairs = [
        (change.before, change.after)
        for change in made
        if isinstance(change.before, Person) and isinstance(change.after, Person)
    ]
    return Review(
        tuple(_frozen(pairs, open_requests.members)),
        tuple(lost for old, new in pairs for lost in _lost(old, new, today)),
        tuple(_seats(after, made, today)),
        tuple(_ended_wards(made, open_requests.wards)),
    )


def _frozen(pairs: Iterable[Pair], open_requests: Mapping[str, int]) -> Iterator[Frozen]:
    for old, new in pairs:
        for last in sorted(last_days(new)):
            if is_member_on(old, last + _DAY):
                yield Frozen(new, last, open_requests.get(new.id, 0))


def _lost(old: Person, new: Person, today: date) -> Iterator[Lost]:
    before, after = _by_kind(old), _by_kind(new)
    for kind, held in before.items():
        kept = after.get(kind, [])
        days = {today, *(period.ends + _DAY for period in [*kept] if period.ends is not None)}
        gone = [day for day in sorted(days) if _holds(held, day) and not _holds(kept, day)]
        if gone:
            yield Lost(new, held[-1], gone[0] - _DAY)


def _by_kind(person: Person) -> dict[Kind, list[Period]]:
    found: dict[Kind, list[Period]] = {}
    periods: list[Period] = [*person.roles, *person.terms]
    for period in periods:
        found.setdefault(period.kind, []).append(period)
    return found


def _holds(periods: Iterable[Period], day: date) -> bool:
    return any(period.holds_on(day) for period in periods)


def _seats(after: Directory, made: Iterable[Change], today: date) -> Iterator[Seating]:
    """On each day from today on when a changed term begins or is over; today where none is to come."""
    days: dict[str, set[date]] = {}
    for change in made:
        if isinstance(change.after, Ward):
            days.setdefault(change.after.id, set())
        for term in _changed_terms(change):
            known = days.setdefault(term.ward_id, set())
            known.update(day for day in _turns(term) if day > today)
    for ward_id, found in days.items():
        ward = after.wards[ward_id]
        for day in sorted(found) or [today]:
            yield Seating(ward, day, len(members_of(after.people.values(), ward_id, day)))


def _changed_terms(change: Change) -> set[Term]:
    new = set(change.after.terms) if isinstance(change.after, Person) else set()
    old = set(change.before.terms) if isinstance(change.before, Person) else set()
    return new ^ old


def _turns(term: Term) -> list[date]:
    first = [term.starts] if term.starts is not None else []
    return first if term.ends is None else [*first, term.ends + _DAY]


def _ended_wards(made: Iterable[Change], open_requests: Mapping[str, int]) -> Iterator[EndedWard]:
    for change in made:
        old, new = change.before, change.after
        if (
            isinstance(new, Ward)
            and new.ends is not None
            and not (isinstance(old, Ward) and old.ends == new.ends)
        ):
            yield EndedWard(new, open_requests.get(new.id, 0))
