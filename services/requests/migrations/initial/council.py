"""The copies of the directory and of what sla says."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant
from services.requests.migrations.initial.columns import NAME, days, identifier, key, number, text, word

TABLES = (
    *("people", "person_roles", "terms", "preferences", "ended_offices"),
    *("wards", "services", "categories", "outside_bodies"),
    *("calendars", "clocks"),
)


def create() -> None:
    """Make them."""
    _people()
    _council()
    _service_levels()


def _people() -> None:
    op.create_table(
        "people",
        identifier("person_id"),
        sa.Column("name", NAME, nullable=False),
        key("people", "person_id"),
    )
    op.create_table(
        "person_roles",
        *(identifier("person_id"), number("number"), word("role"), identifier("service_id", nullable=True)),
        *days(),
        key("person_roles", "person_id", "number"),
    )
    op.create_index("ix_person_roles_service_id_role", "person_roles", ["service_id", "role"])
    op.create_table(
        "terms",
        *(identifier("person_id"), number("number"), identifier("ward_id")),
        *days(),
        key("terms", "person_id", "number"),
    )
    op.create_table("preferences", identifier("person_id"), word("sharing"), key("preferences", "person_id"))
    op.create_table(
        "ended_offices",
        identifier("person_id"),
        sa.Column("ended_at", Instant, nullable=False),
        sa.Column("correlation_id", sa.String(100), nullable=False),
        key("ended_offices", "person_id", "ended_at"),
    )


def _council() -> None:
    for table, identity in (("wards", "ward_id"), ("services", "service_id")):
        op.create_table(
            table,
            identifier(identity),
            sa.Column("name", NAME, nullable=False),
            *days(),
            key(table, identity),
        )
    op.create_table(
        "categories",
        identifier("category_id"),
        sa.Column("name", NAME, nullable=False),
        identifier("service_id"),
        *map(text, ("questions", "stop_advice")),
        *days(),
        key("categories", "category_id"),
    )
    op.create_table(
        "outside_bodies",
        identifier("outside_body_id"),
        *map(text, ("name", "contact")),
        *days(),
        key("outside_bodies", "outside_body_id"),
    )


def _service_levels() -> None:
    op.create_table(
        "calendars",
        number("version"),
        *(sa.Column(name, sa.Date, nullable=False) for name in ("first", "last")),
        text("days"),
        key("calendars", "version"),
    )
    op.create_table(
        "clocks",
        *(identifier("request_id"), word("clock"), number("number"), word("state")),
        sa.Column("original_due_on", sa.Date, nullable=False),
        *(sa.Column(name, sa.Date) for name in ("agreed_due_on", "due_on")),
        key("clocks", "request_id", "clock", "number"),
    )
