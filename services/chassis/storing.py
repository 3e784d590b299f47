"""Inserts that know what to do when the row is already there, on SQLite and on PostgreSQL alike."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

Row = Mapping[str, Any]


def insert_new(session: Session, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert those of `rows` that break no unique key; leave the others as they are."""
    if rows:
        statement, parameters = _insert(session, table, rows)
        session.execute(statement.on_conflict_do_nothing(), parameters)


def upsert(session: Session, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert `rows`, or overwrite the given columns of those that are there; the last of equal keys wins."""
    keys = [column.name for column in table.primary_key]
    latest = list({tuple(row[key] for key in keys): row for row in rows}.values())
    if not latest:
        return
    statement, parameters = _insert(session, table, latest)
    changed = {name: statement.excluded[name] for name in latest[0] if name not in keys}
    if changed:
        session.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), parameters)
    else:
        session.execute(statement.on_conflict_do_nothing(), parameters)


def _insert(session: Session, table: sa.Table, rows: Sequence[Row]) -> tuple[Any, Any]:
    """The beginning of a statement and its parameters."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table), list(rows)
    # One statement with an array for each column: PostgreSQL takes rows one by one five times slower.
    columns = list(rows[0])
    arrays = [sa.bindparam(name, type_=postgresql.ARRAY(table.c[name].type)) for name in columns]
    statement = postgresql.insert(table).from_select(columns, sa.select(*map(sa.func.unnest, arrays)))
    return statement, {name: [row[name] for row in rows] for name in columns}
