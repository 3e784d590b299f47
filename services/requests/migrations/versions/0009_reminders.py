"""How far a member was reminded of an answer that is open with them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody was reminded yet."""
    op.add_column("requests", sa.Column("reminded", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    """Without it."""
    op.drop_column("requests", "reminded")
