"""The tables that every service has: events, outbox, receipts, inbox, parked messages, leases, rebuilds."""

import sqlalchemy as sa

from services.chassis.database import Instant, new_metadata

metadata = new_metadata()

# SQLite gives rowids to INTEGER keys only.
Position = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Name = sa.String(100)
StreamName = sa.String(200)
Identifier = sa.String(36)

events = sa.Table(
    "events",
    metadata,
    sa.Column("position", Position, primary_key=True, autoincrement=True),
    sa.Column("id", Identifier, nullable=False),
    sa.Column("epoch", Identifier, nullable=False),
    sa.Column("stream", StreamName, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("type", Name, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("time", Instant, nullable=False),
    sa.Column("recorded_time", Instant, nullable=False),
    sa.Column("correlation_id", Name, nullable=False),
    sa.Column("actor_id", Name, nullable=False),
    sa.Column("actor_role", Name, nullable=False),
    sa.Column("imported", sa.Boolean, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.UniqueConstraint("id"),
    sa.UniqueConstraint("stream", "sequence"),
    sqlite_autoincrement=True,
)

# A row here means: not yet confirmed by the bus. Written with the event, removed after the confirm.
outbox = sa.Table("outbox", metadata, sa.Column("position", Position, primary_key=True, autoincrement=False))

stream_heads = sa.Table(
    "stream_heads",
    metadata,
    sa.Column("stream", StreamName, primary_key=True),
    sa.Column("sequence", sa.Integer, nullable=False),
)

epochs = sa.Table(
    "epochs",
    metadata,
    # What orders them: a clock that stands behind must not make a new epoch an old one.
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", Identifier, nullable=False),
    sa.Column("started", Instant, nullable=False),
    sa.UniqueConstraint("id"),
)

receipts = sa.Table(
    "receipts",
    metadata,
    sa.Column("key", Name, primary_key=True),
    sa.Column("call", Name, nullable=False),
    sa.Column("actor_id", Name, nullable=False),
    sa.Column("body_hash", sa.String(64), nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("recorded_time", Instant, nullable=False),
    sa.Index(None, "recorded_time"),
)

# What was applied: one row per event, so that the same sequence with another id is seen.
inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("source", Name, primary_key=True),
    sa.Column("stream", StreamName, primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("event_id", Identifier, nullable=False),
)

inbox_positions = sa.Table(
    "inbox_positions",
    metadata,
    sa.Column("source", Name, primary_key=True),
    sa.Column("stream", StreamName, primary_key=True),
    sa.Column("sequence", sa.Integer, nullable=False),
)

waiting_events = sa.Table(
    "waiting_events",
    metadata,
    sa.Column("source", Name, primary_key=True),
    sa.Column("stream", StreamName, primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("event_id", Identifier, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("received_time", Instant, nullable=False),
)

# Sources whose whole past was, or is to be, asked for.
sources_followed = sa.Table(
    "sources_followed",
    metadata,
    sa.Column("source", Name, primary_key=True),
    sa.Column("since", Instant, nullable=False),
)

# What was asked, or is to be asked, of a source again. An empty stream means all of them.
resends_wanted = sa.Table(
    "resends_wanted",
    metadata,
    sa.Column("source", Name, primary_key=True),
    sa.Column("stream", StreamName, primary_key=True),
    sa.Column("times_asked", sa.Integer, nullable=False),
    sa.Column("next_time", Instant, nullable=False),
)

parked_messages = sa.Table(
    "parked_messages",
    metadata,
    sa.Column("id", Identifier, primary_key=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("source", Name),
    sa.Column("stream", StreamName),
    sa.Column("sequence", sa.Integer),
    # Where its stream stops until somebody decides: there, or for a conflict behind what was applied.
    sa.Column("stops_from", sa.Integer),
    sa.Column("event_id", Identifier),
    sa.Column("type", Name),
    sa.Column("headers", sa.Text, nullable=False),
    sa.Column("body", sa.Text),
    sa.Column("body_digest", sa.String(64)),
    sa.Column("received_time", Instant, nullable=False),
    sa.Column("decided_by", Name),
    sa.Column("decided_time", Instant),
    sa.Column("decision_reason", sa.Text),
    sa.Index(None, "status", "source", "stream"),
    sa.Index(None, "event_id"),
    sa.Index(None, "body_digest"),
)

leases = sa.Table(
    "leases",
    metadata,
    sa.Column("name", Name, primary_key=True),
    sa.Column("holder", Identifier, nullable=False),
    sa.Column("token", sa.Integer, nullable=False),
    sa.Column("until", Instant, nullable=False),
)

# A copy that is being built again beside the one that answers: one row per source that is asked.
rebuilds = sa.Table(
    "rebuilds",
    metadata,
    sa.Column("id", Identifier, primary_key=True),
    sa.Column("source", Name, primary_key=True),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("started", Instant, nullable=False),
    sa.Column("finished", Instant),
    sa.Column("asked", Instant),
    # When the last of what was asked for came; at first, when the rebuild was begun.
    sa.Column("heard", Instant, nullable=False),
    sa.Column("expected", sa.Integer),
)

# What is kept aside for it: an event, or a page of them (of no stream, with the page's number).
rebuild_events = sa.Table(
    "rebuild_events",
    metadata,
    sa.Column("position", Position, primary_key=True, autoincrement=True),
    sa.Column("source", Name, nullable=False),
    sa.Column("stream", StreamName, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("resent", sa.Boolean, nullable=False),
    sa.Column("characters", sa.Integer, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("events", sa.Integer, nullable=False, server_default="1"),
    sa.UniqueConstraint("source", "stream", "sequence"),
    sa.Index(None, "source", "resent", "events"),
    sqlite_autoincrement=True,
)


def add_chassis_tables(to: sa.MetaData) -> None:
    """Put the chassis tables beside a service's own, so that one migration environment sees all of them."""
    for table in metadata.sorted_tables:
        table.to_metadata(to)
