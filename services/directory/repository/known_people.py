"""People together with where their stream stands, for those who sign in: two queries each."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.tables import stream_heads
from services.directory import tables
from services.directory.domain.entries import Person
from services.directory.domain.merging import email_key
from services.directory.repository.periods import periods_of
from services.directory.repository.streams import person_stream

_PEOPLE = tables.people.c


@dataclass(frozen=True)
class KnownPerson:
    """A person, and the sequence that their stream has reached."""

    person: Person
    sequence: int

    @property
    def stream(self) -> str:
        """The name of their stream."""
        return person_stream(self.person.id)


def select_known(*more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Selects what `known_from` needs, and `more`."""
    head = stream_heads.c
    return (
        sa.select(_PEOPLE.id, _PEOPLE.name, _PEOPLE.email, _PEOPLE.account, head.sequence, *more)
        .select_from(tables.people)
        .outerjoin(stream_heads, head.stream == sa.literal(person_stream("")) + _PEOPLE.id)
    )


def known_from(session: Session, row: sa.RowMapping) -> KnownPerson:
    """The person of a row that `select_known` gave, with roles and terms."""
    roles, terms = periods_of(session, [row["id"]])
    person = Person(
        id=row["id"],
        name=row["name"],
        email=row["email"],
        account=row["account"],
        roles=tuple(roles[row["id"]]),
        terms=tuple(terms[row["id"]]),
    )
    return KnownPerson(person, row["sequence"] or 0)


def find_person(session: Session, person_id: str) -> KnownPerson | None:
    """The person with this id."""
    return _find(session, select_known().where(_PEOPLE.id == person_id))


def find_addressed(session: Session, email: str) -> KnownPerson | None:
    """Who has this e-mail address, whatever its capitals."""
    return _find(session, select_known().where(_PEOPLE.email_key == email_key(email)))


def find_linked(session: Session, provider: str, subject: str) -> KnownPerson | None:
    """Whom this subject of this provider stands for."""
    ids = tables.identities.c
    joined = select_known().join(tables.identities, ids.person_id == _PEOPLE.id)
    return _find(session, joined.where(ids.provider == provider, ids.subject == subject))


def _find(session: Session, query: sa.Select[Any]) -> KnownPerson | None:
    row = session.execute(query).mappings().one_or_none()
    return None if row is None else known_from(session, row)
