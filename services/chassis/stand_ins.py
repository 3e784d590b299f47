"""Stand-ins: temporary tables that statements on one connection find in the place of the real ones.

Both databases look for a name among the connection's temporary tables first. Filling them locks nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.database import Database, new_metadata


class StandIns:
    """Empty stand-ins for `tables`, gone with the process, the connection or `close`."""

    def __init__(self, database: Database, tables: Sequence[sa.Table]) -> None:
        self._database = database
        self._connection = database.aside()
        try:
            self._make(tables)
        except Exception:
            self.close()
            raise

    def _make(self, tables: Sequence[sa.Table]) -> None:
        real, made = new_metadata(), new_metadata()
        with self.filling() as session:
            here, temporary = "main", "temp"
            if not self._database.is_sqlite:
                here, temporary = str(session.scalar(sa.select(sa.func.current_schema()))), "pg_temp"
            self._real = {table.name: table.to_metadata(real, schema=here) for table in tables}
            for table in tables:
                table.to_metadata(made, schema=temporary)
            made.create_all(session.connection(), checkfirst=False)

    def real(self, table: sa.Table) -> sa.Table:
        """The real table, which has another in its place here."""
        return self._real[table.name]

    @contextmanager
    def filling(self) -> Iterator[Session]:
        """A transaction in which nothing but stand-ins is written: other writers need not wait for it."""
        reading = self._connection.execution_options(writes=False, apart=False)
        with Session(reading, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def taking_over(self) -> Iterator[Session]:
        """A transaction that writes real tables too, and may take long."""
        with self._database.long_transaction(self._connection) as session:
            yield session

    def add(self, session: Session, table: sa.Table, *rows: sa.ColumnElement[bool]) -> None:
        """Insert the stand-in's rows, or those of them for which `rows` holds, into the real table."""
        columns = [column.name for column in table.columns]
        session.execute(sa.insert(self.real(table)).from_select(columns, sa.select(table).where(*rows)))

    def close(self) -> None:
        """Drop them, with their connection."""
        self._connection.close()
