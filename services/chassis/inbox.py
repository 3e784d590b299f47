"""What was applied of each source's streams, so that nothing is applied twice or out of order."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.parking import DISCARDED, EVENT, PARKED
from services.chassis.storing import upsert
from services.chassis.tables import inbox, inbox_positions, parked_messages, waiting_events

Place = tuple[str, str]  # a source service and one of its streams

STREAMS_AT_ONCE = 400  # names in one IN (…)


def hold(session: Session) -> None:
    """Until the transaction ends, nobody else changes this service's inbox (SQLite has one writer anyway)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended('inbox', 0))"))


def has_reached(session: Session, source: str, stream: str, sequence: int) -> bool:
    """Whether this service has applied that event."""
    return position(session, source, stream) >= sequence


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
    columns = inbox_positions.c
    found = {}
    for source, streams in _chunks(places):
        query = sa.select(columns.stream, columns.sequence).where(
            columns.source == source, columns.stream.in_(streams)
        )
        found.update({(source, stream): sequence for stream, sequence in session.execute(query)})
    return found


def stopped(session: Session, places: Iterable[Place]) -> dict[Place, int]:
    """Those of `places` in which a parked event waits for a person, and the lowest sequence parked there."""
    found: dict[Place, int] = {}
    for place, sequence, _ in _decided(session, PARKED, places):
        found[place] = min(sequence, found.get(place, sequence))
    return found


def discarded(session: Session, places: Iterable[Place]) -> dict[tuple[Place, int], str]:
    """The events in `places` that a person decided to go without, and their ids."""
    return {(place, sequence): event_id for place, sequence, event_id in _decided(session, DISCARDED, places)}


def _decided(session: Session, status: str, places: Iterable[Place]) -> Iterator[tuple[Place, int, str]]:
    columns = parked_messages.c
    wanted = (columns.status == status, columns.kind == EVENT, columns.stream.is_not(None))
    if session.scalar(sa.select(columns.id).where(*wanted).limit(1)) is None:
        return
    for source, streams in _chunks(places):
        query = sa.select(columns.stream, columns.sequence, columns.event_id).where(
            *wanted, columns.source == source, columns.stream.in_(streams)
        )
        for stream, sequence, event_id in session.execute(query):
            yield (source, stream), sequence, event_id


def with_waiting(session: Session, places: Iterable[Place]) -> set[Place]:
    """Those of `places` in which an event waits for one before it."""
    columns = waiting_events.c
    if session.scalar(sa.select(columns.source).limit(1)) is None:
        return set()
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
            query = sa.select(columns.stream, columns.sequence, columns.event_id).where(
                columns.source == source, sa.tuple_(columns.stream, columns.sequence).in_(pairs)
            )
            for stream, sequence, event_id in session.execute(query):
                found[(source, stream), sequence] = event_id
    return found


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
