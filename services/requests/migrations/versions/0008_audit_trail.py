"""Who read beyond their own work."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant
from services.requests.migrations.initial.columns import identifier, key, word

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_audit_trail_first_at": ["first_at", "id"],
    "ix_audit_trail_person": ["person_id", "first_at", "id"],
    "ix_audit_trail_subject": ["subject_id", "first_at", "id"],
}


def upgrade() -> None:
    """One row for a person, a day and what they read."""
    op.create_table(
        "audit_trail",
        *(identifier("person_id"), identifier("subject_id"), word("what")),
        sa.Column("on", sa.Date, nullable=False),
        *(identifier("id"), word("role")),
        sa.Column("first_at", Instant, nullable=False),
        sa.Column("last_at", Instant, nullable=False),
        key("audit_trail", "person_id", "subject_id", "what", "on"),
    )
    for name, columns in _INDEXES.items():
        op.create_index(name, "audit_trail", columns)


def downgrade() -> None:
    """Without it."""
    op.drop_table("audit_trail")
