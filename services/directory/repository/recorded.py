"""What was recorded of entries, read back from the events table."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.tables import events
from services.directory import tables

_RECORDED = ("ward", "service", "category", "outside_body", "person")
_AT_MOST = 100


@dataclass(frozen=True)
class RecordedSince:
    """An entry that was recorded, and by whom."""

    entry: str
    by: str
    at: datetime


def last_position(session: Session) -> int:
    """Where the store stands; 0 when it is empty."""
    return session.scalar(sa.select(sa.func.max(events.c.position))) or 0


def recorded_since(session: Session, position: int) -> list[RecordedSince]:
    """The entries recorded after a position, each once, the latest of it, in order; a hundred at most."""
    c = events.c
    wanted = sa.select(c.type, c.stream, c.data, c.actor_id, c.recorded_time).where(
        c.position > position, c.type.in_([f"{kind}_recorded" for kind in _RECORDED])
    )
    rows = session.execute(wanted.order_by(c.position).limit(_AT_MOST)).all()
    names = names_of(session, {row.actor_id for row in rows})
    latest = {row.stream: row for row in rows}
    return [
        RecordedSince(
            f"{row.type.removesuffix('_recorded').replace('_', ' ')} {json.loads(row.data)['name']}",
            names.get(row.actor_id, row.actor_id),
            row.recorded_time,
        )
        for row in latest.values()
    ]


def names_of(session: Session, person_ids: Iterable[str]) -> dict[str, str]:
    """The names of people, by id; whoever is not in the directory is left out."""
    c = tables.people.c
    rows = session.execute(sa.select(c.id, c.name).where(c.id.in_(sorted(set(person_ids)))))
    return {row.id: row.name for row in rows}
