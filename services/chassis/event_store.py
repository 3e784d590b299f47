"""The events of one service: history, audit trail, and what is to be published. Rows are only inserted."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from services.chassis.identifiers import new_id
from services.chassis.incoming import Origin, Stale
from services.chassis.storing import among, insert_new, upsert
from services.chassis.tables import epochs, events, outbox, stream_heads
from services.contracts.events import SPEC_VERSION, EventData, EventType, data_schema, source_uri

__all__ = ["NewEvent", "Origin", "StoredEvent", "append", "append_to_many", "cloud_event", "last_sequence"]

PAGE_CHARACTERS = 2_000_000
STREAMS_AT_ONCE = 400  # names in one IN (…)

# Said with every command or batch: written once, as that takes longer than doing it.
_MOVE_HEAD = (
    sa.update(stream_heads)
    .where(stream_heads.c.stream == sa.bindparam("of"), stream_heads.c.sequence == sa.bindparam("expected"))
    .values(sequence=sa.bindparam("reached"))
)
_INSERT = sa.insert(events)
_PUT_OUT = sa.insert(outbox).from_select(
    ["position"],
    sa.select(events.c.position).where(
        events.c.stream == sa.bindparam("of"), events.c.sequence > sa.bindparam("after")
    ),
)
_STREAM = sa.select(events).where(events.c.stream == sa.bindparam("of")).order_by(events.c.sequence)
_EPOCH = sa.select(epochs.c.id).order_by(epochs.c.number.desc()).limit(1)

_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class NewEvent:
    """A fact to be recorded. `time` is when it took effect; left out: now.

    `by`: who did it and in which role, where that is somebody else than the origin of all that is recorded.
    """

    type: EventType
    data: dict[str, Any]
    time: datetime | None = None
    by: tuple[str, str] | None = None


@dataclass(frozen=True)
class StoredEvent:
    """An event as it was recorded, at the version it had then."""

    position: int
    id: str
    epoch: str
    stream: str
    sequence: int
    type: str
    version: int
    time: datetime
    recorded_time: datetime
    correlation_id: str
    actor_id: str
    actor_role: str
    imported: bool
    data: dict[str, Any]


def append(
    session: Session, stream: str, expected_sequence: int, new_events: Sequence[NewEvent], origin: Origin
) -> int:
    """Add events to a stream that stands at `expected_sequence` (0: not begun); its new last sequence.

    Raises Stale when the stream stands elsewhere, ValueError when data breaks its event's schema.
    """
    if not new_events:
        return expected_sequence
    for event in new_events:
        _check(event)
    reached = expected_sequence + len(new_events)
    _move_head(session, stream, expected_sequence, reached)
    epoch = current_epoch(session)
    session.execute(
        _INSERT,
        [
            _row(event, epoch, stream, expected_sequence + number, origin)
            for number, event in enumerate(new_events, start=1)
        ],
    )
    session.execute(_PUT_OUT, {"of": stream, "after": expected_sequence})
    session.info["wrote_events"] = True
    return reached


def append_to_many(
    session: Session,
    added: Mapping[str, Sequence[NewEvent]],
    origin: Origin,
    known_heads: Mapping[str, int] | None = None,
) -> None:
    """Add events to many streams, each from wherever it stands, in a few statements however many they are.

    For streams that nobody else writes meanwhile: raises Stale when somebody did. One event of each type
    is checked against its contract: whoever writes so many makes them all in one way. `known_heads`: what
    `last_sequences` said in this transaction, for whoever has asked already.
    """
    if not added:
        return
    for event in {event.type.name: event for new_events in added.values() for event in new_events}.values():
        _check(event)
    found = last_sequences(session, added) if known_heads is None else known_heads
    heads = {stream: found.get(stream, 0) for stream in added}
    epoch = current_epoch(session)
    rows = [
        _row(event, epoch, stream, heads[stream] + number, origin)
        for stream, new_events in added.items()
        for number, event in enumerate(new_events, start=1)
    ]
    reached = [{"stream": s, "sequence": heads[s] + len(new_events)} for s, new_events in added.items()]
    upsert(session, stream_heads, reached)
    insert_new(session, events, rows)
    if _put_out(session, [row["id"] for row in rows]) != len(rows):
        raise Stale
    session.info["wrote_events"] = True


def _put_out(session: Session, ids: Sequence[str]) -> int:
    """Put the events with these ids into the outbox; how many there were."""
    there = 0
    for start in range(0, len(ids), STREAMS_AT_ONCE):
        some = among(session, events.c.id, ids[start : start + STREAMS_AT_ONCE])
        written = sa.insert(outbox).from_select(["position"], sa.select(events.c.position).where(some))
        put_out = session.execute(written, execution_options={"preserve_rowcount": True})
        assert isinstance(put_out, CursorResult)
        there += put_out.rowcount
    return there


def _move_head(session: Session, stream: str, expected: int, reached: int) -> None:
    """Compare and set: of two writers of one stream the second gets Stale."""
    if expected == 0:
        insert_new(session, stream_heads, [{"stream": stream, "sequence": 0}])
    moved = session.execute(_MOVE_HEAD, {"of": stream, "expected": expected, "reached": reached})
    assert isinstance(moved, CursorResult)
    if moved.rowcount != 1:
        raise Stale


def _row(event: NewEvent, epoch: str, stream: str, sequence: int, origin: Origin) -> dict[str, Any]:
    actor_id, actor_role = event.by or (origin.actor_id, origin.actor_role)
    return {
        "id": new_id(),
        "epoch": epoch,
        "stream": stream,
        "sequence": sequence,
        "type": event.type.name,
        "version": event.type.version,
        "time": event.time or origin.now,
        "recorded_time": origin.now,
        "correlation_id": origin.correlation_id,
        "actor_id": actor_id,
        "actor_role": actor_role,
        "imported": origin.imported,
        "data": _text(event.data),
    }


def _check(event: NewEvent) -> None:
    broken = _schema(event.type.schema).validate(event.data)
    if broken:
        raise ValueError(f"{event.type.name} breaks its contract in {sorted(map(str, broken))}")


@lru_cache
def _schema(schema: type[EventData]) -> EventData:
    return schema()


def seed_streams(session: Session, heads: Mapping[str, int]) -> None:
    """Begin streams, at the sequence they reach, whose first events travel inside another event."""
    session.execute(
        sa.insert(stream_heads),
        [{"stream": stream, "sequence": sequence} for stream, sequence in heads.items()],
    )


def last_sequence(session: Session, stream: str) -> int:
    """Where the stream stands; 0 when it has not begun."""
    return session.scalar(sa.select(stream_heads.c.sequence).where(stream_heads.c.stream == stream)) or 0


def last_sequences(session: Session, streams: Iterable[str]) -> dict[str, int]:
    """Where those of the streams stand that have begun."""
    names, found = list(streams), {}
    query = sa.select(stream_heads.c.stream, stream_heads.c.sequence)
    for start in range(0, len(names), STREAMS_AT_ONCE):
        some = names[start : start + STREAMS_AT_ONCE]
        rows = session.execute(query.where(among(session, stream_heads.c.stream, some)))
        found.update({row.stream: row.sequence for row in rows})
    return found


def latest_event(session: Session) -> dict[str, Any] | None:
    """{stream, sequence} of what was stored last; None when nothing was."""
    query = sa.select(events.c.stream, events.c.sequence).order_by(events.c.position.desc()).limit(1)
    row = session.execute(query).mappings().one_or_none()
    return None if row is None else dict(row)


def read_stream(session: Session, stream: str) -> list[StoredEvent]:
    """Every event of one stream, in order."""
    return [stored(row) for row in session.execute(_STREAM, {"of": stream}).mappings()]


def read_after(session: Session, position: int, limit: int, stream: str | None = None) -> list[StoredEvent]:
    """The next events after a position of this store, of one stream or of all, in the order of storing.

    Up to `limit` of them, fewer when they are large; none only when there are no more.
    """
    return [stored(row) for row in rows_after(session, position, limit, stream)]


def rows_after(
    session: Session, position: int, limit: int, stream: str | None = None
) -> Sequence[sa.RowMapping]:
    """The same as rows of the table."""
    wanted = sa.select(events.c.position, sa.func.length(events.c.data)).where(events.c.position > position)
    if stream is not None:
        wanted = wanted.where(events.c.stream == stream)
    positions, characters = [], 0
    for found, length in session.execute(wanted.order_by(events.c.position).limit(limit)):
        positions.append(found)
        characters += length
        if characters > PAGE_CHARACTERS:
            break
    query = sa.select(events).where(events.c.position.in_(positions)).order_by(events.c.position)
    return session.execute(query).mappings().all()


def stored(row: sa.RowMapping) -> StoredEvent:
    """A row of the events table."""
    return StoredEvent(**{**row, "data": json.loads(row["data"])})


def current_epoch(session: Session) -> str:
    """The id of the store's newest epoch: every event recorded from now on carries it."""
    known: str | None = session.info.get("epoch")
    if known is None:
        known = session.scalar(_EPOCH)
        if known is None:
            raise LookupError("the store has no epoch: it was never migrated")
        session.info["epoch"] = known
    return known


