"""Quality checks of responses, the sounding board, improvement actions, and an index for what was said."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0002"
down_revision = "0001"

_Identifier = sa.String(100)
_Id = sa.String(36)
_Word = sa.String(40)


def upgrade() -> None:
    """Make them."""
    op.create_index("ix_surveys_answered_at", "surveys", ["answered_at", "request_id", "closing"])
    _checks()
    _board()
    _improvements()


def downgrade() -> None:
    """Remove them."""
    for name in (
        *("improvement_texts", "improvements"),
        *("suggestion_supports", "suggestion_texts", "suggestions"),
        *("quality_check_notes", "quality_checks", "responses"),
    ):
        op.drop_table(name)
    op.drop_index("ix_surveys_answered_at", "surveys")


def _response(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Which response of which request, as the key of the table."""
    return (
        sa.Column("request_id", _Identifier, nullable=False),
        sa.Column("response", sa.Integer, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("request_id", "response", name=f"pk_{table}"),
    )


def _checks() -> None:
    op.create_table(
        "responses",
        *_response("responses"),
        sa.Column("service_id", _Identifier, nullable=False),
        sa.Column("given_at", Instant, nullable=False),
    )
    op.create_table(
        "quality_checks",
        *_response("quality_checks"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("score", _Word, nullable=False),
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("checked_at", Instant, nullable=False),
    )
    op.create_table(
        "quality_check_notes",
        *_response("quality_check_notes"),
        sa.Column("note", sa.Text, nullable=False),
    )


def _board() -> None:
    op.create_table(
        "suggestions",
        sa.Column("id", _Id, nullable=False),
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("page", sa.String(300), nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("state", _Word, nullable=False),
        sa.Column("supports", sa.Integer, nullable=False),
        sa.Column("answered_at", Instant),
        sa.Column("done_at", Instant),
        sa.PrimaryKeyConstraint("id", name="pk_suggestions"),
    )
    op.create_index("ix_suggestions_state", "suggestions", ["state", "id"])
    op.create_table(
        "suggestion_texts",
        sa.Column("suggestion_id", _Id, nullable=False),
        sa.Column("suggestion", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("suggestion_id", name="pk_suggestion_texts"),
    )
    op.create_table(
        "suggestion_supports",
        sa.Column("suggestion_id", _Id, nullable=False),
        sa.Column("person_id", _Identifier, nullable=False),
        sa.PrimaryKeyConstraint("suggestion_id", "person_id", name="pk_suggestion_supports"),
    )


def _improvements() -> None:
    op.create_table(
        "improvements",
        sa.Column("id", _Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("owner_id", _Identifier, nullable=False),
        sa.Column("service_id", _Identifier),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("state", _Word, nullable=False),
        sa.Column("done_on", sa.Date),
        sa.Column("source", _Word, nullable=False),
        sa.Column("source_id", sa.String(300)),
        sa.Column("recorded_by", _Identifier, nullable=False),
        sa.Column("recorded_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_improvements"),
    )
    op.create_index("ix_improvements_state", "improvements", ["state", "id"])
    op.create_table(
        "improvement_texts",
        sa.Column("improvement_id", _Id, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("improvement_id", name="pk_improvement_texts"),
    )
