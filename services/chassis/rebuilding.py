"""What is known of a rebuild: what was asked of the sources, what has come of it, and how it ended.

A rebuild makes a consumer's copy again from its sources' history while the old copy goes on answering.
Everything that the sources send again, and everything new that comes meanwhile, is kept aside here; when all
of it is there, `refilling` makes the new copy of it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.identifiers import new_id
from services.chassis.received_events import Arrived, Unreadable
from services.chassis.storable_text import digest, is_storable
from services.chassis.storing import insert_new
from services.chassis.subscription import Subscription
from services.chassis.tables import rebuild_events, rebuilds

RUNNING = "running"
DONE = "done"
FAILED = "failed"

# A source that sends nothing for so long is asked again, and at last given up.
QUIET = timedelta(minutes=2)
LONGEST_SILENCE = timedelta(minutes=15)

_PLACE_COLUMNS = (rebuild_events.c.source, rebuild_events.c.stream, rebuild_events.c.sequence)
_PLACE = sa.tuple_(*_PLACE_COLUMNS)
_RUNNING = sa.select(rebuilds.c.id).where(rebuilds.c.status == RUNNING).limit(1)

MOST_EVENTS = 2**31 - 1
NO_EVENT = 0  # in the place of a sequence: arrived and counted, and nothing to be applied
PAGES = ""  # in the place of a stream: a page of events, whose number stands in the place of a sequence


@dataclass(frozen=True)
class Page:
    """Many events that a source sent again in one message, and which of its pages that is."""

    rebuild: str
    source: str
    number: int
    body: str
    events: int


def start(session: Session, subscription: Subscription, now: datetime) -> str:
    """Begin a rebuild, or join the one that is running unless it has been silent; its id."""
    running = running_rebuild(session)
    if running is not None:
        if not _silent_for(session, QUIET, now):
            return running
        end(session, running, FAILED, now, "it was begun again")
    rebuild_id = new_id()
    session.execute(sa.delete(rebuild_events))
    session.execute(
        sa.insert(rebuilds),
        [
            {"id": rebuild_id, "source": source, "status": RUNNING, "started": now, "heard": now}
            for source in sorted(subscription.sources)
        ],
    )
    return rebuild_id


def running_rebuild(session: Session) -> str | None:
    """The id of the rebuild that is going on, if one is."""
    return session.scalar(_RUNNING)


def stage(session: Session, arrivals: Sequence[Arrived | Unreadable]) -> None:
    """While a rebuild goes on: keep every event that arrives, sent again or new, as it is applied."""
    rebuild_id = running_rebuild(session)
    if rebuild_id is None:
        return
    rows = [_row(a, rebuild_id) for a in arrivals if a.event is not None]
    insert_new(session, rebuild_events, rows)
    resent = [(row["source"], row["stream"], row["sequence"]) for row in rows if row["resent"]]
    if resent:
        session.execute(sa.update(rebuild_events).where(_PLACE.in_(resent)).values(resent=True))


def stage_page(session: Session, page: Page, now: datetime) -> None:
    """Keep a page of the running rebuild; sent once more it stands in the place of what it was before."""
    if running_rebuild(session) != page.rebuild:
        return
    session.execute(sa.update(rebuilds).where(rebuilds.c.id == page.rebuild).values(heard=now))
    place = {"source": page.source, "stream": PAGES, "sequence": page.number}
    here = (rebuild_events.c[name] == value for name, value in place.items())
    session.execute(sa.delete(rebuild_events).where(*here))
    kept = {"resent": True, "characters": len(page.body), "body": page.body, "events": page.events}
    session.execute(sa.insert(rebuild_events), place | kept)


def _row(arrived: Arrived | Unreadable, rebuild_id: str) -> dict[str, object]:
    event = arrived.event
    assert event is not None
    return {
        "source": event.source,
        "stream": event.stream,
        "sequence": event.sequence,
        "resent": arrived.rebuild == rebuild_id,
        "characters": len(arrived.text),
        "body": arrived.text,
        "events": 1,
    }


def count_arrived(session: Session, arrivals: Iterable[Arrived | Unreadable], now: datetime) -> None:
    """Note what came for the rebuild, after it was taken in: what could not be kept has arrived, too."""
    rebuild_id = running_rebuild(session)
    resent = [a for a in arrivals if a.rebuild is not None and a.rebuild == rebuild_id]
    if not resent:
        return
    session.execute(sa.update(rebuilds).where(rebuilds.c.id == rebuild_id).values(heard=now))
    places = [place for place in map(_place, resent) if place is not None]
    staged = set(map(tuple, session.execute(sa.select(*_PLACE_COLUMNS).where(_PLACE.in_(places)))))
    insert_new(session, rebuild_events, [_only_counted(a) for a in resent if _place(a) not in staged])


def _place(arrived: Arrived | Unreadable) -> tuple[str, str, int] | None:
    event = arrived.event
    return None if event is None else (event.source, event.stream, event.sequence)


def _only_counted(arrived: Arrived | Unreadable) -> dict[str, object]:
    return {
        "source": arrived.event.source if arrived.event else "",
        "stream": digest(arrived.text),
        "sequence": NO_EVENT,
        "resent": True,
        "characters": 0,
        "body": "",
        "events": 1,
    }


def source_ended(session: Session, rebuild_id: str, source: str, sent: int) -> None:
    """The source says that it has sent everything it had: `sent` events."""
    session.execute(
        sa.update(rebuilds)
        .where(rebuilds.c.id == rebuild_id, rebuilds.c.source == source, rebuilds.c.status == RUNNING)
        .values(expected=sent)
    )


def unasked(session: Session, now: datetime) -> list[tuple[str, str]]:
    """(rebuild id, source) pairs to be asked: for the first time, or again because nothing comes."""
    if running_rebuild(session) is None:
        return []
    columns = rebuilds.c
    query = sa.select(columns.id, columns.source, columns.expected).where(
        columns.status == RUNNING,
        columns.asked.is_(None) | sa.and_(columns.asked <= now - QUIET, columns.heard <= now - QUIET),
    )
    return [
        (rebuild_id, source)
        for rebuild_id, source, expected in session.execute(query).all()
        if not _has_everything(session, source, expected)
    ]


def mark_asked(session: Session, rebuild_id: str, source: str, now: datetime) -> None:
    """The source's queue has the question."""
    session.execute(
        sa.update(rebuilds).where(rebuilds.c.id == rebuild_id, rebuilds.c.source == source).values(asked=now)
    )


