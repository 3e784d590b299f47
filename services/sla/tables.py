"""What sla keeps: the calendar, standards, the histories it heard, the clocks made of them, its copies."""

import sqlalchemy as sa

from services.chassis.database import Instant, new_metadata
from services.chassis.tables import add_chassis_tables

metadata = new_metadata()

Identifier = sa.String(100)
Word = sa.String(40)
Name = sa.String(200)

bank_holidays = sa.Table(
    "bank_holidays",
    metadata,
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("name", Name, nullable=False),
)

# Version 1 is the bank holidays alone; each later one is the one before it with its changes.
calendar_versions = sa.Table(
    "calendar_versions",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("since", Instant, nullable=False),
    sa.Column("actor_id", Identifier, nullable=False),
    sa.Column("actor_role", Word, nullable=False),
)

calendar_changes = sa.Table(
    "calendar_changes",
    metadata,
    sa.Column("version", sa.Integer, sa.ForeignKey("calendar_versions.version"), primary_key=True),
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("kind", Word, primary_key=True),
    sa.Column("removed", sa.Boolean, nullable=False),
    sa.Column("reason", Name, nullable=False),
)

standards = sa.Table(
    "standards",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("clock", Word, nullable=False),
    sa.Column("working_days", sa.Integer, nullable=False),
    sa.Column("starts", sa.Date, nullable=False),
    sa.Column("service_id", Identifier),
    sa.Column("category_id", Identifier),
    sa.Column("priority", Word),
    sa.Column("cut_off", sa.Time),
    sa.Column("recorded", Instant, nullable=False),
    sa.Column("actor_id", Identifier, nullable=False),
    sa.Column("actor_role", Word, nullable=False),
)

# The events of each request that matter here, as one text. The first `imported` came with a casebook, at
# `quiet_until`: of what was due by then nobody is told.
histories = sa.Table(
    "histories",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("history", sa.Text, nullable=False),
    sa.Column("imported", sa.Integer),
    sa.Column("quiet_until", Instant),
)

# Requests of which something was heard, or whose calendar or standard changed, and that have not been worked
# out since; the same for whole chunks of a casebook.
to_work_out = sa.Table("to_work_out", metadata, sa.Column("request_id", Identifier, primary_key=True))

imports_to_work_out = sa.Table(
    "imports_to_work_out",
    metadata,
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("casebook", Identifier, nullable=False),
    sa.Column("request_ids", sa.Text, nullable=False),
)

# Clocks as they were last published; those of imported requests only while they run. `steps`: how many events
# have been worked into it.
clocks = sa.Table(
    "clocks",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("clock", Word, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("steps", sa.Integer, nullable=False),
    sa.Column("state", Word, nullable=False),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("day_0", sa.Date, nullable=False),
    sa.Column("due_on", sa.Date),
    sa.Column("next_telling_at", Instant),
    # What is to be told comes to the front of this; what tells nothing more is not in it.
    sa.Index(
        "ix_clocks_next_telling_at",
        "next_telling_at",
        sqlite_where=sa.text("next_telling_at IS NOT NULL"),
        postgresql_where=sa.text("next_telling_at IS NOT NULL"),
    ),
    sa.Index("ix_clocks_state", "state", "request_id"),
)

tellings = sa.Table(
    "tellings",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("clock", Word, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("due_on", sa.Date, primary_key=True),
    sa.Column("told", Word, primary_key=True),
    sa.Column("time", Instant, nullable=False),
)

# The copy of the directory, as its events last told it.
people = sa.Table(
    "people",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
)

person_roles = sa.Table(
    "person_roles",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("role", Word, nullable=False),
    sa.Column("service_id", Identifier),
    sa.Column("starts", sa.Date, nullable=False),
    sa.Column("ends", sa.Date),
)

terms = sa.Table(
    "terms",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("ward_id", Identifier, nullable=False),
    sa.Column("starts", sa.Date, nullable=False),
    sa.Column("ends", sa.Date),
)

services = sa.Table(
    "services",
    metadata,
    sa.Column("service_id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
)

categories = sa.Table(
    "categories",
    metadata,
    sa.Column("category_id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("service_id", Identifier, nullable=False),
)

COPIES = (
    histories,
    to_work_out,
    imports_to_work_out,
    people,
    person_roles,
    terms,
    services,
    categories,
)

add_chassis_tables(metadata)
