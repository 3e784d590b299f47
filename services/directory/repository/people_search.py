"""Looking people up by name, role, service and ward: a page at a time, in the order of their names."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.vocabulary import MEMBER
from services.directory import tables
from services.directory.domain.entries import Person
from services.directory.domain.naming import name_key
from services.directory.repository.periods import in_force, periods_of

_PEOPLE = tables.people.c


@dataclass(frozen=True)
class Wanted:
    """Who is looked for, as at a day."""

    day: date
    words: str = ""
    role: str | None = None
    service_id: str | None = None
    ward_id: str | None = None


@dataclass(frozen=True)
class Place:
    """Behind whom a page begins."""

    name_key: str
    person_id: str


def find_people(session: Session, wanted: Wanted, after: Place | None, limit: int) -> list[Person]:
    """Up to `limit` people with everything they hold and held, in two queries."""
    query = sa.select(tables.people).where(*_conditions(wanted))
    if after is not None:
        query = query.where(sa.tuple_(_PEOPLE.name_key, _PEOPLE.id) > (after.name_key, after.person_id))
    rows = session.execute(query.order_by(_PEOPLE.name_key, _PEOPLE.id).limit(limit)).all()
    roles, terms = periods_of(session, [row.id for row in rows])
    return [
        Person(
            id=row.id,
            name=row.name,
            email=row.email,
            account=row.account,
            roles=tuple(roles[row.id]),
            terms=tuple(terms[row.id]),
        )
        for row in rows
    ]


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    looked_for = [
        sa.or_(
            _PEOPLE.name_key.contains(word, autoescape=True),
            _PEOPLE.email_key.contains(word, autoescape=True),
        )
        for word in name_key(wanted.words).split()
    ]
    return [*looked_for, *_serving(wanted), *_holding(wanted)]


def _serving(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    if wanted.ward_id is None and wanted.role != MEMBER:
        return []
    terms = tables.terms
    mine = sa.exists().where(terms.c.person_id == _PEOPLE.id, in_force(terms, wanted.day))
    return [mine if wanted.ward_id is None else mine.where(terms.c.ward_id == wanted.ward_id)]


def _holding(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    role = None if wanted.role == MEMBER else wanted.role
    if role is None and wanted.service_id is None:
        return []
    roles = tables.person_roles
    mine = sa.exists().where(roles.c.person_id == _PEOPLE.id, in_force(roles, wanted.day))
    if role is not None:
        mine = mine.where(roles.c.role == role)
    if wanted.service_id is not None:
        mine = mine.where(roles.c.service_id == wanted.service_id)
    return [mine]
