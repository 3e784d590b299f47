"""One service's database: transactions that never yield on SQLite, a pool with time limits on PostgreSQL."""

import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Dialect, Engine, make_url
from sqlalchemy.orm import Session

from services.chassis.apart import APART, run_long_statements_apart
from services.chassis.columns_of_values import send_in_binary

BUSY_TIMEOUT_SECONDS = 5
STATEMENT_TIMEOUT_SECONDS = 15
KILOBYTES_ASIDE = 64_000
CONNECT_TIMEOUT_SECONDS = 5

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_metadata() -> sa.MetaData:
    """An empty MetaData whose constraints get predictable names."""
    return sa.MetaData(naming_convention=NAMING_CONVENTION)


class Instant(sa.TypeDecorator[datetime]):
    """An aware UTC datetime: timestamptz on PostgreSQL, sortable text on SQLite."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """Text of one fixed width on SQLite, so that it sorts as time."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.String(32))
        return dialect.type_descriptor(sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuses naive datetimes."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.isoformat(timespec="microseconds") if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Always in UTC."""
        if value is None:
            return None
        instant = datetime.fromisoformat(value) if isinstance(value, str) else value
        return instant.astimezone(UTC)


class Database:
    """The engine of one service and the only two ways to use it: `transaction` and `reading`."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else _postgresql_engine(self.url)
        self._write_lock: AbstractContextManager[Any] = threading.Lock() if self.is_sqlite else nullcontext()
        self._writing = self.engine.execution_options(writes=True)
        self._reading = self.engine.execution_options(**({} if self.is_sqlite else _READ_ONLY))

    @contextmanager
    def transaction(self, connection: Connection | None = None) -> Iterator[Session]:
        """A session whose work is committed at the end, or rolled back by any exception.

        It is on `connection`, of `aside`, when that is given.

        On SQLite it holds the one write lock of the process: nothing inside may yield (no network, no
        logging to a pipe, no sleep), or every other green thread that writes waits for it.
        """
        bind = self._writing if connection is None else connection.execution_options(writes=True)
        with self._write_lock, Session(bind, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def long_transaction(self, connection: Connection) -> Iterator[Session]:
        """On a connection of `aside`: a transaction that may write for long, and nobody who reads waits."""
        with self.transaction(connection.execution_options(**APART)) as session:
            if not self.is_sqlite:
                session.execute(sa.text("SET LOCAL statement_timeout = 0"))
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and is always rolled back."""
        with Session(self._reading, expire_on_commit=False) as session:
            yield session

    def aside(self) -> Connection:
        """A connection that is in no pool, for temporary tables; close it."""
        connection = self.engine.connect()
        if self.is_sqlite:
            for schema in ("main", "temp"):
                connection.exec_driver_sql(f"PRAGMA {schema}.cache_size = -{KILOBYTES_ASIDE}")
            # Whoever fails while filling temporary tables begins with new ones: nothing is ever taken back.
            connection.exec_driver_sql("PRAGMA temp.journal_mode = OFF")
            connection.rollback()
        else:
            # A statement prepared before would go on meaning the tables that it meant then.
            connection.connection.driver_connection.prepare_threshold = None  # type: ignore[union-attr]
        connection.detach()
        return connection

    def ping(self) -> None:
        """Raises when the database does not answer."""
        with self.reading() as session:
            session.execute(sa.text("SELECT 1"))

    def close(self) -> None:
        """Give every pooled connection back."""
        self.engine.dispose()


_READ_ONLY = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _sqlite_engine(url: URL) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url,
        hide_parameters=True,
        pool_size=20,
        max_overflow=20,
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS},
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    run_long_statements_apart(engine)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """WAL, whole durability, and no BEGIN of the driver's own: `_begin_sqlite` says which kind."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that begins as a reader and becomes a writer fails at once when another wrote meanwhile.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql_engine(url: URL) -> Engine:
    # Read when psycopg is first imported, here below: its own C wait blocks every green thread.
    os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")
    # Compiling a statement takes longer than any of ours runs.
    options = (
        f"-c statement_timeout={STATEMENT_TIMEOUT_SECONDS}s -c lock_timeout={STATEMENT_TIMEOUT_SECONDS}s "
        "-c jit=off"
    )
    engine = sa.create_engine(
        url,
        hide_parameters=True,
        pool_size=10,
        max_overflow=10,
        pool_timeout=STATEMENT_TIMEOUT_SECONDS,
        pool_pre_ping=True,
        connect_args={"connect_timeout": CONNECT_TIMEOUT_SECONDS, "options": options},
    )
    send_in_binary(engine)
    return engine
