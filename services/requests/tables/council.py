"""The copy of the directory, as its events last told it."""

from typing import Any

import sqlalchemy as sa

from services.chassis.database import Instant
from services.requests.tables.columns import Identifier, Name, Plain, Word, metadata


def _days() -> tuple[sa.Column[Any], sa.Column[Any]]:
    """The first day, and the last (null: open)."""
    return sa.Column("starts", sa.Date, nullable=False), sa.Column("ends", sa.Date)


def _numbered() -> tuple[sa.Column[Any], sa.Column[Any]]:
    """One of several that a person holds."""
    return (
        sa.Column("person_id", Identifier, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    )


people = sa.Table(
    "people",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
)

person_roles = sa.Table(
    "person_roles",
    metadata,
    *_numbered(),
    sa.Column("role", Word, nullable=False),
    sa.Column("service_id", Identifier),
    *_days(),
    sa.Index(None, "service_id", "role"),
)

terms = sa.Table("terms", metadata, *_numbered(), sa.Column("ward_id", Identifier, nullable=False), *_days())

wards = sa.Table(
    "wards",
    metadata,
    sa.Column("ward_id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
    *_days(),
)

services = sa.Table(
    "services",
    metadata,
    sa.Column("service_id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
    *_days(),
)

# `questions`: [{id, label, required, help}], put to whoever raises one; `stop_advice`: {text, stops} or null.
categories = sa.Table(
    "categories",
    metadata,
    sa.Column("category_id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("service_id", Identifier, nullable=False),
    sa.Column("questions", Plain, nullable=False),
    sa.Column("stop_advice", Plain, nullable=False),
    *_days(),
)

outside_bodies = sa.Table(
    "outside_bodies",
    metadata,
    sa.Column("outside_body_id", Identifier, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("contact", sa.Text, nullable=False),
    *_days(),
)

# With whom a member's new requests are shared.
preferences = sa.Table(
    "preferences",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("sharing", Word, nullable=False),
)

# Members who serve no ward from that instant on.
ended_offices = sa.Table(
    "ended_offices",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("ended_at", Instant, primary_key=True),
    sa.Column("correlation_id", sa.String(100), nullable=False),
)
