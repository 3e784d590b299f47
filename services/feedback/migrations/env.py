"""Alembic's environment for feedback."""

from services.chassis import migration_environment
from services.feedback.tables import metadata

migration_environment.run(metadata)
