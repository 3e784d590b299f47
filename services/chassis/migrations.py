"""Migrating one service's database, and telling whether it needs to be."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import services
from services.chassis import event_store, tables
from services.chassis.database import Database


def _config(service: str, database: Database | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(services.__path__[0]) / service / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["database"] = database
    return config


def migrate(service: str, database: Database) -> None:
    """Bring the database to the newest revision. A new store begins its first epoch."""
    command.upgrade(_config(service, database), "head")
    with database.transaction() as session:
        if session.scalar(sa.select(sa.func.count()).select_from(tables.epochs)) == 0:
            event_store.start_epoch(session, datetime.now(UTC))


def needs_migrating(service: str, database: Database) -> bool:
    """Whether the database stands at another revision than the code."""
    with database.engine.connect() as connection:
        stands_at = MigrationContext.configure(connection).get_current_revision()
    return stands_at != ScriptDirectory.from_config(_config(service)).get_current_head()


def differences(database: Database, metadata: sa.MetaData) -> list[Any]:
    """Where the migrated database and the tables in the code differ; empty when all is well."""
    with database.engine.connect() as connection:
        return list(
            compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
        )
