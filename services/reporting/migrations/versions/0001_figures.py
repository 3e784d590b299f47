"""Histories, the counts made of them, issued papers, and the copy of the directory."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant
from services.chassis.migrations_of_chassis import chassis_tables_0001, drop_chassis_tables_0001

revision = "0001"
down_revision = None

_Identifier = sa.String(100)
_Word = sa.String(40)
_Name = sa.String(200)


def upgrade() -> None:
    """Make them."""
    chassis_tables_0001(op)
    _histories()
    _counts()
    _papers()
    _people()
    _council()


def downgrade() -> None:
    """Remove them."""
    for name in (
        "services",
        "service_columns",
        "categories",
        "wards",
        "people",
        "person_roles",
        "terms",
        "own_counts",
        "papers",
        "published",
        "scopes",
        "counts",
        "moves",
        "sums",
        "changes",
        "histories",
        "requests",
        "spells",
        "marks",
    ):
        op.drop_table(name)
    drop_chassis_tables_0001(op)


def _histories() -> None:
    op.create_table(
        "histories",
        sa.Column("request_id", _Identifier, nullable=False),
        sa.Column("history", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("request_id", name="pk_histories"),
    )
    op.create_table(
        "requests",
        sa.Column("request_id", _Identifier, nullable=False),
        sa.Column("reference", _Word, nullable=False),
        sa.Column("made_on", sa.Integer, nullable=False),
        sa.Column("member_id", _Identifier, nullable=False),
        sa.Column("channel", _Word, nullable=False),
        sa.PrimaryKeyConstraint("request_id", name="pk_requests"),
    )
    op.create_index("ix_requests_made_on_request_id", "requests", ["made_on", "request_id"])
    op.create_table(
        "spells",
        sa.Column("request_id", _Identifier, nullable=False),
        sa.Column("starts", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
        sa.Column("state", _Word, nullable=False),
        sa.Column("service_id", _Identifier, nullable=False),
        sa.Column("category_id", _Identifier, nullable=False),
        sa.Column("ward_id", _Identifier, nullable=False),
        sa.Column("priority", _Word, nullable=False),
        sa.Column("over_from", sa.Integer),
        sa.PrimaryKeyConstraint("request_id", "starts", name="pk_spells"),
    )
    op.create_index("ix_spells_state_ends", "spells", ["state", "ends"])
    op.create_table(
        "marks",
        sa.Column("request_id", _Identifier, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("figure", _Word, nullable=False),
        sa.Column("counted_on", sa.Integer, nullable=False),
        sa.Column("starts", sa.Integer, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
        sa.Column("value", sa.Integer),
        sa.PrimaryKeyConstraint("request_id", "number", name="pk_marks"),
    )
    op.create_index("ix_marks_figure_counted_on", "marks", ["figure", "counted_on"])


def _counts() -> None:
    op.create_table(
        "scopes",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("dimension", _Word, nullable=False),
        sa.Column("key", _Identifier, nullable=False),
        sa.Column("service_id", _Identifier, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scopes"),
        sa.UniqueConstraint("dimension", "key", "service_id", name="uq_scopes_dimension_key_service_id"),
    )
    op.create_table(
        "counts",
        sa.Column("scope_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("scope_id", "day", "item", name="pk_counts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "moves",
        sa.Column("scope_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("counted_on", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("scope_id", "day", "counted_on", "item", name="pk_moves"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sums",
        sa.Column("day", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_sums"),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("first_on", sa.Integer),
        sa.Column("applied_at", Instant),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
    )


def _papers() -> None:
    op.create_table(
        "own_counts",
        sa.Column("as_at", sa.Date, nullable=False),
        sa.Column("counted_at", Instant, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("as_at", name="pk_own_counts"),
    )
    op.create_table(
        "papers",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("paper_id", sa.String(36), nullable=False),
        sa.Column("title", _Name, nullable=False),
        sa.Column("as_at", sa.Date, nullable=False),
        sa.Column("since", sa.Date),
        sa.Column("issued_at", Instant, nullable=False),
        sa.Column("issued_by", _Identifier, nullable=False),
        sa.Column("issued_role", _Word, nullable=False),
        sa.Column("definitions", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_papers"),
        sa.UniqueConstraint("paper_id", name="uq_papers_paper_id"),
    )
    op.create_table(
        "published",
        sa.Column("as_at", sa.Date, nullable=False),
        sa.Column("published_at", Instant, nullable=False),
        sa.Column("final", sa.Boolean, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("as_at", name="pk_published"),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_people"),
    )
    op.create_table(
        "person_roles",
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("role", _Word, nullable=False),
        sa.Column("service_id", _Identifier),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("person_id", "number", name="pk_person_roles"),
    )
    op.create_table(
        "terms",
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("ward_id", _Identifier, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("person_id", "number", name="pk_terms"),
    )


def _council() -> None:
    op.create_table(
        "services",
        sa.Column("service_id", _Identifier, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.Column("column", _Word, nullable=False),
        sa.PrimaryKeyConstraint("service_id", name="pk_services"),
    )
    op.create_table(
        "service_columns",
        sa.Column("service_id", _Identifier, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("column", _Word, nullable=False),
        sa.PrimaryKeyConstraint("service_id", "starts", name="pk_service_columns"),
    )
    op.create_table(
        "categories",
        sa.Column("category_id", _Identifier, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.Column("service_id", _Identifier, nullable=False),
        sa.PrimaryKeyConstraint("category_id", name="pk_categories"),
    )
    op.create_table(
        "wards",
        sa.Column("ward_id", _Identifier, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.PrimaryKeyConstraint("ward_id", name="pk_wards"),
    )
