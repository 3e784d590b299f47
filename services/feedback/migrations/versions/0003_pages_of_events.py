"""A rebuild keeps whole pages of events aside."""

from alembic import op

from services.chassis.migrations_of_chassis import chassis_tables_0002, drop_chassis_tables_0002

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count what a page holds."""
    chassis_tables_0002(op)


def downgrade() -> None:
    """As before."""
    drop_chassis_tables_0002(op)
