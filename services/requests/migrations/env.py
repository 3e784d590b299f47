"""Alembic's environment for requests."""

from services.chassis import migration_environment
from services.requests.tables import metadata

migration_environment.run(metadata)
