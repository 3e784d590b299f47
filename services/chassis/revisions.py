"""Whether a database stands at the newest of its service's migrations.

Told without Alembic: a service that runs needs it for nothing else, and it takes 12 MB of memory.
"""

from pathlib import Path

import sqlalchemy as sa

import services
from services.chassis.database import Database


def migrations_folder(service: str) -> Path:
    """Where a service's migrations are."""
    return Path(services.__path__[0]) / service / "migrations"


def newest_revision(service: str) -> str:
    """The newest by the names of their files, which begin with the revision: `0009_reminders.py`."""
    files = (migrations_folder(service) / "versions").glob("[0-9]*.py")
    return max(file.name.partition("_")[0] for file in files)


def needs_migrating(service: str, database: Database) -> bool:
    """Whether the database stands at another revision than the code."""
    with database.engine.connect() as connection:
        return _stands_at(connection) != newest_revision(service)


def _stands_at(connection: sa.Connection) -> str | None:
    """None for a database that was never migrated."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return revision
