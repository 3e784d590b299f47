"""The tables of directory: entries as they stand now, sign-ins, choices, and the copy of requests."""

import sqlalchemy as sa

from services.chassis.database import Instant, new_metadata
from services.chassis.tables import add_chassis_tables

metadata = new_metadata()

Slug = sa.String(100)
Name = sa.String(200)
Hash = sa.String(64)
Identifier = sa.String(36)


def _days() -> tuple[sa.Column[object], sa.Column[object]]:
    """The first day, and the last (null: open)."""
    return sa.Column("starts", sa.Date, nullable=False), sa.Column("ends", sa.Date)


wards = sa.Table(
    "wards",
    metadata,
    sa.Column("id", Slug, primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("area", Name),
    sa.Column("seats", sa.Integer, nullable=False),
    *_days(),
)

services = sa.Table(
    "services",
    metadata,
    sa.Column("id", Slug, primary_key=True),
    sa.Column("name", Name, nullable=False),
    *_days(),
)

service_columns = sa.Table(
    "service_columns",
    metadata,
    sa.Column("service_id", Slug, sa.ForeignKey("services.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("column", sa.String(20), nullable=False),
    *_days(),
)

categories = sa.Table(
    "categories",
    metadata,
    sa.Column("id", Slug, primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("service_id", Slug, sa.ForeignKey("services.id"), nullable=False),
    sa.Column("questions", sa.Text, nullable=False),  # JSON: always read and written whole
    sa.Column("stop_advice", sa.Text),
    sa.Column("stops", sa.Boolean, nullable=False),
    *_days(),
)

outside_bodies = sa.Table(
    "outside_bodies",
    metadata,
    sa.Column("id", Slug, primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("contact", sa.String(500), nullable=False),
    *_days(),
)

# `name_key` is the name without its capitals and accents: to look for, and to sort by.
# `email_key` is the address without its capitals: two that differ in nothing else are one.
people = sa.Table(
    "people",
    metadata,
    sa.Column("id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("name_key", sa.String(400), nullable=False),
    sa.Column("email", sa.String(254)),
    sa.Column("email_key", sa.String(254), unique=True),
    sa.Column("account", Slug, unique=True),
    sa.Index("ix_people_name_key", "name_key", "id"),
)

person_roles = sa.Table(
    "person_roles",
    metadata,
    sa.Column("person_id", Identifier, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("role", sa.String(50), nullable=False),
    sa.Column("service_id", Slug, sa.ForeignKey("services.id")),
    *_days(),
)

terms = sa.Table(
    "terms",
    metadata,
    sa.Column("person_id", Identifier, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("ward_id", Slug, sa.ForeignKey("wards.id"), nullable=False),
    *_days(),
)

# Which ends of office were told, so that none is told twice.
ended_offices = sa.Table(
    "ended_offices",
    metadata,
    sa.Column("person_id", Identifier, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("ended_on", sa.Date, primary_key=True),
)

preferences = sa.Table(
    "preferences",
    metadata,
    sa.Column("person_id", Identifier, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("sharing", sa.String(20), nullable=False),
)

# One subject per person and provider, one person per subject.
identities = sa.Table(
    "identities",
    metadata,
    sa.Column("provider", sa.String(50), primary_key=True),
    sa.Column("subject", sa.String(255), primary_key=True),
    sa.Column("person_id", Identifier, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("linked", Instant, nullable=False),
    sa.UniqueConstraint("person_id", "provider"),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id_hash", Hash, primary_key=True),
    sa.Column("handle", Identifier, nullable=False, unique=True),
    sa.Column("person_id", Identifier, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("provider", sa.String(50), nullable=False),
    sa.Column("user_agent", sa.String(300), nullable=False),
    sa.Column("started", Instant, nullable=False),
    sa.Column("last_seen", Instant, nullable=False),
    sa.Column("ended", Instant),
)

tokens = sa.Table(
    "tokens",
    metadata,
    sa.Column("secret_hash", Hash, primary_key=True),
    sa.Column("handle", Identifier, nullable=False, unique=True),
    sa.Column("person_id", Identifier, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("label", sa.String(100), nullable=False),
    sa.Column("scopes", sa.String(200), nullable=False),
    sa.Column("created", Instant, nullable=False),
    sa.Column("expires", Instant, nullable=False),
    sa.Column("revoked", Instant),
)


def _routing() -> tuple[sa.Column[str], ...]:
    """Which request, and what it belongs to."""
    return (
        sa.Column("request_id", Identifier, primary_key=True),
        sa.Column("service_id", Slug, nullable=False),
        sa.Column("category_id", Slug, nullable=False),
        sa.Column("member_id", Identifier, nullable=False),
        sa.Column("ward_id", Slug, nullable=False),
    )


# The copy of requests' events: a row for each request that is still open.
open_requests = sa.Table(
    "open_requests",
    metadata,
    *_routing(),
    *(
        sa.Index(f"ix_open_requests_{name}", name)
        for name in ("service_id", "category_id", "member_id", "ward_id")
    ),
)

# The copy too: what was closed lately and may be reopened.
settled_requests = sa.Table(
    "settled_requests", metadata, *_routing(), sa.Column("settled", Instant, nullable=False, index=True)
)

add_chassis_tables(metadata)
