"""Counts by scope, day and item: added to by the batch, read as sums."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import add_up, insert_new, upsert
from services.reporting.domain.counting import Counts, Scope
from services.reporting.repository.histories import chunks
from services.reporting.tables import changes, counts, moves, scopes, sums

THE_ONE = 1
# Asked with every batch: written once, as that takes longer than asking it.
_SCOPES = sa.select(scopes.c.dimension, scopes.c.key, scopes.c.service_id, scopes.c.id).where(
    scopes.c.key.in_(sa.bindparam("keys", expanding=True))
)
_CHANGES = sa.select(changes)


def add(session: Session, added: Counts) -> None:
    """Add to the counts."""
    ids = _scope_ids(session, {scope for scope, found in added.items() if any(found.values())})
    by_day: dict[tuple[int, int, int], int] = {}
    moved = []
    for scope, found in added.items():
        scope_id = ids.get(scope, 0)
        for (day, counted_on, item), n in found.items():
            if n:
                place = (scope_id, day, item)
                by_day[place] = by_day.get(place, 0) + n
                if counted_on != day:
                    moved.append((scope_id, day, counted_on, item, n))
    add_up(session, counts, sorted((*place, n) for place, n in by_day.items() if n))
    add_up(session, moves, sorted(moved))


def _scope_ids(session: Session, wanted: set[Scope]) -> dict[Scope, int]:
    """The numbers of scopes; new ones get the next."""
    found = _known_scopes(session, wanted)
    new = sorted(wanted - found.keys())
    if new:
        last = session.scalar(sa.select(sa.func.max(scopes.c.id))) or 0
        rows = [
            {"id": number, "dimension": scope[0], "key": scope[1], "service_id": scope[2]}
            for number, scope in enumerate(new, start=last + 1)
        ]
        insert_new(session, scopes, rows)
        found.update({scope: number for number, scope in enumerate(new, start=last + 1)})
    return found


def _known_scopes(session: Session, wanted: Iterable[Scope]) -> dict[Scope, int]:
    found = {}
    for keys in chunks(scope[1] for scope in wanted):
        for dimension, key, service_id, scope_id in session.execute(_SCOPES, {"keys": keys}):
            found[dimension, key, service_id] = scope_id
    return found


def note_change(session: Session, first_day: int | None, today: int, recorded: datetime) -> None:
    """Sums from a changed day on are no longer so; and how recent the latest event is."""
    known = session.execute(_CHANGES).mappings().one_or_none()
    row: dict[str, Any] = dict(known or {"id": THE_ONE, "number": 0, "seen": 0, "first_on": None})
    row["applied_at"] = max(recorded, row.get("applied_at") or recorded)
    if first_day is not None:
        row["first_on"] = min(first_day, row["first_on"] or first_day)
        if first_day < today:
            row["number"] += 1
            session.execute(sa.delete(sums).where(sums.c.day >= first_day))
    upsert(session, changes, [row])


def first_day(session: Session) -> int | None:
    """The day on which the first request was made; None when there is none."""
    return session.scalar(sa.select(changes.c.first_on))


def applied_at(session: Session) -> datetime | None:
    """When the latest of the events that were applied was recorded."""
    return session.scalar(sa.select(changes.c.applied_at))


def has_settled(session: Session) -> bool:
    """Whether no past day was changed since it was last looked; notes that it was looked."""
    known = session.execute(_CHANGES).mappings().one_or_none()
    if known is None:
        return False
    if known["number"] != known["seen"]:
        session.execute(sa.update(changes).values(seen=known["number"]))
        return False
    return True


def moved_into_period(
    session: Session, first: int, last: int, dimension: str = "", key: str = ""
) -> dict[str, Counter[int]]:
    """By service: what the days from `first` to `last` moved of what had been counted before `first`."""
    query = (
        sa.select(scopes.c.service_id, moves.c.item, sa.func.sum(moves.c.n))
        .join(scopes, scopes.c.id == moves.c.scope_id)
        .where(
            scopes.c.dimension == dimension,
            scopes.c.key == key,
            moves.c.day.between(first, last),
            moves.c.counted_on < first,
        )
        .group_by(scopes.c.service_id, moves.c.item)
    )
    found: dict[str, Counter[int]] = {}
    for service_id, item, n in session.execute(query):
        found.setdefault(service_id, Counter())[item] += int(n)
    return found
