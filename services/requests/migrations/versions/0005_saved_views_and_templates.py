"""Views of lists that people saved, templates of replies, and an index of what was answered."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant
from services.requests.migrations.initial.columns import identifier, key, text

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables and the index."""
    op.create_index("ix_requests_answered", "requests", ["state", "responded_at", "id"])
    op.create_table(
        "saved_views",
        identifier("person_id"),
        sa.Column("list_name", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        text("filters"),
        key("saved_views", "person_id", "list_name", "name"),
    )
    op.create_table(
        "reply_templates",
        *map(identifier, ("id", "service_id")),
        sa.Column("state", sa.String(40)),
        *map(text, ("name", "words")),
        identifier("written_by"),
        sa.Column("written_at", Instant, nullable=False),
        key("reply_templates", "id"),
    )
    op.create_index("ix_reply_templates_service_id", "reply_templates", ["service_id"])


def downgrade() -> None:
    """Undo it."""
    op.drop_table("reply_templates")
    op.drop_table("saved_views")
    op.drop_index("ix_requests_answered", "requests")
