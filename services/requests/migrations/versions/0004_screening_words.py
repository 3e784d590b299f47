"""The council's own list of words that are pointed out before they are sent."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row at most."""
    op.create_table(
        "screening_words",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("written_by", sa.String(100), nullable=False),
        sa.Column("written_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_screening_words"),
    )


def downgrade() -> None:
    """Without it."""
    op.drop_table("screening_words")
