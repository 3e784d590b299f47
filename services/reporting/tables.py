"""What reporting keeps: histories, the counts made of them, sums up to a day, issued papers, its copies.

Days of counts are ordinals (`date.toordinal`): they are compared and added up by the million.
"""

import sqlalchemy as sa

from services.chassis.database import Instant, new_metadata
from services.chassis.tables import add_chassis_tables

metadata = new_metadata()

Identifier = sa.String(100)
Word = sa.String(40)
Name = sa.String(200)

# The facts of each request that are counted, as one text: see `repository/histories.py`.
histories = sa.Table(
    "histories",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("history", sa.Text, nullable=False),
)

# What is counted for: a service (of it alone: dimension and key are empty), or a key of a dimension in it.
scopes = sa.Table(
    "scopes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("dimension", Word, nullable=False),
    sa.Column("key", Identifier, nullable=False),
    sa.Column("service_id", Identifier, nullable=False),
    sa.UniqueConstraint("dimension", "key", "service_id"),
)

# What a day added to an item (`domain/items.py`): the sum up to a day is how it stood at the day's end.
counts = sa.Table(
    "counts",
    metadata,
    sa.Column("scope_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("item", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("n", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

# The part of `counts` that moved on `day` what had been counted on an earlier one: a transfer takes what was
# made long ago to another column.
moves = sa.Table(
    "moves",
    metadata,
    sa.Column("scope_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("counted_on", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("item", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("n", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Everything that the paper needs, added up to the end of a day; made when nothing changes any more, and
# forgotten from the first day on that something changed.
sums = sa.Table(
    "sums",
    metadata,
    sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("body", sa.Text, nullable=False),
)

# One row: how often a past day was changed, how often that had been when it was last looked, and what the
# latest event was that was applied.
changes = sa.Table(
    "changes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("seen", sa.Integer, nullable=False),
    sa.Column("first_on", sa.Integer),
    sa.Column("applied_at", Instant),
)

requests = sa.Table(
    "requests",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("reference", Word, nullable=False),
    sa.Column("made_on", sa.Integer, nullable=False),
    sa.Column("member_id", Identifier, nullable=False),
    sa.Column("channel", Word, nullable=False),
    sa.Index(None, "made_on", "request_id"),
)

# How a request stood from one day to before another, for who asks which requests are behind a figure.
spells = sa.Table(
    "spells",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("starts", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("ends", sa.Integer, nullable=False),
    sa.Column("state", Word, nullable=False),
    sa.Column("service_id", Identifier, nullable=False),
    sa.Column("category_id", Identifier, nullable=False),
    sa.Column("ward_id", Identifier, nullable=False),
    sa.Column("priority", Word, nullable=False),
    sa.Column("over_from", sa.Integer),
    sa.Index(None, "state", "ends"),
)

# What a request was counted for on a day, as that was known from one day to before another.
marks = sa.Table(
    "marks",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("figure", Word, nullable=False),
    sa.Column("counted_on", sa.Integer, nullable=False),
    sa.Column("starts", sa.Integer, nullable=False),
    sa.Column("ends", sa.Integer, nullable=False),
    sa.Column("value", sa.Integer),
    sa.Column("kept", sa.Integer, nullable=False, server_default="0"),
    sa.Index(None, "figure", "counted_on"),
)

# Where a day's counts differed from those that requests published: [{service_id, state, ours, theirs}…].
own_counts = sa.Table(
    "own_counts",
    metadata,
    sa.Column("as_at", sa.Date, primary_key=True),
    sa.Column("counted_at", Instant, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
)

# Issued papers, as they were: never changed.
papers = sa.Table(
    "papers",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("paper_id", sa.String(36), nullable=False, unique=True),
    sa.Column("title", Name, nullable=False),
    sa.Column("as_at", sa.Date, nullable=False),
    sa.Column("since", sa.Date),
    sa.Column("issued_at", Instant, nullable=False),
    sa.Column("issued_by", Identifier, nullable=False),
    sa.Column("issued_role", Word, nullable=False),
    sa.Column("definitions", sa.Integer, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
)

# What was published last of the metrics, and when: a day's figures are published when they have changed.
published = sa.Table(
    "published",
    metadata,
    sa.Column("as_at", sa.Date, primary_key=True),
    sa.Column("published_at", Instant, nullable=False),
    sa.Column("final", sa.Boolean, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
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
    sa.Column("column", Word, nullable=False),
)

# The columns of the paper in which a service counts, from a day on.
service_columns = sa.Table(
    "service_columns",
    metadata,
    sa.Column("service_id", Identifier, primary_key=True),
    sa.Column("starts", sa.Date, primary_key=True),
    sa.Column("column", Word, nullable=False),
)

categories = sa.Table(
    "categories",
    metadata,
    sa.Column("category_id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("service_id", Identifier, nullable=False),
)

wards = sa.Table(
    "wards",
    metadata,
    sa.Column("ward_id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
)

COPIES = (
    histories,
    scopes,
    counts,
    moves,
    sums,
    changes,
    requests,
    spells,
    marks,
    own_counts,
    people,
    person_roles,
    terms,
    services,
    service_columns,
    categories,
    wards,
)

add_chassis_tables(metadata)
