"""The chassis tables as migrations make them: services' migrations call them; they never change."""

from typing import Any

import sqlalchemy as sa

from services.chassis.database import Instant

_Position = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_Name = sa.String(100)
_StreamName = sa.String(200)
_Identifier = sa.String(36)


_COUNTED = "ix_rebuild_events_source_resent_events"


def chassis_tables_0001(op: Any) -> None:
    """Everything the chassis needs, as of the first release."""
    _own_events(op)
    _epochs(op)
    _calls(op)
    _inbox(op)
    _parked_messages(op)
    _rebuilds(op)


def drop_chassis_tables_0001(op: Any) -> None:
    """Undo `chassis_tables_0001`."""
    for name in (
        "rebuild_events",
        "rebuilds",
        "leases",
        "parked_messages",
        "resends_wanted",
        "sources_followed",
        "waiting_events",
        "inbox_positions",
        "inbox",
        "receipts",
        "epochs",
        "stream_heads",
        "outbox",
        "events",
    ):
        op.drop_table(name)


def chassis_tables_0002(op: Any) -> None:
    """What is kept aside for a rebuild may be a page of events."""
    events = sa.Column("events", sa.Integer, nullable=False, server_default="1")
    op.add_column("rebuild_events", events)
    op.create_index(_COUNTED, "rebuild_events", ["source", "resent", "events"])


def drop_chassis_tables_0002(op: Any) -> None:
    """Undo `chassis_tables_0002`."""
    op.drop_index(_COUNTED, "rebuild_events")
    op.drop_column("rebuild_events", "events")


def _own_events(op: Any) -> None:
    op.create_table(
        "events",
        sa.Column("position", _Position, autoincrement=True, nullable=False),
        sa.Column("id", _Identifier, nullable=False),
        sa.Column("epoch", _Identifier, nullable=False),
        sa.Column("stream", _StreamName, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("type", _Name, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("time", Instant, nullable=False),
        sa.Column("recorded_time", Instant, nullable=False),
        sa.Column("correlation_id", _Name, nullable=False),
        sa.Column("actor_id", _Name, nullable=False),
        sa.Column("actor_role", _Name, nullable=False),
        sa.Column("imported", sa.Boolean, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_events"),
        sa.UniqueConstraint("id", name="uq_events_id"),
        sa.UniqueConstraint("stream", "sequence", name="uq_events_stream_sequence"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outbox",
        sa.Column("position", _Position, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_outbox"),
    )
    op.create_table(
        "stream_heads",
        sa.Column("stream", _StreamName, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_stream_heads"),
    )


def _epochs(op: Any) -> None:
    op.create_table(
        "epochs",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("id", _Identifier, nullable=False),
        sa.Column("started", Instant, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_epochs"),
        sa.UniqueConstraint("id", name="uq_epochs_id"),
    )


def _calls(op: Any) -> None:
    op.create_table(
        "receipts",
        sa.Column("key", _Name, nullable=False),
        sa.Column("call", _Name, nullable=False),
        sa.Column("actor_id", _Name, nullable=False),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("recorded_time", Instant, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_receipts"),
    )
    op.create_index("ix_receipts_recorded_time", "receipts", ["recorded_time"])
    op.create_table(
        "leases",
        sa.Column("name", _Name, nullable=False),
        sa.Column("holder", _Identifier, nullable=False),
        sa.Column("token", sa.Integer, nullable=False),
        sa.Column("until", Instant, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )


def _inbox(op: Any) -> None:
    op.create_table(
        "inbox",
        sa.Column("source", _Name, nullable=False),
        sa.Column("stream", _StreamName, nullable=False),
        sa.Column("sequence", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("event_id", _Identifier, nullable=False),
        sa.PrimaryKeyConstraint("source", "stream", "sequence", name="pk_inbox"),
    )
    op.create_table(
        "inbox_positions",
        sa.Column("source", _Name, nullable=False),
        sa.Column("stream", _StreamName, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("source", "stream", name="pk_inbox_positions"),
    )
    op.create_table(
        "waiting_events",
        sa.Column("source", _Name, nullable=False),
        sa.Column("stream", _StreamName, nullable=False),
        sa.Column("sequence", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("event_id", _Identifier, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("received_time", Instant, nullable=False),
        sa.PrimaryKeyConstraint("source", "stream", "sequence", name="pk_waiting_events"),
    )
    op.create_table(
        "sources_followed",
        sa.Column("source", _Name, nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_sources_followed"),
    )
    op.create_table(
        "resends_wanted",
        sa.Column("source", _Name, nullable=False),
        sa.Column("stream", _StreamName, nullable=False),
        sa.Column("times_asked", sa.Integer, nullable=False),
        sa.Column("next_time", Instant, nullable=False),
        sa.PrimaryKeyConstraint("source", "stream", name="pk_resends_wanted"),
    )


def _parked_messages(op: Any) -> None:
    op.create_table(
        "parked_messages",
        sa.Column("id", _Identifier, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("source", _Name),
        sa.Column("stream", _StreamName),
        sa.Column("sequence", sa.Integer),
        sa.Column("stops_from", sa.Integer),
        sa.Column("event_id", _Identifier),
        sa.Column("type", _Name),
        sa.Column("headers", sa.Text, nullable=False),
        sa.Column("body", sa.Text),
        sa.Column("body_digest", sa.String(64)),
        sa.Column("received_time", Instant, nullable=False),
        sa.Column("decided_by", _Name),
        sa.Column("decided_time", Instant),
        sa.Column("decision_reason", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_parked_messages"),
    )
    op.create_index(
        "ix_parked_messages_status_source_stream", "parked_messages", ["status", "source", "stream"]
    )
    for column in ("event_id", "body_digest"):
        op.create_index(f"ix_parked_messages_{column}", "parked_messages", [column])


def _rebuilds(op: Any) -> None:
    op.create_table(
        "rebuilds",
        sa.Column("id", _Identifier, nullable=False),
        sa.Column("source", _Name, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("started", Instant, nullable=False),
        sa.Column("finished", Instant),
        sa.Column("asked", Instant),
        sa.Column("heard", Instant, nullable=False),
        sa.Column("expected", sa.Integer),
        sa.PrimaryKeyConstraint("id", "source", name="pk_rebuilds"),
    )
    op.create_table(
        "rebuild_events",
        sa.Column("position", _Position, autoincrement=True, nullable=False),
        sa.Column("source", _Name, nullable=False),
        sa.Column("stream", _StreamName, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("resent", sa.Boolean, nullable=False),
        sa.Column("characters", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_rebuild_events"),
        sa.UniqueConstraint("source", "stream", "sequence", name="uq_rebuild_events_source_stream_sequence"),
        sqlite_autoincrement=True,
    )
