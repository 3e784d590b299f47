"""Inserts that know what to do when the row is already there, on SQLite and on PostgreSQL alike."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from services.chassis.columns_of_values import ValuesOf

Row = Mapping[str, Any]

MANY = 20


def among(session: Session, column: sa.Column[Any], values: Sequence[Any]) -> sa.ColumnElement[bool]:
    """Whether the column has one of the values; PostgreSQL's driver takes hundreds of them as one array."""
    if session.get_bind().dialect.name == "sqlite":
        return column.in_(values)
    array: Any = sa.bindparam(None, list(values), type_=ValuesOf(column.type), unique=True)
    return column == sa.func.any(array)


def insert_new(session: Session, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert those of `rows` that break no unique key; leave the others as they are."""
    if rows:
        statement, parameters = _insert(session, table, rows)
        _execute(session, table, statement.on_conflict_do_nothing(), parameters)


def upsert(session: Session, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert `rows`, or overwrite the given columns of those that are there; the last of equal keys wins."""
    keys = [column.name for column in table.primary_key]
    latest = list({tuple(row[key] for key in keys): row for row in rows}.values())
    if not latest:
        return
    statement, parameters = _insert(session, table, latest)
    changed = {name: statement.excluded[name] for name in latest[0] if name not in keys}
    if changed:
        statement = statement.on_conflict_do_update(index_elements=keys, set_=changed)
    else:
        statement = statement.on_conflict_do_nothing()
    _execute(session, table, statement, parameters)


def add_up(session: Session, table: sa.Table, rows: Sequence[tuple[int, ...]]) -> None:
    """Insert rows of whole numbers, or add the last column to that of the row that is there.

    A row has every column of the table, in order; no two may have equal keys.
    """
    if not rows:
        return
    keys, amount = [key.name for key in table.primary_key], list(table.columns)[-1]
    if session.get_bind().dialect.name == "sqlite":
        insert: Any = sqlite.insert(table)
        on_sqlite = insert.on_conflict_do_update(
            index_elements=keys, set_={amount.name: amount + insert.excluded[amount.name]}
        )
        session.connection().exec_driver_sql(str(on_sqlite.compile(dialect=sqlite.dialect())), rows)
        return
    columns = dict(zip((column.name for column in table.columns), zip(*rows, strict=True), strict=True))
    arrays = [sa.bindparam(name, type_=ValuesOf(table.c[name].type)) for name in columns]
    one_each = sa.select(*map(sa.func.unnest, arrays))
    insert = postgresql.insert(table).from_select(list(columns), one_each)
    added = {amount.name: amount + insert.excluded[amount.name]}
    statement = insert.on_conflict_do_update(index_elements=keys, set_=added)
    session.execute(statement, {name: list(values) for name, values in columns.items()})


def insert_plain(session: Session, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert many rows of texts and numbers."""
    if rows:
        execute_plain(session, *_insert(session, table, rows))


def execute_plain(session: Session, statement: Any, parameters: Any) -> None:
    """Texts and numbers need no conversion: without it SQLite takes rows three times as fast."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(statement, parameters)
        return
    names = list(parameters[0])
    compiled = statement.compile(dialect=session.get_bind().dialect, column_keys=names)
    rows = [tuple(row[name] for name in compiled.positiontup) for row in parameters]
    session.connection().exec_driver_sql(compiled.string, rows)


def _execute(session: Session, table: sa.Table, statement: Any, parameters: Any) -> None:
    """Many rows go to SQLite with their values converted here, column by column: twice as fast."""
    if session.get_bind().dialect.name != "sqlite" or len(parameters) < MANY:
        session.execute(statement, parameters)
        return
    dialect = session.get_bind().dialect
    compiled = statement.compile(dialect=dialect, column_keys=list(parameters[0]))
    columns = []
    for name in compiled.positiontup:
        convert = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        values = [row[name] for row in parameters]
        columns.append(map(convert, values) if convert else values)
    session.connection().exec_driver_sql(compiled.string, list(zip(*columns, strict=True)))


def _insert(session: Session, table: sa.Table, rows: Sequence[Row]) -> tuple[Any, Any]:
    """The beginning of a statement and its parameters."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table), list(rows)
    # One statement with an array for each column: PostgreSQL takes rows one by one five times slower.
    columns = list(rows[0])
    arrays = [sa.bindparam(name, type_=ValuesOf(table.c[name].type)) for name in columns]
    statement = postgresql.insert(table).from_select(columns, sa.select(*map(sa.func.unnest, arrays)))
    return statement, {name: [row[name] for row in rows] for name in columns}
