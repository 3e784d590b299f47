"""Sums up to a day: read as they are stored, and from there on out of the counts."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.reporting.domain.items import item
from services.reporting.domain.sums import Sums, sums_of
from services.reporting.tables import counts, scopes, sums

MADE = item("made")

Row = Any  # (day, dimension, key, service_id, item, n)


def up_to(session: Session, days: Iterable[int]) -> dict[int, Sums]:
    """The sums up to the end of each of the days."""
    wanted = sorted(set(days))
    stored = _stored(session, wanted)
    found: dict[int, Sums] = {}
    last_stored = max(stored, default=0)
    for day in wanted:
        known = max((there for there in stored if there <= day), default=0)
        found[day] = stored[known].copy() if known else Sums()
    behind = [day for day in wanted if day > last_stored]
    if behind:
        running = stored[last_stored].copy() if last_stored else Sums()
        _go_on(session, running, last_stored, behind, found)
    return found


def _go_on(session: Session, running: Sums, after: int, days: Sequence[int], found: dict[int, Sums]) -> None:
    """Behind what is stored: day by day out of the counts."""
    rows = _rows(session, after, days[-1])
    position = 0
    for day in days:
        while position < len(rows) and rows[position].day <= day:
            _take(running, rows[position])
            position += 1
        found[day] = running.copy()


def _stored(session: Session, wanted: Sequence[int]) -> dict[int, Sums]:
    """The latest stored by each of the days."""
    columns = sums.c
    latest = [sa.select(sa.func.max(columns.day)).where(columns.day <= day) for day in wanted]
    if not latest:
        return {}
    query = sa.select(columns.day, columns.body).where(columns.day.in_(sa.union_all(*latest)))
    return {day: sums_of(json.loads(body)) for day, body in session.execute(query)}


def reach(session: Session, last: int) -> bool:
    """Whether all that sums hold is in stored ones to the end of a day."""
    after = session.scalar(sa.select(sa.func.max(sums.c.day))) or 0
    query = _in_sums(sa.select(counts.c.day), after, last)
    return session.scalar(query.limit(1)) is None


def store_more(session: Session, last: int, days: int) -> bool:
    """Store the sums of the next few days on which something changed; whether there may be more."""
    after = session.scalar(sa.select(sa.func.max(sums.c.day))) or 0
    next_days = _next_days(session, after, last, days)
    if not next_days:
        return False
    running = up_to(session, [after])[after] if after else Sums()
    rows = []
    for day, of_day in groupby(_rows(session, after, next_days[-1]), key=lambda row: row.day):
        for row in of_day:
            _take(running, row)
        body = json.dumps(running.as_lists(), separators=(",", ":"))
        rows.append({"day": day, "body": body})
    upsert(session, sums, rows)
    return len(next_days) == days


def _next_days(session: Session, after: int, last: int, days: int) -> list[int]:
    """By services alone, for what a member made is counted there too; each looks into its own stretch."""
    of_services = sa.select(scopes.c.id).where(scopes.c.dimension == "")
    found: set[int] = set()
    for scope_id in session.scalars(of_services).all():
        query = sa.select(counts.c.day).distinct().where(counts.c.scope_id == scope_id)
        query = query.where(counts.c.day > after, counts.c.day <= last).order_by(counts.c.day).limit(days)
        found.update(session.scalars(query))
    return sorted(found)[:days]


def _rows(session: Session, after: int, last: int) -> Sequence[Row]:
    """What the days behind `after` to `last` added, by day: of services, and what members made."""
    columns = (scopes.c.dimension, scopes.c.key, scopes.c.service_id, counts.c.item, counts.c.n)
    query = _in_sums(sa.select(counts.c.day, *columns), after, last)
    return session.execute(query.order_by(counts.c.day)).all()


def _in_sums(query: sa.Select[Any], after: int, last: int) -> sa.Select[Any]:
    of_services = scopes.c.dimension == ""
    of_members = sa.and_(scopes.c.dimension == "member", counts.c.item == MADE)
    return query.join(scopes, scopes.c.id == counts.c.scope_id).where(
        counts.c.day > after, counts.c.day <= last, of_services | of_members
    )


def _take(running: Sums, row: Row) -> None:
    if row.dimension:
        running.members[row.key] += row.n
    else:
        running.of(row.service_id)[row.item] += row.n
