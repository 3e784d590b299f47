"""Alembic's environment for reporting."""

from services.chassis import migration_environment
from services.reporting.tables import metadata

migration_environment.run(metadata)
