"""Feedback's own copy of the directory: names, and who holds what on a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.contracts.vocabulary import DIRECTOR, MEMBER, ROLES_OF_A_SERVICE
from services.feedback.tables import people, person_roles, services, terms

Fact = Mapping[str, Any]


def _in_force(table: sa.Table, day: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.starts <= day, sa.or_(table.c.ends.is_(None), table.c.ends >= day))


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


def _roles() -> sa.CompoundSelect[Any]:
    person_id: sa.BindParameter[str] = sa.bindparam("person_id")
    day: sa.BindParameter[date] = sa.bindparam("day", type_=sa.Date)
    held = sa.select(person_roles.c.role).where(
        person_roles.c.person_id == person_id, _in_force(person_roles, day)
    )
    serving = sa.select(sa.literal(MEMBER)).where(terms.c.person_id == person_id, _in_force(terms, day))
    return held.union(serving)


# Asked with every call: written once, as that takes longer than asking it.
_ROLES = _roles()


def roles_on(session: Session, person_id: str, day: date) -> frozenset[str]:
    """The roles that a person holds on a day; `member` through a term of office."""
    return frozenset(session.scalars(_ROLES, {"person_id": person_id, "day": day}))


def services_of(session: Session, person_id: str, day: date) -> frozenset[str | None]:
    """The services for which a person works on a day; None among them: all, as their director."""
    held = sa.select(person_roles.c.role, person_roles.c.service_id).where(
        person_roles.c.person_id == person_id,
        person_roles.c.role.in_((*ROLES_OF_A_SERVICE, DIRECTOR)),
        _in_force(person_roles, day),
    )
    return frozenset(
        row.service_id for row in session.execute(held) if row.service_id or row.role == DIRECTOR
    )


def staff(session: Session, day: date, person_id: str | None = None) -> list[sa.Row[Any]]:
    """(person_id, name) of whoever works for the council on a day, by name; or of that person alone."""
    works = sa.exists().where(person_roles.c.person_id == people.c.person_id, _in_force(person_roles, day))
    query = sa.select(people.c.person_id, people.c.name).where(works)
    if person_id is not None:
        query = query.where(people.c.person_id == person_id)
    return list(session.execute(query.order_by(people.c.name, people.c.person_id)))


def names_of(session: Session, person_ids: Iterable[str]) -> dict[str, str]:
    """The names of people, by id; those that are not known are left out."""
    wanted = sorted(set(person_ids))
    query = sa.select(people.c.person_id, people.c.name).where(people.c.person_id.in_(wanted))
    return {row.person_id: row.name for row in session.execute(query)}


def service_names(session: Session) -> dict[str, str]:
    """The names of the council's services, by id."""
    return {row.service_id: row.name for row in session.execute(sa.select(services))}
