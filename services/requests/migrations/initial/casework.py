"""Requests as rows, and what belongs to them."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant
from services.requests.migrations.initial.columns import (
    identifier,
    key,
    number,
    of_a_request,
    word,
    yes_or_no,
)

TABLES = (
    *("requests", "assignments", "former_services", "contributors", "joinings", "links"),
    *("attachments", "reference_numbers", "last_seen", "frozen_offices"),
)


def create() -> None:
    """Make them."""
    _requests()
    _indexes()
    _people_and_services()
    _files_and_links()
    _kept_beside()


def _requests() -> None:
    op.create_table(
        "requests",
        identifier("id"),
        sa.Column("reference", sa.String(30), nullable=False),
        sa.Column("casebook", sa.String(60)),
        sa.Column("external_reference", sa.String(100)),
        sa.Column("fingerprint", sa.String(64)),
        sa.Column("imported_event_id", sa.String(36)),
        sa.Column("imported_index", sa.Integer),
        *map(identifier, ("member_id", "made_by")),
        *map(word, ("kind", "channel")),
        *map(identifier, ("service_id", "category_id", "ward_id")),
        *map(word, ("state", "priority", "sharing")),
        *(word("outcome", nullable=True), word("urgency", nullable=True)),
        sa.Column("escalation_level", sa.Integer),
        identifier("holder_id", nullable=True),
        yes_or_no("stood_with_director"),
        identifier("merged_into", nullable=True),
        *map(yes_or_no, ("frozen", "held")),
        sa.Column("raised_at", Instant, nullable=False),
        sa.Column("last_activity_at", Instant, nullable=False),
        *(sa.Column(name, Instant) for name in ("first_answer_at", "responded_at", "closed_at")),
        *(sa.Column(name, sa.Date) for name in ("next_update_on", "work_on", "proposed_on")),
        word("proposed_by", nullable=True),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("sequence", "news_for_member")),
        sa.Column("news_for_service", sa.Integer, nullable=False),
        key("requests", "id"),
        sa.UniqueConstraint("reference", name="uq_requests_reference"),
        sa.UniqueConstraint("external_reference", "casebook", name="uq_requests_external_reference_casebook"),
    )


def _indexes() -> None:
    for name, columns in {
        "portfolio": ["member_id", "state", "last_activity_at", "id", "ward_id", "category_id"],
        "worklist": ["service_id", "state", "raised_at", "id", "ward_id", "category_id"],
        "holder": ["holder_id", "state", "raised_at", "id"],
        "shared": ["ward_id", "sharing", "raised_at", "id"],
    }.items():
        op.create_index(f"ix_requests_{name}", "requests", columns)


def _people_and_services() -> None:
    for table, other in (
        ("assignments", "person_id"),
        ("former_services", "service_id"),
        ("contributors", "service_id"),
    ):
        op.create_table(
            table,
            *map(identifier, ("request_id", other)),
            key(table, "request_id", other),
            of_a_request(table),
        )
    op.create_index("ix_contributors_service_id", "contributors", ["service_id"])
    op.create_table(
        "joinings",
        *map(identifier, ("request_id", "member_id")),
        word("standing"),
        identifier("merged_id", nullable=True),
        key("joinings", "request_id", "member_id"),
        of_a_request("joinings"),
    )
    op.create_index("ix_joinings_member_id", "joinings", ["member_id", "standing", "request_id"])


def _files_and_links() -> None:
    op.create_table(
        "links",
        *map(identifier, ("request_id", "other_id")),
        key("links", "request_id", "other_id"),
        of_a_request("links"),
    )
    op.create_table(
        "attachments",
        *map(identifier, ("id", "request_id")),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        identifier("added_by"),
        sa.Column("added_at", Instant, nullable=False),
        key("attachments", "id"),
        of_a_request("attachments"),
    )
    op.create_index("ix_attachments_request_id", "attachments", ["request_id"])


def _kept_beside() -> None:
    op.create_table(
        "reference_numbers",
        number("year"),
        sa.Column("last_number", sa.Integer, nullable=False),
        key("reference_numbers", "year"),
    )
    op.create_table(
        "last_seen",
        *map(identifier, ("person_id", "request_id")),
        sa.Column("sequence", sa.Integer, nullable=False),
        key("last_seen", "person_id", "request_id"),
        of_a_request("last_seen"),
    )
    op.create_table(
        "frozen_offices",
        identifier("person_id"),
        sa.Column("ended_at", Instant, nullable=False),
        key("frozen_offices", "person_id", "ended_at"),
    )
