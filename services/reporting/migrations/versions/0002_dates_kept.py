"""Which dates an answer kept, so that figures of what was on time open the requests behind them.

What was counted before has none noted until `memberzone replay reporting`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make room for it."""
    op.add_column("marks", sa.Column("kept", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("marks", "kept")
