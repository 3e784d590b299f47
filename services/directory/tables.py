"""The tables of directory: entries as they stand now, sign-ins, and the copy of which requests are open."""

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
    sa.Column("column", sa.String(20), nullable=False),
    *_days(),
)

categories = sa.Table(
    "categories",
    metadata,
    sa.Column("id", Slug, primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("service_id", Slug, sa.ForeignKey("services.id"), nullable=False),
    *_days(),
)

# `email_key` is the address without its capitals: two that differ in nothing else are one.
people = sa.Table(
    "people",
    metadata,
    sa.Column("id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("email", sa.String(254)),
    sa.Column("email_key", sa.String(254), unique=True),
    sa.Column("account", Slug, unique=True),
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

# The copy of requests' events: a row for each request that is still open.
open_requests = sa.Table(
    "open_requests",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("service_id", Slug, nullable=False, index=True),
    sa.Column("category_id", Slug, nullable=False, index=True),
    sa.Column("member_id", Identifier, nullable=False, index=True),
    sa.Column("ward_id", Slug, nullable=False, index=True),
)

add_chassis_tables(metadata)
