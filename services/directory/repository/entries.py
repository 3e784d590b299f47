"""Reads and writes wards, services, categories and people."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.directory import tables
from services.directory.domain.entries import Category, Directory, Entry, Person, Service, Ward
from services.directory.domain.merging import email_key
from services.directory.repository.periods import add_periods, periods_of

_PLACES: tuple[tuple[type[Ward | Service | Category], sa.Table], ...] = (
    (Ward, tables.wards),
    (Service, tables.services),
    (Category, tables.categories),
)
_ONE_LOAD_AT_A_TIME = 7_062_615  # any number that every process agrees on


def hold_directory(session: Session) -> None:
    """Until the transaction ends, nobody else loads (SQLite has one writer anyway)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text(f"SELECT pg_advisory_xact_lock({_ONE_LOAD_AT_A_TIME})"))


def read_directory(session: Session) -> Directory:
    """Every entry as it stands now."""
    return Directory(
        wards={row["id"]: Ward(**row) for row in _all(session, tables.wards)},
        services={row["id"]: Service(**row) for row in _all(session, tables.services)},
        categories={row["id"]: Category(**row) for row in _all(session, tables.categories)},
        people=_read_people(session),
    )


def _read_people(session: Session) -> dict[str, Person]:
    roles, terms = periods_of(session, None)
    return {
        row["id"]: Person(
            id=row["id"],
            name=row["name"],
            email=row["email"],
            account=row["account"],
            roles=tuple(roles[row["id"]]),
            terms=tuple(terms[row["id"]]),
        )
        for row in _all(session, tables.people)
    }


def _all(session: Session, table: sa.Table) -> Iterable[sa.RowMapping]:
    return session.execute(sa.select(table).order_by(table.c.id)).mappings()


def record_entries(session: Session, entries: Sequence[Entry]) -> None:
    """Write entries as they stand now, set-wise; a person's roles and terms are replaced."""
    for kind, table in _PLACES:
        upsert(session, table, [asdict(entry) for entry in entries if isinstance(entry, kind)])
    people = [entry for entry in entries if isinstance(entry, Person)]
    _release_keys(session, people)
    upsert(session, tables.people, [_person_row(person) for person in people])
    add_periods(session, people)


def _release_keys(session: Session, people: Sequence[Person]) -> None:
    """An address may pass to another person in one load: nobody holds one while they are rewritten."""
    ids = [person.id for person in people]
    session.execute(
        sa.update(tables.people).where(tables.people.c.id.in_(ids)).values(email_key=None, account=None)
    )


def _person_row(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "email_key": email_key(person.email) if person.email else None,
        "account": person.account,
    }


def counts(session: Session) -> dict[str, int]:
    """How many people, wards and services there are."""
    counted = (
        sa.select(sa.func.count()).select_from(table).scalar_subquery().label(table.name)
        for table in (tables.people, tables.wards, tables.services)
    )
    return dict(session.execute(sa.select(*counted)).mappings().one())
