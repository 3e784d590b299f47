"""Requests with their words, what people keep, the copies of other services, and the chassis tables."""

from alembic import op

from services.chassis.migrations_of_chassis import chassis_tables_0001, drop_chassis_tables_0001
from services.requests.migrations.initial import casework, council, search, words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_PARTS = (casework, words, council)


def upgrade() -> None:
    """Make everything."""
    chassis_tables_0001(op)
    for part in _PARTS:
        part.create()
    search.create()


def downgrade() -> None:
    """Undo it."""
    search.drop()
    for part in reversed(_PARTS):
        for name in reversed(part.TABLES):
            op.drop_table(name)
    drop_chassis_tables_0001(op)