def is_complete(session: Session) -> bool:
    """Whether everything that the sources of the running rebuild announced has arrived."""
    query = sa.select(rebuilds.c.source, rebuilds.c.expected).where(rebuilds.c.status == RUNNING)
    return all(
        _has_everything(session, source, expected) for source, expected in session.execute(query).all()
    )


def _has_everything(session: Session, source: str, expected: int | None) -> bool:
    """By counting; what was no event at all may have been anybody's."""
    if expected is None:
        return False
    columns = rebuild_events.c
    query = sa.select(sa.func.sum(columns.events)).where(columns.source.in_([source, ""]), columns.resent)
    return (session.scalar(query) or 0) >= expected


def is_hopeless(session: Session, now: datetime) -> bool:
    """Whether the running rebuild has waited in vain for too long."""
    return _silent_for(session, LONGEST_SILENCE, now)


def _silent_for(session: Session, longest: timedelta, now: datetime) -> bool:
    last = session.scalar(sa.select(sa.func.max(rebuilds.c.heard)).where(rebuilds.c.status == RUNNING))
    return last is not None and last <= now - longest


def end(session: Session, rebuild_id: str, status: str, now: datetime, reason: str | None = None) -> None:
    """It is done, or has failed."""
    session.execute(
        sa.update(rebuilds)
        .where(rebuilds.c.id == rebuild_id)
        .values(status=status, reason=reason, finished=now)
    )


def progress(session: Session, rebuild_id: str) -> dict[str, object] | None:
    """Its status, its failure's reason, how many events it is made of; None when there is no such rebuild."""
    columns = rebuilds.c
    query = sa.select(columns.status, columns.reason, columns.expected).where(columns.id == rebuild_id)
    rows = session.execute(query).all()
    if not rows:
        return None
    events = sum(row.expected or 0 for row in rows)
    if rows[0].status == RUNNING:
        events = int(session.scalar(sa.select(sa.func.sum(rebuild_events.c.events))) or 0)
    return {"status": rows[0].status, "reason": rows[0].reason, "events": events}


def end_of_resend(text: str | bytes) -> tuple[str, str, int] | None:
    """(rebuild id, source, number of events) of a source's closing message; None when it cannot be read."""
    try:
        message = json.loads(text)
        rebuild_id, source, sent = message["rebuild"], message["source"], message["events"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not all(isinstance(name, str) and is_storable(name) for name in (rebuild_id, source)):
        return None
    return (rebuild_id, source, sent) if isinstance(sent, int) and 0 <= sent <= MOST_EVENTS else None
