"""Inserts that know what to do when the row is already there, on SQLite and on PostgreSQL alike.

Statements are written once for a table and the columns given (docs/decisions/0061).
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from services.chassis.columns_of_values import ValuesOf

Row = Mapping[str, Any]

MANY = 20
STATEMENTS_KEPT = 256
SQLITE, POSTGRESQL = "sqlite", "postgresql"


def among(session: Session, column: sa.Column[Any], values: Sequence[Any]) -> sa.ColumnElement[bool]:
    """Whether the column has one of the values; PostgreSQL's driver takes hundreds of them as one array."""
    if _dialect(session) == SQLITE:
        return column.in_(values)
    array: Any = sa.bindparam(None, list(values), type_=ValuesOf(column.type), unique=True)
    return column == sa.func.any(array)


def insert_new(session: Session, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert those of `rows` that break no unique key; leave the others as they are."""
    if rows:
        statement = _inserting_new(_dialect(session), table, tuple(rows[0]))
        _execute(session, table, statement, _parameters(session, rows))


def upsert(session: Session, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert `rows`, or overwrite the given columns of those that are there; the last of equal keys wins."""
    keys = [column.name for column in table.primary_key]
    latest = list({tuple(row[key] for key in keys): row for row in rows}.values())
    if latest:
        statement = _upserting(_dialect(session), table, tuple(latest[0]))
        _execute(session, table, statement, _parameters(session, latest))


def add_up(session: Session, table: sa.Table, rows: Sequence[tuple[int, ...]]) -> None:
    """Insert rows of whole numbers, or add the last column to that of the row that is there.

    A row has every column of the table, in order; no two may have equal keys.
    """
    if not rows:
        return
    if _dialect(session) == SQLITE:
        session.connection().exec_driver_sql(_adding_up_on_sqlite(table), rows)
        return
    columns = dict(zip((column.name for column in table.columns), zip(*rows, strict=True), strict=True))
    values = {name: list(values) for name, values in columns.items()}
    session.execute(_adding_up(POSTGRESQL, table), values)


def insert_plain(session: Session, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert rows of texts and numbers: no value is converted, which takes SQLite two thirds of the time."""
    if not rows:
        return
    statement = _inserting(_dialect(session), table, tuple(rows[0]))
    if _dialect(session) != SQLITE:
        session.execute(statement, _parameters(session, rows))
        return
    compiled = _compiled(statement, session.get_bind().dialect, tuple(rows[0]))
    plain = [tuple(row[name] for name in compiled.positiontup) for row in rows]
    session.connection().exec_driver_sql(compiled.string, plain)


def _execute(session: Session, table: sa.Table, statement: Any, parameters: Any) -> None:
    """Many rows go to SQLite with their values converted here, column by column: twice as fast."""
    if _dialect(session) != SQLITE or len(parameters) < MANY:
        session.execute(statement, parameters)
        return
    dialect = session.get_bind().dialect
    compiled = _compiled(statement, dialect, tuple(parameters[0]))
    columns = []
    for name in compiled.positiontup:
        convert = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        values = [row[name] for row in parameters]
        columns.append(map(convert, values) if convert else values)
    session.connection().exec_driver_sql(compiled.string, list(zip(*columns, strict=True)))


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _parameters(session: Session, rows: Sequence[Row]) -> Any:
    """What the statements below are executed with."""
    if _dialect(session) == SQLITE:
        return list(rows)
    return {name: [row[name] for row in rows] for name in rows[0]}


@lru_cache(STATEMENTS_KEPT)
def _inserting(dialect: str, table: sa.Table, columns: tuple[str, ...]) -> Any:
    if dialect == SQLITE:
        return sqlite.insert(table)
    # One statement with an array for each column: PostgreSQL takes rows one by one five times slower.
    arrays = [sa.bindparam(name, type_=ValuesOf(table.c[name].type)) for name in columns]
    return postgresql.insert(table).from_select(list(columns), sa.select(*map(sa.func.unnest, arrays)))


@lru_cache(STATEMENTS_KEPT)
def _inserting_new(dialect: str, table: sa.Table, columns: tuple[str, ...]) -> Any:
    return _inserting(dialect, table, columns).on_conflict_do_nothing()


@lru_cache(STATEMENTS_KEPT)
def _upserting(dialect: str, table: sa.Table, columns: tuple[str, ...]) -> Any:
    insert = _inserting(dialect, table, columns)
    keys = [column.name for column in table.primary_key]
    changed = {name: insert.excluded[name] for name in columns if name not in keys}
    if not changed:
        return insert.on_conflict_do_nothing()
    return insert.on_conflict_do_update(index_elements=keys, set_=changed)


@lru_cache(STATEMENTS_KEPT)
def _adding_up(dialect: str, table: sa.Table) -> Any:
    insert = _inserting(dialect, table, tuple(column.name for column in table.columns))
    keys, amount = [key.name for key in table.primary_key], list(table.columns)[-1]
    added = {amount.name: amount + insert.excluded[amount.name]}
    return insert.on_conflict_do_update(index_elements=keys, set_=added)


@lru_cache(STATEMENTS_KEPT)
def _compiled(statement: Any, dialect: sa.Dialect, columns: tuple[str, ...]) -> Any:
    return statement.compile(dialect=dialect, column_keys=list(columns))


@lru_cache(STATEMENTS_KEPT)
def _adding_up_on_sqlite(table: sa.Table) -> str:
    return str(_adding_up(SQLITE, table).compile(dialect=sqlite.dialect()))
