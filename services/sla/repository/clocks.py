"""Clocks as they were last published, what was told about them, and what is still to be worked out."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import among, insert_new, upsert
from services.sla.domain.tellings import Telling, Timed
from services.sla.domain.vocabulary import ALIVE, Told
from services.sla.repository.histories import chunks
from services.sla.tables import clocks, imports_to_work_out, tellings, to_work_out

Key = tuple[str, str, int]  # request id, clock, number

_text = json.JSONEncoder(separators=(",", ":")).encode
_ALIVE = [state.value for state in ALIVE]


@dataclass(frozen=True)
class StoredClock:
    """A clock as it was last published."""

    steps: int
    facts: dict[str, Any]
    next_telling_at: datetime | None


@dataclass(frozen=True)
class ChunkToWorkOut:
    """The requests that one `cases_imported` brought."""

    event_id: str
    casebook: str
    request_ids: list[str]


def load(session: Session, request_ids: Iterable[str]) -> dict[Key, StoredClock]:
    """The stored clocks of these requests."""
    c = clocks.c
    query = sa.select(c.request_id, c.clock, c.number, c.steps, c.facts, c.next_telling_at)
    found = {}
    for ids in chunks(request_ids):
        rows = session.execute(query.where(among(session, c.request_id, ids)))
        for request_id, clock, number, steps, facts, at in rows:
            found[request_id, clock, number] = StoredClock(steps, json.loads(facts), at)
    return found


def store(session: Session, changed: Mapping[Key, tuple[StoredClock, date, date | None]]) -> None:
    """Write clocks with their day 0 and the due date in force."""
    rows = [
        {
            "request_id": request_id,
            "clock": clock,
            "number": number,
            "steps": stored.steps,
            "state": stored.facts["state"],
            "facts": _text(stored.facts),
            "day_0": day_0,
            "due_on": due_on,
            "next_telling_at": stored.next_telling_at,
        }
        for (request_id, clock, number), (stored, day_0, due_on) in changed.items()
    ]
    upsert(session, clocks, rows)


def told(session: Session, request_ids: Iterable[str]) -> dict[Key, list[Timed]]:
    """What was told about these requests' clocks."""
    found: dict[Key, list[Timed]] = {}
    for ids in chunks(request_ids):
        query = sa.select(tellings).where(among(session, tellings.c.request_id, ids))
        for row in session.execute(query):
            timed = Timed(Telling(Told(row.told), row.due_on), row.time)
            found.setdefault((row.request_id, row.clock, row.number), []).append(timed)
    return found


def note_told(session: Session, new: Iterable[tuple[Key, Timed]]) -> None:
    """These were told."""
    insert_new(session, tellings, [{**_place(key, timed.telling), "time": timed.time} for key, timed in new])


def note_corrected(session: Session, wrong: Iterable[tuple[Key, Timed]]) -> None:
    """These were not so: they may be told again."""
    for key, timed in wrong:
        same = [tellings.c[name] == value for name, value in _place(key, timed.telling).items()]
        session.execute(sa.delete(tellings).where(*same))


def _place(key: Key, telling: Telling) -> dict[str, Any]:
    request_id, clock, number = key
    return {
        "request_id": request_id,
        "clock": clock,
        "number": number,
        "due_on": telling.due_on,
        "told": telling.told.value,
    }


def want(session: Session, request_ids: Iterable[str]) -> None:
    """These are to be worked out."""
    insert_new(session, to_work_out, [{"request_id": request_id} for request_id in set(request_ids)])


def want_all_alive(session: Session) -> int:
    """Everything with a clock that runs or is paused is to be worked out; how many requests are waiting."""
    wanted = to_work_out.c.request_id
    alive = (
        sa.select(clocks.c.request_id)
        .distinct()
        .where(clocks.c.state.in_(_ALIVE), clocks.c.request_id.not_in(sa.select(wanted)))
    )
    session.execute(sa.insert(to_work_out).from_select(["request_id"], alive))
    return session.scalar(sa.select(sa.func.count()).select_from(to_work_out)) or 0


def how_many_wanted(session: Session) -> int:
    """How many requests and chunks of casebooks are to be worked out."""
    waiting = (sa.select(sa.func.count()).select_from(table) for table in (to_work_out, imports_to_work_out))
    return sum(session.scalar(query) or 0 for query in waiting)


def wanted(session: Session, limit: int) -> list[str]:
    """Some of what is to be worked out."""
    return list(session.scalars(sa.select(to_work_out.c.request_id).limit(limit)))


def with_something_to_tell(session: Session, now: datetime, limit: int) -> list[str]:
    """Some of the requests of which something is due to be told."""
    at = clocks.c.next_telling_at
    query = sa.select(clocks.c.request_id).where(at.is_not(None), at <= now).order_by(at).limit(limit)
    return list(dict.fromkeys(session.scalars(query)))


def worked_out(session: Session, request_ids: Iterable[str]) -> None:
    """They need not be worked out any more."""
    for ids in chunks(request_ids):
        session.execute(sa.delete(to_work_out).where(among(session, to_work_out.c.request_id, ids)))


def want_imports(session: Session, new: Iterable[ChunkToWorkOut]) -> None:
    """These chunks of casebooks are to be worked out."""
    rows = [{**vars(chunk), "request_ids": json.dumps(chunk.request_ids)} for chunk in new]
    insert_new(session, imports_to_work_out, rows)


def wanted_import(session: Session) -> ChunkToWorkOut | None:
    """One of the chunks that are to be worked out."""
    row = session.execute(sa.select(imports_to_work_out).limit(1)).one_or_none()
    return None if row is None else ChunkToWorkOut(row.event_id, row.casebook, json.loads(row.request_ids))


def import_worked_out(session: Session, event_id: str) -> None:
    """It need not be worked out any more."""
    session.execute(sa.delete(imports_to_work_out).where(imports_to_work_out.c.event_id == event_id))


def running_from(session: Session, first: date, after: str, limit: int) -> list[str]:
    """Requests behind the id `after` with a clock that is due on `first` or later: the next few."""
    c = clocks.c
    query = (
        sa.select(c.request_id)
        .distinct()
        .where(c.state == "running", c.request_id > after, c.due_on >= first)
    )
    return list(session.scalars(query.order_by(c.request_id).limit(limit)))
