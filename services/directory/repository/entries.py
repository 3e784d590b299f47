"""Reads and writes every entry of the directory."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.directory import tables
from services.directory.domain.entries import Directory, Entry, Person, Service
from services.directory.domain.merging import email_key
from services.directory.domain.naming import name_key
from services.directory.repository import places
from services.directory.repository.periods import add_periods, periods_of

_ONE_LOAD_AT_A_TIME = 7_062_615  # any number that every process agrees on


def hold_directory(session: Session) -> None:
    """Until the transaction ends, nobody else loads (SQLite has one writer anyway)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text(f"SELECT pg_advisory_xact_lock({_ONE_LOAD_AT_A_TIME})"))


def read_directory(session: Session) -> Directory:
    """Every entry as it stands now."""
    return Directory(
        wards=places.read_wards(session),
        services=places.read_services(session),
        categories=places.read_categories(session),
        outside_bodies=places.read_outside_bodies(session),
        people=_read_people(session),
    )


def read_places(session: Session) -> Directory:
    """The wards and services, without columns, and nothing else: what names are looked up in; two queries."""
    services = {row["id"]: Service(**row) for row in places.all_of(session, tables.services)}
    return Directory(wards=places.read_wards(session), services=services)


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
        for row in places.all_of(session, tables.people)
    }


def record_entries(session: Session, entries: Sequence[Entry]) -> None:
    """Write entries as they stand now, set-wise; a person's roles and terms are replaced."""
    places.record_places(session, entries)
    people = [entry for entry in entries if isinstance(entry, Person)]
    if not people:
        return
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
        "name_key": name_key(person.name),
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
