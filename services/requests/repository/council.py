"""Reading requests' own copy of the directory: who holds what today, and what is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.vocabulary import MEMBER, ROLES_OF_A_SERVICE
from services.requests.tables import categories, people, person_roles, services, terms, wards


def in_force(table: sa.Table, day: date) -> sa.ColumnElement[bool]:
    """Whether a row with `starts` and `ends` (both inclusive) holds on a day."""
    return sa.and_(table.c.starts <= day, sa.or_(table.c.ends.is_(None), table.c.ends >= day))


def roles_on(session: Session, person_id: str, day: date) -> frozenset[str]:
    """The roles that a person holds on a day; `member` through a term of office."""
    own = person_roles.c.person_id == person_id
    held = sa.select(person_roles.c.role).where(own, in_force(person_roles, day))
    serving = sa.select(sa.literal(MEMBER)).where(terms.c.person_id == person_id, in_force(terms, day))
    return frozenset(session.scalars(held.union(serving)))


def services_of(session: Session, person_id: str, day: date) -> list[str]:
    """The services for which a person is an officer or the head on a day."""
    held = sa.select(person_roles.c.service_id).where(
        person_roles.c.person_id == person_id,
        person_roles.c.role.in_(ROLES_OF_A_SERVICE),
        in_force(person_roles, day),
    )
    return sorted({service for service in session.scalars(held) if service})


def roles_in_service(session: Session, person_id: str, service_id: str, day: date) -> frozenset[str]:
    """What a person is to a service on a day: officer, head, both or nothing."""
    held = sa.select(person_roles.c.role).where(
        person_roles.c.person_id == person_id,
        person_roles.c.service_id == service_id,
        person_roles.c.role.in_(ROLES_OF_A_SERVICE),
        in_force(person_roles, day),
    )
    return frozenset(session.scalars(held))


def officers_of(session: Session, service_id: str, day: date) -> dict[str, str]:
    """The names of a service's officers and heads on a day, by person id, in the order of their names."""
    rows = session.execute(
        sa.select(people.c.person_id, people.c.name)
        .join(person_roles, person_roles.c.person_id == people.c.person_id)
        .where(
            person_roles.c.service_id == service_id,
            person_roles.c.role.in_(ROLES_OF_A_SERVICE),
            in_force(person_roles, day),
        )
        .order_by(people.c.name, people.c.person_id)
    )
    return {row.person_id: row.name for row in rows}


def names_of(session: Session, person_ids: Iterable[str]) -> dict[str, str]:
    """The names of people, by id; those that are not known are left out."""
    wanted = sorted(set(person_ids))
    if not wanted:
        return {}
    rows = session.execute(sa.select(people.c.person_id, people.c.name).where(people.c.person_id.in_(wanted)))
    return {row.person_id: row.name for row in rows}


@dataclass(frozen=True)
class Route:
    """Where a category leads on a day. `service_id` is None when the category is not in use."""

    service_id: str | None
    service_is_open: bool


def route_of(session: Session, category_id: str, day: date) -> Route:
    """The service to which a category routes."""
    row = session.execute(
        sa.select(categories.c.service_id, in_force(services, day))
        .outerjoin(services, services.c.service_id == categories.c.service_id)
        .where(categories.c.category_id == category_id, in_force(categories, day))
    ).one_or_none()
    return Route(None, False) if row is None else Route(row[0], bool(row[1]))


def ward_is_open(session: Session, ward_id: str, day: date) -> bool:
    """Whether a ward exists on a day."""
    found = sa.select(wards.c.ward_id).where(wards.c.ward_id == ward_id, in_force(wards, day))
    return session.scalar(found) is not None


def open_categories(session: Session, day: date) -> list[dict[str, Any]]:
    """What a request can be about on a day: {id, name, service}, by service and name."""
    rows = session.execute(
        sa.select(categories.c.category_id.label("id"), categories.c.name, services.c.name.label("service"))
        .join(services, services.c.service_id == categories.c.service_id)
        .where(in_force(categories, day), in_force(services, day))
        .order_by(services.c.name, categories.c.name)
    )
    return [dict(row) for row in rows.mappings()]


def open_wards(session: Session, person_id: str, day: date) -> list[dict[str, Any]]:
    """The wards of a day, {id, name, own}: `own` where the person serves."""
    serves = sa.exists().where(
        terms.c.ward_id == wards.c.ward_id, terms.c.person_id == person_id, in_force(terms, day)
    )
    rows = session.execute(
        sa.select(wards.c.ward_id.label("id"), wards.c.name, serves.label("own"))
        .where(in_force(wards, day))
        .order_by(wards.c.name)
    )
    return [{**row, "own": bool(row["own"])} for row in rows.mappings()]


def serving_members(session: Session, day: date) -> list[dict[str, Any]]:
    """The members in office on a day, {id, name}, by name."""
    in_office = sa.exists().where(terms.c.person_id == people.c.person_id, in_force(terms, day))
    rows = session.execute(
        sa.select(people.c.person_id.label("id"), people.c.name).where(in_office).order_by(people.c.name)
    )
    return [dict(row) for row in rows.mappings()]


def known_ids(session: Session, column: sa.Column[Any], wanted: Iterable[str]) -> frozenset[str]:
    """Which of the wanted ids are in the copy, open or ended."""
    return frozenset(session.scalars(sa.select(column).where(column.in_(sorted(set(wanted))))))
