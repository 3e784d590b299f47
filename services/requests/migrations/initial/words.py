"""What people typed."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant
from services.requests.migrations.initial.columns import (
    identifier,
    key,
    number,
    of_a_request,
    text,
    word,
    yes_or_no,
)

TABLES = (
    *("request_texts", "messages", "answers", "constituents", "constituents_of_requests"),
    *("drafts", "diary_entries"),
)


def create() -> None:
    """Make them."""
    _of_requests()
    _constituents()
    _of_one_person()


def _of_requests() -> None:
    op.create_table(
        "request_texts",
        identifier("request_id"),
        *map(text, ("subject", "place", "what_happened", "ask", "earlier_case", "job_number")),
        key("request_texts", "request_id"),
        of_a_request("request_texts"),
    )
    op.create_table(
        "messages",
        *(identifier("request_id"), number("sequence"), word("field"), text("body")),
        key("messages", "request_id", "sequence", "field"),
        of_a_request("messages"),
    )
    op.create_table(
        "answers",
        *(identifier("request_id"), number("number"), text("question"), text("answer")),
        key("answers", "request_id", "number"),
        of_a_request("answers"),
    )


def _constituents() -> None:
    op.create_table(
        "constituents",
        *map(identifier, ("id", "owner_id")),
        *map(text, ("name", "contact", "agreed_to", "agreed_how")),
        sa.Column("agreed_on", sa.Date, nullable=False),
        yes_or_no("service_may_see"),
        key("constituents", "id"),
    )
    op.create_index("ix_constituents_owner_id", "constituents", ["owner_id"])
    table = "constituents_of_requests"
    op.create_table(
        table,
        *map(identifier, ("request_id", "constituent_id")),
        key(table, "request_id"),
        of_a_request(table),
        sa.ForeignKeyConstraint(
            ["constituent_id"], ["constituents.id"], name=f"fk_{table}_constituent_id_constituents"
        ),
    )
    op.create_index(f"ix_{table}_constituent_id", table, ["constituent_id"])


def _of_one_person() -> None:
    op.create_table(
        "drafts",
        identifier("person_id"),
        sa.Column("form", sa.String(120), nullable=False),
        text("content"),
        sa.Column("saved_at", Instant, nullable=False),
        key("drafts", "person_id", "form"),
    )
    op.create_index("ix_drafts_saved_at", "drafts", ["saved_at"])
    op.create_table(
        "diary_entries",
        *map(identifier, ("id", "owner_id")),
        identifier("request_id", nullable=True),
        text("words"),
        sa.Column("remind_on", sa.Date),
        sa.Column("written_at", Instant, nullable=False),
        key("diary_entries", "id"),
        of_a_request("diary_entries"),
    )
    op.create_index("ix_diary_entries_owner_id", "diary_entries", ["owner_id", "remind_on", "written_at"])
