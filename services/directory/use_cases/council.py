"""The directory as a whole: names to look up, as it stands or as at a day, and how much of it there is."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.directory.domain.entries import Category, OutsideBody, Person, Service, Ward
from services.directory.domain.holding import held_on, is_member_on
from services.directory.repository import entries
from services.directory.use_cases.facts import plain

P = TypeVar("P", Ward, Service, Category, OutsideBody)


def council(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Everything that names are looked up in: what there ever was, or what holds on the day `as_at`."""
    directory = entries.read_directory(session)
    as_at: date | None = incoming.body["as_at"]
    day = as_at or council_date(incoming.now)
    return {
        "wards": [plain(asdict(ward)) for ward in _in_force(directory.wards, as_at)],
        "services": [_service(service, day) for service in _in_force(directory.services, as_at)],
        "categories": [plain(asdict(category)) for category in _in_force(directory.categories, as_at)],
        "outside_bodies": [plain(asdict(body)) for body in _in_force(directory.outside_bodies, as_at)],
        "people": [
            _person(person, as_at)
            for person in directory.people.values()
            if as_at is None or held_on(person, as_at).roles
        ],
    }


def _in_force(places: Mapping[str, P], as_at: date | None) -> Iterable[P]:
    return [place for place in places.values() if as_at is None or place.holds_on(as_at)]


def _service(service: Service, day: date) -> dict[str, Any]:
    facts = plain(asdict(service))
    return {**facts, "column": service.column_on(day)}


def _person(person: Person, as_at: date | None) -> dict[str, Any]:
    return {
        "person_id": person.id,
        "name": person.name,
        "email": person.email,
        "account": person.account,
        "is_member": bool(person.terms) if as_at is None else is_member_on(person, as_at),
    }


def summary(session: Session, _incoming: Incoming) -> dict[str, Any]:
    """Whether a council is loaded at all."""
    return entries.counts(session)
