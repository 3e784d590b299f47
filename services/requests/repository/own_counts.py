"""How many requests stood where at an instant, by requests' own rows and events."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.tables import events
from services.contracts.imported_cases import expand
from services.contracts.requests_count_data import COUNTS_STREAM
from services.requests.tables import requests

AT_ONCE = 400  # ids in one IN (…)

Place = tuple[str, str]  # service, state
Count = dict[str, Any]  # {service_id, state, count}


def were_published(session: Session, as_at: date, since: datetime) -> bool:
    """Whether the counts of a day have been published since an instant."""
    query = sa.select(events.c.data).where(events.c.stream == COUNTS_STREAM, events.c.recorded_time >= since)
    return any(json.loads(data)["as_at"] == as_at.isoformat() for data in session.scalars(query))


def unchanged_since(session: Session, instant: datetime) -> Counter[Place]:
    """Those to which nothing has happened since: they stand where they stood."""
    query = (
        sa.select(requests.c.service_id, requests.c.state, sa.func.count())
        .where(requests.c.last_activity_at < instant)
        .group_by(requests.c.service_id, requests.c.state)
    )
    return Counter({(service_id, state): n for service_id, state, n in session.execute(query)})


def changed_since(
    session: Session, instant: datetime, limit: int
) -> dict[str, tuple[str | None, int | None]]:
    """Those that there were and to which something has: where the event is that holds an imported one."""
    columns = requests.c
    query = (
        sa.select(columns.id, columns.imported_event_id, columns.imported_index)
        .where(columns.raised_at < instant, columns.last_activity_at >= instant)
        .limit(limit)
    )
    return {request_id: (event_id, index) for request_id, event_id, index in session.execute(query)}


def stood_at(
    session: Session, changed: Mapping[str, tuple[str | None, int | None]], instant: datetime
) -> Counter[Place]:
    """Where these stood: by the last of their events that had taken effect by then."""
    standing: dict[str, dict[str, str]] = {}
    for event_id in {event_id for event_id, _ in changed.values() if event_id is not None}:
        cases = _data(session, event_id)["cases"]
        for request_id, (held_in, index) in changed.items():
            if held_in == event_id and index is not None:
                for event in expand(cases[index]):
                    if datetime.fromisoformat(event.time) < instant:
                        standing.setdefault(request_id, {}).update(_place(event.data))
    for request_id, data in _happened(session, changed, instant):
        standing.setdefault(request_id, {}).update(_place(json.loads(data)))
    return Counter((place["service_id"], place["state"]) for place in standing.values())


def _data(session: Session, event_id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        session.scalars(sa.select(events.c.data).where(events.c.id == event_id)).one()
    )
    return found


def _happened(session: Session, request_ids: Iterable[str], instant: datetime) -> Iterable[tuple[str, str]]:
    ids = list(request_ids)
    for start in range(0, len(ids), AT_ONCE):
        query = (
            sa.select(events.c.stream, events.c.data)
            .where(events.c.stream.in_(ids[start : start + AT_ONCE]), events.c.time < instant)
            .order_by(events.c.stream, events.c.sequence)
        )
        yield from ((stream, data) for stream, data in session.execute(query))


def _place(data: Mapping[str, Any]) -> dict[str, str]:
    """What an event says of service and state; a contributing service is none of it."""
    said = {"state": data["state"]}
    if "category_id" in data and "service_id" in data:
        said["service_id"] = data["service_id"]
    return said
