"""Reading requests' own copy of the directory: who holds what today, and what is open."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.vocabulary import DEPUTY_HEAD, DIRECTOR, HEAD_OF_SERVICE, ROLES_OF_A_SERVICE
from services.requests.tables import (
    categories,
    outside_bodies,
    people,
    person_roles,
    preferences,
    services,
    terms,
    wards,
)

A_DAY = timedelta(days=1)
ONLY_ME = "only_me"
HOLDERS = {1: (HEAD_OF_SERVICE, DEPUTY_HEAD, DIRECTOR), 2: (DIRECTOR,)}


def in_force(table: sa.Table, day: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """Whether a row with `starts` and `ends` (both inclusive) holds on a day, or on one handed in later."""
    return sa.and_(table.c.starts <= day, sa.or_(table.c.ends.is_(None), table.c.ends >= day))


# Asked with pages and commands: written once, as that takes longer than asking it.
_DAY = sa.bindparam("day", type_=sa.Date)
_PERSON = sa.bindparam("person_id", type_=sa.String)
_OFFICERS = (
    sa.select(people.c.person_id, people.c.name)
    .join(person_roles, person_roles.c.person_id == people.c.person_id)
    .where(
        person_roles.c.service_id == sa.bindparam("service_id"),
        person_roles.c.role.in_(ROLES_OF_A_SERVICE),
        in_force(person_roles, _DAY),
    )
    .order_by(people.c.name, people.c.person_id)
)
_NAMES = sa.select(people.c.person_id, people.c.name).where(
    people.c.person_id.in_(sa.bindparam("ids", expanding=True))
)
_SERVICE_NAMES = (
    sa.select(services.c.service_id, services.c.name)
    .where(services.c.service_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(services.c.name, services.c.service_id)
)
_ROUTE = (
    sa.select(categories.c.service_id, in_force(services, _DAY))
    .add_columns(categories.c.questions, categories.c.stop_advice)
    .outerjoin(services, services.c.service_id == categories.c.service_id)
    .where(categories.c.category_id == sa.bindparam("category_id"), in_force(categories, _DAY))
)
_OPEN_WARD = sa.select(wards.c.ward_id).where(
    wards.c.ward_id == sa.bindparam("ward_id"), in_force(wards, _DAY)
)
_CATEGORIES = (
    sa.select(categories.c.category_id.label("id"), categories.c.name, services.c.name.label("service"))
    .add_columns(categories.c.questions, categories.c.stop_advice)
    .join(services, services.c.service_id == categories.c.service_id)
    .where(in_force(categories, _DAY), in_force(services, _DAY))
    .order_by(services.c.name, categories.c.name)
)
_CATEGORY = _CATEGORIES.where(categories.c.category_id == sa.bindparam("category_id"))
_WARDS = (
    sa.select(wards.c.ward_id.label("id"), wards.c.name)
    .add_columns(
        sa.exists()
        .where(terms.c.ward_id == wards.c.ward_id, terms.c.person_id == _PERSON, in_force(terms, _DAY))
        .label("own")
    )
    .where(in_force(wards, _DAY))
    .order_by(wards.c.name)
)
_MEMBERS = (
    sa.select(people.c.person_id.label("id"), people.c.name)
    .where(sa.exists().where(terms.c.person_id == people.c.person_id, in_force(terms, _DAY)))
    .order_by(people.c.name)
)
_SHARING = sa.select(preferences.c.sharing).where(preferences.c.person_id == _PERSON)


def days_of_change(session: Session) -> list[date]:
    """The days on which anything began to hold or held no longer, in order: between two, nothing changed."""
    tables = (person_roles, terms, services, categories, wards)
    spans = [row for table in tables for row in session.execute(sa.select(table.c.starts, table.c.ends))]
    return sorted({day for starts, ends in spans for day in (starts, ends and ends + A_DAY) if day})


def officers_of(session: Session, service_id: str, day: date) -> dict[str, str]:
    """The names of a service's officers and heads on a day, by person id, in the order of their names."""
    rows = session.execute(_OFFICERS, {"service_id": service_id, "day": day})
    return {row.person_id: row.name for row in rows}


