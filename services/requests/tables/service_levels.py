"""The copy of what sla says: on which days the council works, until when clocks run, what became of dates."""

import sqlalchemy as sa

from services.chassis.database import Instant
from services.requests.tables.columns import Identifier, Plain, Word, metadata

# The version in force. `days`: the Mondays to Fridays from `first` to `last` that are not worked (ISO text).
calendars = sa.Table(
    "calendars",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("last", sa.Date, nullable=False),
    sa.Column("days", Plain, nullable=False),
)

clocks = sa.Table(
    "clocks",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("clock", Word, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("state", Word, nullable=False),
    sa.Column("original_due_on", sa.Date, nullable=False),
    sa.Column("agreed_due_on", sa.Date),
    sa.Column("due_on", sa.Date),
    sa.Column("met_original", sa.Boolean),
    sa.Column("met_agreed", sa.Boolean),
)

# What each version of the calendar changed in the one before it: [{date, reason}…], null for a day that is
# worked again.
calendar_changes = sa.Table(
    "calendar_changes",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("days", Plain, nullable=False),
)

# A date that moved, or went by. With `request_sequence` it moved by that event of the request; without, it is
# news by itself. `calendar_version`: of the calendar that moved it.
date_news = sa.Table(
    "date_news",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("kind", Word, nullable=False),
    sa.Column("clock", Word, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("time", Instant, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("previous_due_on", sa.Date),
    sa.Column("request_sequence", sa.Integer),
    sa.Column("calendar_version", sa.Integer),
)
