"""Why a file cannot be taken over: one sentence for each thing that somebody has to put right first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from services.directory.domain.entries import (
    DIRECTOR,
    ROLES_OF_A_SERVICE,
    Category,
    Dated,
    Directory,
    HeldRole,
    Period,
    Person,
    Place,
    Service,
    Stated,
    Term,
)
from services.directory.domain.merging import email_key, people_index
from services.directory.domain.wording_of_changes import ward_named


def refused_as_stated(existing: Directory, stated: Stated) -> list[str]:
    """What is wrong whatever it would change: the same entry twice, people who cannot be told apart."""
    return [
        *_twice("ward", (ward.id for ward in stated.wards)),
        *_twice("service", (service.id for service in stated.services)),
        *_twice("category", (category.id for category in stated.categories)),
        *_twice("outside body", (body.id for body in stated.outside_bodies)),
        *_twice("e-mail address", (email_key(person.email) for person in stated.people if person.email)),
        *_twice("account", (person.account for person in stated.people if person.account)),
        *_not_told_apart(existing, stated.people),
    ]


def _twice(kind: str, keys: Iterable[str]) -> Iterator[str]:
    for key, count in Counter(keys).items():
        if count > 1:
            yield f"The {kind} {key} is stated {count} times: state it once."


def _not_told_apart(existing: Directory, people: Sequence[Person]) -> Iterator[str]:
    index = people_index(existing)
    for person in people:
        found = index.found(person)
        if person.id and person.id not in existing.people:
            yield f"Nobody in the directory has the id {person.id}: leave it out to add {person.name}."
        elif len(found) > 1 and person.id:
            yield f"{person.name} would have the e-mail address or account of {found[1].name}: correct it."
        elif len(found) > 1:
            yield (
                f"{person.name} has the e-mail address of {found[0].name} and the account of "
                f"{found[1].name}: correct one of the two."
            )
        if not (person.id or person.email or person.account):
            yield f"{person.name} has neither an e-mail address nor an account: state one of them."
    known = {found[0].id: found[0].name for person in people if (found := index.found(person))}
    stated = Counter(found[0].id for person in people if (found := index.found(person)))
    for person_id, count in stated.items():
        if count > 1:
            yield f"{known[person_id]} is stated {count} times: state each person once."


def refused_as_changed(after: Directory, touched: Iterable[str]) -> list[str]:
    """What would not hold together in the directory `after`, as far as entries with the `touched` ids go."""
    ids = set(touched)
    people = [person for person in after.people.values() if person.id in ids]
    return [
        *_places_refused(after, ids),
        *_terms_outlive(after, ids),
        *(sentence for person in people for sentence in _person_refused(after, person)),
    ]


def _places_refused(after: Directory, ids: set[str]) -> Iterator[str]:
    places: list[Place] = [
        *after.wards.values(),
        *after.services.values(),
        *after.categories.values(),
        *after.outside_bodies.values(),
    ]
    for place in places:
        if place.id in ids:
            yield from _place_refused(place)
    for category in after.categories.values():
        service = after.services.get(category.service_id)
        if service is None:
            yield f"{category.name} goes to the service {category.service_id}, which is not in the directory."
        elif ids & {category.id, service.id} and _outlives(category, service):
            yield (
                f"{category.name} goes to {service.name}, which ends on {service.ends}: "
                "send it to another service, or end it too."
            )


def _terms_outlive(after: Directory, ids: set[str]) -> Iterator[str]:
    for person in after.people.values():
        for term in person.terms:
            ward = after.wards.get(term.ward_id)
            if ward is not None and ids & {person.id, ward.id} and _outlives(term, ward):
                yield (
                    f"{person.name} serves {ward.name}, which ends on {ward.ends}: "
                    "end the term by then, or leave the ward open."
                )


def _place_refused(place: Place) -> Iterator[str]:
    if _ends_before_it_starts(place):
        yield f"{place.name} ends before it starts: correct one of the two days."
    if isinstance(place, Service):
        if any(_ends_before_it_starts(period) for period in place.columns):
            yield f"{place.name} has two columns that begin on one day: state one of them."
        if place.columns[0].starts != place.starts:
            yield (
                f"The columns of {place.name} begin on {place.columns[0].starts}, and the service on "
                f"{place.starts}: let both begin on one day."
            )
    if isinstance(place, Category):
        for key in _repeated(question.id for question in place.questions or ()):
            yield f"{place.name} asks two questions with the id {key}: give one of them another."


def _repeated(keys: Iterable[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]


def _person_refused(after: Directory, person: Person) -> Iterator[str]:
    periods: list[Period] = [*person.roles, *person.terms]
    for period in periods:
        if _ends_before_it_starts(period):
            yield f"{person.name}: {_what(after, period)} ends before it starts: correct one of the two days."
    for role in person.roles:
        yield from _role_refused(after, person, role)
    for term in person.terms:
        if term.ward_id not in after.wards:
            yield f"{person.name} serves the ward {term.ward_id}, which is not in the directory."
    for period in person.taken_back:
        since = f" from {period.starts}" if period.starts else ""
        yield (
            f"{person.name}: {_what(after, period)}{since} cannot be taken back: "
            "only what is still to come can. State its last day instead."
        )
    yield from _held_twice(after, person)
    yield from _two_wards_at_once(after, person)


def _role_refused(after: Directory, person: Person, role: HeldRole) -> Iterator[str]:
    needs_service = role.role in ROLES_OF_A_SERVICE
    may_name_service = needs_service or role.role == DIRECTOR
    if needs_service and role.service_id is None:
        yield f"{person.name} is {_what(after, role)} of no service: state the service."
    if not may_name_service and role.service_id is not None:
        yield f"{person.name}: {_what(after, role)} is not held in a service: leave the service out."
    if role.service_id is not None and role.service_id not in after.services:
        yield f"{person.name} works for the service {role.service_id}, which is not in the directory."


def _held_twice(after: Directory, person: Person) -> Iterator[str]:
    periods: list[Period] = [*person.roles, *person.terms]
    for place, first in enumerate(periods):
        if any(first.kind == later.kind and first.overlaps(later) for later in periods[place + 1 :]):
            yield f"{person.name}: {_what(after, first)} is held twice at once: correct the days."


def _two_wards_at_once(after: Directory, person: Person) -> Iterator[str]:
    for place, first in enumerate(person.terms):
        for later in person.terms[place + 1 :]:
            if first.ward_id != later.ward_id and first.overlaps(later):
                names = [ward_named(ward_id, after) for ward_id in (first.ward_id, later.ward_id)]
                yield (
                    f"{person.name} would serve {names[0]} and {names[1]} at once: "
                    "let one term end before the other begins."
                )
                return


def _ends_before_it_starts(period: Dated) -> bool:
    return period.starts is not None and period.is_over_by(period.starts)


def _outlives(part: Dated, whole: Dated) -> bool:
    return whole.ends is not None and (part.ends is None or part.ends > whole.ends)


def _what(after: Directory, period: Period) -> str:
    return (
        f"the term for {ward_named(period.ward_id, after)}"
        if isinstance(period, Term)
        else period.role.replace("_", " ")
    )
