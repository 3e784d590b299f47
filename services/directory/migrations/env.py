"""Alembic's environment for directory."""

from services.chassis import migration_environment
from services.directory import tables

migration_environment.run(tables.metadata)
