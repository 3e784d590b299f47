"""What a service's database holds, read straight from it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from services.directory import tables as directory_tables
from services.reporting import tables as reporting_tables
from services.requests import tables as requests_tables
from services.sla import tables as sla_tables

METADATA = {
    "directory": directory_tables.metadata,
    "requests": requests_tables.metadata,
    "sla": sla_tables.metadata,
    "reporting": reporting_tables.metadata,
}

Row = Mapping[str, Any]


@cache
def engine_of(url: str) -> sa.Engine:
    """An engine that keeps no connection open."""
    return sa.create_engine(url, poolclass=NullPool)


class Store:
    """One service's database: each table as it was when it was first looked at."""

    def __init__(self, service: str, url: str) -> None:
        self.service = service
        self._engine = engine_of(url)
        self._rows: dict[str, Sequence[Row]] = {}

    def count(self, table: str, **equal: Any) -> int:
        """How many such rows there are now."""
        found = METADATA[self.service].tables[table]
        query = sa.select(sa.func.count()).select_from(found).filter_by(**equal)
        with self._engine.connect() as connection:
            return int(connection.scalar(query) or 0)

    def rows(self, table: str, **equal: Any) -> list[Row]:
        """The rows of a table in which these columns have these values."""
        if table not in self._rows:
            with self._engine.connect() as connection:
                query = sa.select(METADATA[self.service].tables[table])
                self._rows[table] = connection.execute(query).mappings().all()
        return [row for row in self._rows[table] if all(row[name] == equal[name] for name in equal)]

    def values(self, table: str, *columns: str, **equal: Any) -> list[tuple[Any, ...]]:
        """Some columns of those rows, sorted."""
        return sorted(
            (tuple(row[name] for name in columns) for row in self.rows(table, **equal)),
            key=lambda found: [(value is None, str(value), value) for value in found],
        )


def grouped(rows: Iterable[Row], column: str) -> dict[Any, list[Row]]:
    """The rows by the value of one column."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups
