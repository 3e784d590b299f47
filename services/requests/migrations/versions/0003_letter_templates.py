"""How members write to constituents."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One template for each person."""
    op.create_table(
        "letter_templates",
        sa.Column("person_id", sa.String(100), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("written_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_letter_templates"),
    )


def downgrade() -> None:
    """Without them."""
    op.drop_table("letter_templates")
