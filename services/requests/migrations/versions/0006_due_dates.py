"""The next date of each request, by which lists are sorted, and what became of dates."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant
from services.requests.migrations.initial.columns import identifier, key, number, text, word

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NO_DATE = date.max.isoformat()
_INDEXES = {
    "ix_requests_portfolio_due": ["member_id", "state", "next_due_on", "id", "ward_id", "category_id"],
    "ix_requests_worklist_due": ["service_id", "state", "next_due_on", "id", "ward_id", "category_id"],
}
_KNOWN_BEFORE = """
UPDATE requests SET next_due_on = coalesce(
  (SELECT min(due_on) FROM clocks WHERE request_id = requests.id AND state = 'running'), next_due_on)
"""


def upgrade() -> None:
    """Make them, and note the dates that are known."""
    op.add_column("requests", sa.Column("next_due_on", sa.Date, nullable=False, server_default=_NO_DATE))
    for table in ("requests", "last_seen"):
        op.add_column(table, sa.Column("dates_told", sa.Integer, nullable=False, server_default="0"))
    for name in ("met_original", "met_agreed"):
        op.add_column("clocks", sa.Column(name, sa.Boolean))
    op.create_table("calendar_changes", number("version"), text("days"), key("calendar_changes", "version"))
    op.create_table(
        "date_news",
        identifier("request_id"),
        sa.Column("event_id", sa.String(36), nullable=False),
        *(word("kind"), word("clock")),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("time", Instant, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("previous_due_on", sa.Date),
        *(sa.Column(name, sa.Integer) for name in ("request_sequence", "calendar_version")),
        key("date_news", "request_id", "event_id"),
    )
    op.execute(_KNOWN_BEFORE)
    for name, columns in _INDEXES.items():
        op.create_index(name, "requests", columns)


def downgrade() -> None:
    """Undo it."""
    for name in _INDEXES:
        op.drop_index(name, "requests")
    for table in ("date_news", "calendar_changes"):
        op.drop_table(table)
    for table, column in (
        ("last_seen", "dates_told"),
        ("requests", "dates_told"),
        ("requests", "next_due_on"),
        ("clocks", "met_agreed"),
        ("clocks", "met_original"),
    ):
        op.drop_column(table, column)
