"""What a service's database holds, read straight from it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from services.directory import tables as directory_tables
from services.requests import tables as requests_tables

METADATA = {"directory": directory_tables.metadata, "requests": requests_tables.metadata}

Row = Mapping[str, Any]


def engine_of(url: str) -> sa.Engine:
    """An engine that keeps no connection open."""
    return sa.create_engine(url, poolclass=NullPool)


class Store:
    """All rows of one service's database, as they were at one moment."""

    def __init__(self, service: str, url: str) -> None:
        self.service = service
        engine = engine_of(url)
        isolated = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
        with engine.connect().execution_options(**isolated) as connection:
            self._rows = {
                table.name: connection.execute(sa.select(table)).mappings().all()
                for table in METADATA[service].sorted_tables
            }

    def rows(self, table: str, **equal: Any) -> list[Row]:
        """The rows of a table in which these columns have these values."""
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
