"""What was applied of each source's streams, so that nothing is applied twice or out of order."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.parking import DISCARDED, EVENT, PARKED
from services.chassis.storing import upsert
from services.chassis.tables import inbox, inbox_positions, parked_messages, waiting_events

Place = tuple[str, str]  # a source service and one of its streams
Mark = dict[str, Any]

STREAMS_AT_ONCE = 400  # names in one IN (…)

# Asked with every call or batch: written once, as that takes longer than asking it.
_POSITIONS = sa.select(inbox_positions.c.stream, inbox_positions.c.sequence).where(
    inbox_positions.c.source == sa.bindparam("source"),
    inbox_positions.c.stream.in_(sa.bindparam("streams", expanding=True)),
)
_ASIDE = (
    parked_messages.c.status.in_((PARKED, DISCARDED)),
    parked_messages.c.kind == EVENT,
    parked_messages.c.stream.is_not(None),
)
_ANY_ASIDE = sa.select(parked_messages.c.id).where(*_ASIDE).limit(1)
_ANY_WAITING = sa.select(waiting_events.c.source).limit(1)


@dataclass(frozen=True)
class SetAside:
    """An event that was parked, and perhaps discarded since."""

    place: Place
    sequence: int
    event_id: str
    stops_from: int
    discarded: bool

    @property
    def is_conflict(self) -> bool:
        """Whether another event with its number had been applied already."""
        return self.stops_from > self.sequence


def hold(session: Session) -> None:
    """Until the transaction ends, nobody else changes this service's inbox (SQLite has one writer anyway)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended('chassis:inbox', 0))"))


def lacking(session: Session, marks: Iterable[Mark]) -> list[Mark]:
    """Those of `marks` ({source, stream, sequence}) that this service has not applied yet."""
    wanted = list(marks)
    reached = positions(session, [(mark["source"], mark["stream"]) for mark in wanted])
    return [mark for mark in wanted if reached.get((mark["source"], mark["stream"]), 0) < mark["sequence"]]


def position(session: Session, source: str, stream: str) -> int:
    """The last sequence applied of a source's stream; 0 when none was."""
    return positions(session, [(source, stream)]).get((source, stream), 0)


def advance_streams(session: Session, source: str, heads: Mapping[str, int]) -> None:
    """Mark streams as applied up to a sequence, set-wise: for handlers of events that carry whole streams."""
    rows = [{"source": source, "stream": stream, "sequence": sequence} for stream, sequence in heads.items()]
    upsert(session, inbox_positions, rows)
    session.info.setdefault("advanced", {}).update({(source, stream): head for stream, head in heads.items()})


def positions(session: Session, places: Iterable[Place]) -> dict[Place, int]:
    """The last sequence applied, of those of `places` of which any was."""
    found = {}
    for source, streams in _chunks(places):
        rows = session.execute(_POSITIONS, {"source": source, "streams": streams})
        found.update({(source, stream): sequence for stream, sequence in rows})
    return found


def stopped(session: Session, places: Iterable[Place]) -> dict[Place, int]:
    """Those of `places` in which a parked event waits for a person, and from which sequence each stops."""
    found: dict[Place, int] = {}
    for aside in set_aside(session, places):
        if not aside.discarded:
            found[aside.place] = min(aside.stops_from, found.get(aside.place, aside.stops_from))
    return found


def set_aside(session: Session, places: Iterable[Place]) -> Iterator[SetAside]:
    """The events of `places` that are parked or discarded; those replayed were applied like any other."""
    if session.scalar(_ANY_ASIDE) is None:
        return
    columns = parked_messages.c
    for source, streams in _chunks(places):
        query = sa.select(
            columns.stream, columns.sequence, columns.event_id, columns.stops_from, columns.status
        ).where(*_ASIDE, columns.source == source, columns.stream.in_(streams))
        for stream, sequence, event_id, stops_from, status in session.execute(query):
            yield SetAside((source, stream), sequence, event_id, stops_from, status == DISCARDED)


def with_waiting(session: Session, places: Iterable[Place]) -> set[Place]:
    """Those of `places` in which an event waits for one before it."""
    if session.scalar(_ANY_WAITING) is None:
        return set()
    columns = waiting_events.c
    found: set[Place] = set()
    for source, streams in _chunks(places):
        query = (
            sa.select(columns.stream).distinct().where(columns.source == source, columns.stream.in_(streams))
        )
        found.update((source, stream) for stream in session.scalars(query))
    return found


def applied_ids(session: Session, keys: Iterable[tuple[Place, int]]) -> dict[tuple[Place, int], str]:
    """The ids under which events were applied; those that were advanced over as part of a set have none."""
    columns, found = inbox.c, {}
    for source, group in groupby(sorted(keys), key=lambda key: key[0][0]):
        while pairs := [(place[1], sequence) for place, sequence in islice(group, STREAMS_AT_ONCE)]:
            sequences = [sequence for _, sequence in pairs]
            # By stretches: a statement with hundreds of pairs takes longer to write than to run.
            query = sa.select(columns.stream, columns.sequence, columns.event_id).where(
                columns.source == source,
                columns.stream.in_(sorted({stream for stream, _ in pairs})),
                columns.sequence.between(min(sequences), max(sequences)),
            )
            wanted = set(pairs)
            for stream, sequence, event_id in session.execute(query):
                if (stream, sequence) in wanted:
                    found[(source, stream), sequence] = event_id
    return found


def waiting_id(session: Session, place: Place, sequence: int) -> str | None:
    """The id of the event with this number that waits for one before it."""
    columns = waiting_events.c
    query = sa.select(columns.event_id).where(
        columns.source == place[0], columns.stream == place[1], columns.sequence == sequence
    )
    return session.scalar(query)


def waiting_of(session: Session, place: Place) -> Sequence[sa.RowMapping]:
    """The waiting events of one stream, in order."""
    query = (
        sa.select(waiting_events)
        .where(waiting_events.c.source == place[0], waiting_events.c.stream == place[1])
        .order_by(waiting_events.c.sequence)
    )
    return session.execute(query).mappings().all()


def forget_waiting(session: Session, place: Place, sequences: Collection[int]) -> None:
    """They were applied, parked or discarded."""
    session.execute(
        sa.delete(waiting_events).where(
            waiting_events.c.source == place[0],
            waiting_events.c.stream == place[1],
            waiting_events.c.sequence.in_(sequences),
        )
    )


def _chunks(places: Iterable[Place]) -> Iterator[tuple[str, list[str]]]:
    for source, group in groupby(sorted(set(places)), key=lambda place: place[0]):
        while streams := [stream for _, stream in islice(group, STREAMS_AT_ONCE)]:
            yield source, streams
