"""Find who uses a stored file, and what one person has added of late."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two indexes of the attachments."""
    op.create_index("ix_attachments_content_hash", "attachments", ["content_hash"])
    op.create_index("ix_attachments_added_by", "attachments", ["added_by", "added_at"])


def downgrade() -> None:
    """Without them."""
    op.drop_index("ix_attachments_added_by", "attachments")
    op.drop_index("ix_attachments_content_hash", "attachments")