def names_of(session: Session, person_ids: Iterable[str]) -> dict[str, str]:
    """The names of people, by id; those that are not known are left out."""
    wanted = sorted(set(person_ids))
    if not wanted:
        return {}
    return {row.person_id: row.name for row in session.execute(_NAMES, {"ids": wanted})}


@dataclass(frozen=True)
class Route:
    """Where a category leads on a day, and what it asks. `service_id` is None when it is not in use.

    `questions`: [{id, label, required, help}]; `stop_advice`: {text, stops} or None.
    """

    service_id: str | None = None
    service_is_open: bool = False
    questions: list[dict[str, Any]] = field(default_factory=list)
    stop_advice: dict[str, Any] | None = None


def route_of(session: Session, category_id: str, day: date) -> Route:
    """The service to which a category routes."""
    row = session.execute(_ROUTE, {"category_id": category_id, "day": day}).one_or_none()
    return Route() if row is None else Route(row[0], bool(row[1]), row[2], row[3])


def service_is_open(session: Session, service_id: str, day: date) -> bool:
    """Whether a council service exists on a day."""
    found = sa.select(services.c.service_id).where(
        services.c.service_id == service_id, in_force(services, day)
    )
    return session.scalar(found) is not None


def holder_of(session: Session, level: int, service_id: str, day: date) -> str | None:
    """With whom an escalation would stand: the head, else the deputy, else a director; level 2: a director.

    A director of that service goes before one of all services; of equals, the first by name.
    """
    ranks = {role: rank for rank, role in enumerate(HOLDERS[level])}
    rows = session.execute(
        sa.select(person_roles.c.role, person_roles.c.service_id, people.c.name, people.c.person_id)
        .join(people, people.c.person_id == person_roles.c.person_id)
        .where(
            person_roles.c.role.in_(ranks),
            sa.or_(person_roles.c.service_id == service_id, person_roles.c.service_id.is_(None)),
            in_force(person_roles, day),
        )
    )
    order = sorted((ranks[role], of is None, name, person_id) for role, of, name, person_id in rows)
    return order[0][-1] if order else None


def ward_is_open(session: Session, ward_id: str, day: date) -> bool:
    """Whether a ward exists on a day."""
    return session.scalar(_OPEN_WARD, {"ward_id": ward_id, "day": day}) is not None


def open_categories(session: Session, day: date, category_id: str | None = None) -> list[dict[str, Any]]:
    """What a request can be about on a day, by service: {id, name, service, questions, stop_advice}.

    All of it, or the one category if it is open.
    """
    statement = _CATEGORIES if category_id is None else _CATEGORY
    rows = session.execute(statement, {"day": day, "category_id": category_id})
    return [dict(row) for row in rows.mappings()]


def open_wards(session: Session, person_id: str, day: date) -> list[dict[str, Any]]:
    """The wards of a day, {id, name, own}: `own` where the person serves."""
    rows = session.execute(_WARDS, {"person_id": person_id, "day": day})
    return [{**row, "own": bool(row["own"])} for row in rows.mappings()]


def serving_members(session: Session, day: date) -> list[dict[str, Any]]:
    """The members in office on a day, {id, name}, by name."""
    return [dict(row) for row in session.execute(_MEMBERS, {"day": day}).mappings()]


def known_ids(session: Session, column: sa.Column[Any], wanted: Iterable[str]) -> frozenset[str]:
    """Which of the wanted ids are in the copy, open or ended."""
    return frozenset(session.scalars(sa.select(column).where(column.in_(sorted(set(wanted))))))


def preferred_sharing(session: Session, person_id: str) -> str:
    """With whom a member's new requests are shared, unless they say otherwise."""
    return session.scalar(_SHARING, {"person_id": person_id}) or ONLY_ME


def outside_body(session: Session, body_id: str) -> dict[str, Any] | None:
    """{name, contact} of somebody outside the council, or None."""
    o = outside_bodies.c
    row = session.execute(sa.select(o.name, o.contact).where(o.outside_body_id == body_id)).mappings()
    found = row.one_or_none()
    return None if found is None else dict(found)


def service_names(session: Session, service_ids: Iterable[str]) -> dict[str, str]:
    """The names of services by id, in the order of their names; no query for none."""
    wanted = sorted(set(service_ids))
    if not wanted:
        return {}
    return {row.service_id: row.name for row in session.execute(_SERVICE_NAMES, {"ids": wanted})}
