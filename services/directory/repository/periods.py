"""Reads and writes the roles and terms of people."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.directory import tables
from services.directory.domain.entries import HeldRole, Person, Term
from services.directory.domain.holding import held_on

Roles = dict[str, list[HeldRole]]
Terms = dict[str, list[Term]]


def periods_of(session: Session, person_ids: Sequence[str] | None) -> tuple[Roles, Terms]:
    """Roles and terms by person, in one query; of everybody when `person_ids` is None."""
    roles: Roles = defaultdict(list)
    terms: Terms = defaultdict(list)
    if person_ids is not None and not person_ids:
        return roles, terms
    asked = session.execute(_EVERYBODYS) if person_ids is None else session.execute(_OF, {"ids": person_ids})
    for row in asked:
        if row.role is None:
            terms[row.person_id].append(Term(ward_id=row.place_id, starts=row.starts, ends=row.ends))
        else:
            held = HeldRole(role=row.role, service_id=row.place_id, starts=row.starts, ends=row.ends)
            roles[row.person_id].append(held)
    return roles, terms


def _both(person_ids: sa.BindParameter[Any] | None) -> sa.CompoundSelect[tuple[object, ...]]:
    roles, terms = tables.person_roles.c, tables.terms.c
    held = sa.select(
        roles.person_id,
        roles.role,
        roles.service_id.label("place_id"),
        roles.starts,
        roles.ends,
        roles.number,
    )
    served = sa.select(
        terms.person_id, sa.null().label("role"), terms.ward_id, terms.starts, terms.ends, terms.number
    )
    if person_ids is not None:
        held = held.where(roles.person_id.in_(person_ids))
        served = served.where(terms.person_id.in_(person_ids))
    return sa.union_all(held, served).order_by("number")


# Asked with every call: written once, as that takes longer than asking it.
_EVERYBODYS = _both(None)
_OF = _both(sa.bindparam("ids", expanding=True))


def in_force(table: sa.Table, day: date) -> sa.ColumnElement[bool]:
    """Whether a row with `starts` and `ends` holds on a day."""
    return sa.and_(table.c.starts <= day, sa.or_(table.c.ends.is_(None), table.c.ends >= day))


def add_periods(session: Session, people: Sequence[Person]) -> None:
    """Replace the roles and terms of `people`."""
    ids = [person.id for person in people]
    for table in (tables.person_roles, tables.terms):
        session.execute(sa.delete(table).where(table.c.person_id.in_(ids)))
    roles = [
        {
            "person_id": person.id,
            "number": number,
            "role": held.role,
            "service_id": held.service_id,
            "starts": held.starts,
            "ends": held.ends,
        }
        for person in people
        for number, held in enumerate(person.roles)
    ]
    terms = [
        {
            "person_id": person.id,
            "number": number,
            "ward_id": term.ward_id,
            "starts": term.starts,
            "ends": term.ends,
        }
        for person in people
        for number, term in enumerate(person.terms)
    ]
    if roles:
        session.execute(sa.insert(tables.person_roles), roles)
    if terms:
        session.execute(sa.insert(tables.terms), terms)


def roles_held(session: Session, person_id: str, day: date) -> frozenset[str]:
    """The names of the roles that a person holds on `day`, in one query; none for a stranger."""
    roles, terms = periods_of(session, [person_id])
    person = Person(name="", roles=tuple(roles[person_id]), terms=tuple(terms[person_id]))
    return held_on(person, day).role_names
