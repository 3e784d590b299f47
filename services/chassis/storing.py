"""Inserts that know what to do when the row is already there, on SQLite and on PostgreSQL alike."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

Row = Mapping[str, Any]


def _insert(session: Session, table: sa.Table) -> Any:
    name = session.get_bind().dialect.name
    return sqlite.insert(table) if name == "sqlite" else postgresql.insert(table)


def insert_new(session: Session, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert those of `rows` that break no unique key; leave the others as they are."""
    if rows:
        session.execute(_insert(session, table).on_conflict_do_nothing(), list(rows))


def upsert(session: Session, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert `rows`, or overwrite the given columns where the primary key is there."""
    if not rows:
        return
    statement = _insert(session, table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    if changed:
        session.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), list(rows))
    else:
        insert_new(session, table, rows)
