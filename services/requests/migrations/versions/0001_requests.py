"""Requests with their words, what people keep, the copy of the directory, and the chassis tables."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant
from services.chassis.migrations_of_chassis import chassis_tables_0001, drop_chassis_tables_0001

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_Identifier = sa.String(100)
_Word = sa.String(40)
_Name = sa.String(200)


def upgrade() -> None:
    """Make everything."""
    chassis_tables_0001(op)
    _requests()
    _beside_requests()
    _words()
    _kept_by_people()
    _people_of_the_directory()
    _council_of_the_directory()


def downgrade() -> None:
    """Undo it."""
    for name in (
        *("categories", "services", "wards", "terms", "person_roles", "people"),
        *("drafts", "last_seen", "reference_numbers", "messages", "request_texts", "assignments", "requests"),
    ):
        op.drop_table(name)
    drop_chassis_tables_0001(op)


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", _Identifier, nullable=False),
        sa.Column("reference", sa.String(30), nullable=False),
        sa.Column("casebook", sa.String(60)),
        sa.Column("external_reference", sa.String(100)),
        sa.Column("fingerprint", sa.String(64)),
        sa.Column("imported_event_id", sa.String(36)),
        sa.Column("imported_index", sa.Integer),
        sa.Column("member_id", _Identifier, nullable=False),
        sa.Column("kind", _Word, nullable=False),
        sa.Column("channel", _Word, nullable=False),
        sa.Column("service_id", _Identifier, nullable=False),
        sa.Column("category_id", _Identifier, nullable=False),
        sa.Column("ward_id", _Identifier, nullable=False),
        sa.Column("state", _Word, nullable=False),
        sa.Column("priority", _Word, nullable=False),
        sa.Column("raised_at", Instant, nullable=False),
        sa.Column("last_activity_at", Instant, nullable=False),
        sa.Column("first_answer_at", Instant),
        sa.Column("responded_at", Instant),
        sa.Column("closed_at", Instant),
        sa.Column("next_update_on", sa.Date),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("news_for_member", sa.Integer, nullable=False),
        sa.Column("news_for_service", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        sa.UniqueConstraint("reference", name="uq_requests_reference"),
        sa.UniqueConstraint("external_reference", "casebook", name="uq_requests_external_reference_casebook"),
    )


def _beside_requests() -> None:
    op.create_index(
        "ix_requests_portfolio",
        "requests",
        ["member_id", "state", "last_activity_at", "id", "ward_id", "category_id"],
    )
    op.create_index(
        "ix_requests_worklist",
        "requests",
        ["service_id", "state", "raised_at", "id", "ward_id", "category_id"],
    )
    op.create_table(
        "assignments",
        sa.Column("request_id", _Identifier, nullable=False),
        sa.Column("person_id", _Identifier, nullable=False),
        sa.PrimaryKeyConstraint("request_id", "person_id", name="pk_assignments"),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name="fk_assignments_request_id_requests"),
    )
    op.create_table(
        "reference_numbers",
        sa.Column("year", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("last_number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_reference_numbers"),
    )


def _words() -> None:
    op.create_table(
        "request_texts",
        sa.Column("request_id", _Identifier, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("what_happened", sa.Text, nullable=False),
        sa.Column("ask", sa.Text, nullable=False),
        sa.Column("earlier_case", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("request_id", name="pk_request_texts"),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name="fk_request_texts_request_id_requests"),
    )
    op.create_table(
        "messages",
        sa.Column("request_id", _Identifier, nullable=False),
        sa.Column("sequence", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("field", _Word, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("request_id", "sequence", "field", name="pk_messages"),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name="fk_messages_request_id_requests"),
    )


def _kept_by_people() -> None:
    op.create_table(
        "last_seen",
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("request_id", _Identifier, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "request_id", name="pk_last_seen"),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name="fk_last_seen_request_id_requests"),
    )
    op.create_table(
        "drafts",
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("form", sa.String(120), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("saved_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "form", name="pk_drafts"),
    )


def _people_of_the_directory() -> None:
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
    op.create_index("ix_person_roles_service_id_role", "person_roles", ["service_id", "role"])
    op.create_table(
        "terms",
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("ward_id", _Identifier, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("person_id", "number", name="pk_terms"),
    )


def _council_of_the_directory() -> None:
    op.create_table(
        "wards",
        sa.Column("ward_id", _Identifier, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("ward_id", name="pk_wards"),
    )
    op.create_table(
        "services",
        sa.Column("service_id", _Identifier, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("service_id", name="pk_services"),
    )
    op.create_table(
        "categories",
        sa.Column("category_id", _Identifier, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.Column("service_id", _Identifier, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("category_id", name="pk_categories"),
    )
