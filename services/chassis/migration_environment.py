"""What every service's Alembic environment does: migrate inside one transaction, one process at a time."""

import sqlalchemy as sa
from alembic import context

from services.chassis.database import Database

_ONE_MIGRATION_AT_A_TIME = 7_062_614  # any number that every process agrees on


def run(metadata: sa.MetaData) -> None:
    """Called by `env.py`: `run(tables.metadata)`."""
    database: Database = context.config.attributes["database"]
    engine = database.engine.execution_options(writes=True)
    with engine.connect() as connection, connection.begin():
        if not database.is_sqlite:
            connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_ONE_MIGRATION_AT_A_TIME})"))
        context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
        with context.begin_transaction():
            context.run_migrations()
