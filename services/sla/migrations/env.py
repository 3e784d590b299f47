"""Alembic's environment for sla."""

from services.chassis import migration_environment
from services.sla.tables import metadata

migration_environment.run(metadata)
