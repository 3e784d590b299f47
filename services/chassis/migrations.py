"""Migrating services' databases, by Alembic: `python -m services.chassis.migrations SERVICE…`, one by one."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from services.chassis import event_store, tables
from services.chassis.database import Database
from services.chassis.revisions import migrations_folder
from services.chassis.settings import SettingError, database_url


def _config(service: str, database: Database | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder(service)))
    config.set_main_option("path_separator", "os")
    config.attributes["database"] = database
    return config


def migrate(service: str, database: Database) -> None:
    """Bring the database to the newest revision. A new store begins its first epoch."""
    command.upgrade(_config(service, database), "head")
    with database.transaction() as session:
        if session.scalar(sa.select(sa.func.count()).select_from(tables.epochs)) == 0:
            event_store.start_epoch(session, datetime.now(UTC))


def differences(database: Database, metadata: sa.MetaData) -> list[Any]:
    """Where the migrated database and the tables in the code differ; empty when all is well."""
    with database.engine.connect() as connection:
        opts: dict[str, Any] = {"compare_type": True}
        if database.is_sqlite:
            opts |= {"include_name": _is_plain(connection), "include_object": _is_for_sqlite}
        return list(compare_metadata(MigrationContext.configure(connection, opts=opts), metadata))


def _is_plain(connection: sa.Connection) -> Callable[[str | None, str, Any], bool]:
    """Leaves out what SQLite keeps for virtual tables: migrations make them, no MetaData can say them."""
    query = "SELECT name FROM pragma_table_list WHERE type IN ('virtual', 'shadow')"
    made_up = set(connection.scalars(sa.text(query)))
    return lambda name, kind, _parents: kind != "table" or name not in made_up


def _is_for_sqlite(thing: Any, _name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Leaves out indexes of a kind that only PostgreSQL has."""
    return kind != "index" or not thing.dialect_options["postgresql"]["using"]


def main(services: Sequence[str]) -> int:
    """Migrate the database of each of them in one process: most of the time goes into starting it."""
    os.umask(0o077)  # nobody else reads their databases
    try:
        databases = {service: Database(database_url(service, os.environ)) for service in services}
    except SettingError as error:
        print(error, file=sys.stderr)
        return 2
    for service, database in databases.items():
        migrate(service, database)
        database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
