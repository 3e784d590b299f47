"""Writing requests' own copy of the directory, set-wise: each fact replaces the one before it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.requests.tables import ended_offices, people, person_roles, terms

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
    _replace_held(session, person_roles, latest, "roles")
    _replace_held(session, terms, latest, "terms")


def note_ended_offices(session: Session, offices: Iterable[tuple[str, datetime, str]]) -> None:
    """Who serves no ward any more, from when on, and in which chain of calls it was said."""
    names = ("person_id", "ended_at", "correlation_id")
    upsert(session, ended_offices, [dict(zip(names, office, strict=True)) for office in offices])


def _replace_held(session: Session, table: sa.Table, latest: Mapping[str, Fact], field: str) -> None:
    session.execute(sa.delete(table).where(table.c.person_id.in_(list(latest))))
    rows = [
        {**held, "person_id": person_id, "number": number}
        for person_id, fact in latest.items()
        for number, held in enumerate(fact[field])
    ]
    if rows:
        session.execute(sa.insert(table), rows)
