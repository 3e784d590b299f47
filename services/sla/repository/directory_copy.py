"""Sla's own copy of the directory: names, and who holds what on a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.contracts.vocabulary import MEMBER, ROLES_OF_A_SERVICE
from services.sla.tables import categories, people, person_roles, services, terms

Fact = Mapping[str, Any]


def replace_facts(session: Session, table: sa.Table, facts: Iterable[Fact]) -> None:
    """Upsert the columns of `table` out of full facts; the last of the same id stands."""
    (key,) = table.primary_key
    latest = {fact[key.name]: {column.name: fact[column.name] for column in table.columns} for fact in facts}
    upsert(session, table, list(latest.values()))


def replace_people(session: Session, facts: Iterable[Fact]) -> None:
    """People with all their roles and terms of office."""
    latest = {fact["person_id"]: fact for fact in facts}
    replace_facts(session, people, latest.values())
    for table, held in ((person_roles, "roles"), (terms, "terms")):
        session.execute(sa.delete(table).where(table.c.person_id.in_(list(latest))))
        names = [column.name for column in table.columns if column.name not in ("person_id", "number")]
        rows = [
            {name: one[name] for name in names} | {"person_id": person_id, "number": number}
            for person_id, fact in latest.items()
            for number, one in enumerate(fact[held])
        ]
        if rows:
            session.execute(sa.insert(table), rows)


def roles_on(session: Session, person_id: str, day: date) -> frozenset[str]:
    """The roles that a person holds on a day; `member` through a term of office."""
    held = sa.select(person_roles.c.role).where(
        person_roles.c.person_id == person_id, _in_force(person_roles, day)
    )
    serving = sa.select(sa.literal(MEMBER)).where(terms.c.person_id == person_id, _in_force(terms, day))
    return frozenset(session.scalars(held.union(serving)))


def services_of(session: Session, person_id: str, day: date) -> frozenset[str]:
    """The services for which a person works on a day."""
    held = sa.select(person_roles.c.service_id).where(
        person_roles.c.person_id == person_id,
        person_roles.c.role.in_(ROLES_OF_A_SERVICE),
        person_roles.c.service_id.is_not(None),
        _in_force(person_roles, day),
    )
    return frozenset(session.scalars(held))


def names_of(session: Session, person_ids: Iterable[str]) -> dict[str, str]:
    """The names of people, by id; those that are not known are left out."""
    wanted = sorted(set(person_ids))
    query = sa.select(people.c.person_id, people.c.name).where(people.c.person_id.in_(wanted))
    return {row.person_id: row.name for row in session.execute(query)}


def council_services(session: Session) -> list[dict[str, str]]:
    """The council's services, by name."""
    rows = session.execute(sa.select(services).order_by(services.c.name))
    return [{"id": row.service_id, "name": row.name} for row in rows]


def council_categories(session: Session) -> list[dict[str, str]]:
    """The categories and their services, by name."""
    rows = session.execute(sa.select(categories).order_by(categories.c.name))
    return [{"id": row.category_id, "name": row.name, "service_id": row.service_id} for row in rows]


def _in_force(table: sa.Table, day: date) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.starts <= day, sa.or_(table.c.ends.is_(None), table.c.ends >= day))