def start_epoch(session: Session, now: datetime) -> str:
    """Begin a new epoch: for a new store, and after a restore from a backup."""
    epoch = new_id()
    session.execute(sa.insert(epochs), {"id": epoch, "started": now})
    session.info["epoch"] = epoch
    return epoch


def cloud_event(event: StoredEvent, service: str) -> dict[str, Any]:
    """The event as CloudEvents 1.0 JSON, as `service` publishes it."""
    return _head(vars(event), service) | {"data": event.data}


def envelope(row: sa.RowMapping, service: str) -> str:
    """A row of the events table as CloudEvents JSON text; its data goes out as it is stored."""
    head = json.dumps(_head(row, service), ensure_ascii=False)
    return f'{head[:-1]}, "data": {row["data"]}}}'


def _head(row: sa.RowMapping | Mapping[str, Any], service: str) -> dict[str, Any]:
    """Every attribute but `data`."""
    return {
        "specversion": SPEC_VERSION,
        "id": row["id"],
        "source": source_uri(service, row["epoch"]),
        "type": row["type"],
        "subject": row["stream"],
        "time": row["time"].isoformat(),
        "recordedtime": row["recorded_time"].isoformat(),
        "streamsequence": row["sequence"],
        "dataschema": data_schema(service, row["type"], row["version"]),
        "datacontenttype": "application/json",
        "correlationid": row["correlation_id"],
        "actorid": row["actor_id"],
        "actorrole": row["actor_role"],
        "imported": row["imported"],
    }
