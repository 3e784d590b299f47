"""Reporting's own copy of the directory: names, columns of services, and who holds what on a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.contracts.vocabulary import MEMBER, ROLES_OF_A_SERVICE
from services.reporting.domain.columns import CouncilService
from services.reporting.tables import people, person_roles, service_columns, services, terms

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


def replace_services(session: Session, facts: Iterable[Fact]) -> None:
    """Council services with the columns of all their days."""
    latest = {fact["service_id"]: fact for fact in facts}
    replace_facts(session, services, latest.values())
    session.execute(sa.delete(service_columns).where(service_columns.c.service_id.in_(list(latest))))
    rows = [
        {"service_id": service_id, "starts": dated["starts"], "column": dated["column"]}
        for service_id, fact in latest.items()
        for dated in fact["columns"]
    ]
    if rows:
        session.execute(sa.insert(service_columns), rows)


def council_services(session: Session) -> dict[str, CouncilService]:
    """The council's services by id, with their columns."""
    columns: dict[str, list[tuple[date, str]]] = {}
    for row in session.execute(sa.select(service_columns).order_by(service_columns.c.starts)):
        columns.setdefault(row.service_id, []).append((row.starts, row.column))
    rows = session.execute(sa.select(services).order_by(services.c.name)).mappings()
    return {
        row["service_id"]: CouncilService(
            row["service_id"], row["name"], row["column"], tuple(columns.get(row["service_id"], ()))
        )
        for row in rows
    }


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


def serving_on(session: Session, day: date) -> frozenset[str]:
    """The members who serve on a day."""
    return frozenset(session.scalars(sa.select(terms.c.person_id).where(_in_force(terms, day))))


def names_in(session: Session, table: sa.Table) -> dict[str, str]:
    """The names of everything in a table of the copy, by id, in the order of names."""
    (key,) = table.primary_key
    query = sa.select(key, table.c.name).order_by(table.c.name)
    return {row[0]: row[1] for row in session.execute(query)}


def _in_force(table: sa.Table, day: date) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.starts <= day, sa.or_(table.c.ends.is_(None), table.c.ends >= day))
