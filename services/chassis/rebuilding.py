"""Building a consumer's copy again from its sources' history, while the old copy goes on answering.

Everything that the sources send again, and everything new that comes meanwhile, is kept aside; when all of it
is there, one transaction empties the copy and lets the handlers fill it again. Until it commits, readers see
the old copy.
"""

import json
import time
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis import inbox
from services.chassis.applying import Batch
from services.chassis.clock import Clock
from services.chassis.database import Database
from services.chassis.identifiers import new_id
from services.chassis.logs import logger
from services.chassis.received_events import Arrived, Unreadable, read_text
from services.chassis.storing import insert_new
from services.chassis.subscription import Subscription
from services.chassis.tables import inbox as inbox_table
from services.chassis.tables import inbox_positions, rebuild_events, rebuilds, waiting_events
from services.chassis.transient import is_transient

RUNNING = "running"
DONE = "done"
FAILED = "failed"
PAGE = 100

_log = logger(__name__)


def start(session: Session, subscription: Subscription, now: datetime) -> str:
    """Begin a rebuild, or join the one that is running; its id."""
    running = running_rebuild(session)
    if running is not None:
        return running
    rebuild_id = new_id()
    session.execute(sa.delete(rebuild_events))
    session.execute(
        sa.insert(rebuilds),
        [
            {"id": rebuild_id, "source": source, "status": RUNNING, "started": now, "asked": False}
            for source in sorted(subscription.sources)
        ],
    )
    return rebuild_id


def running_rebuild(session: Session) -> str | None:
    """The id of the rebuild that is going on, if one is."""
    return session.scalar(sa.select(rebuilds.c.id).where(rebuilds.c.status == RUNNING).limit(1))


def stage(session: Session, arrivals: Sequence[Arrived | Unreadable]) -> None:
    """While a rebuild goes on: keep every event that arrives, sent again or new, as it is applied."""
    rebuild_id = running_rebuild(session)
    if rebuild_id is None:
        return
    rows = [_row(a, rebuild_id) for a in arrivals if a.event is not None]
    insert_new(session, rebuild_events, rows)
    for row in (row for row in rows if row["resent"]):
        session.execute(
            sa.update(rebuild_events)
            .where(
                rebuild_events.c.source == row["source"],
                rebuild_events.c.stream == row["stream"],
                rebuild_events.c.sequence == row["sequence"],
            )
            .values(resent=True)
        )


def _row(arrived: Arrived | Unreadable, rebuild_id: str) -> dict[str, object]:
    event = arrived.event
    assert event is not None
    return {
        "source": event.source,
        "stream": event.stream,
        "sequence": event.sequence,
        "resent": arrived.rebuild == rebuild_id,
        "body": arrived.text,
    }


def source_ended(session: Session, rebuild_id: str, source: str, sent: int) -> None:
    """The source says that it has sent everything it had: `sent` events."""
    session.execute(
        sa.update(rebuilds)
        .where(rebuilds.c.id == rebuild_id, rebuilds.c.source == source, rebuilds.c.status == RUNNING)
        .values(expected=sent)
    )


def unasked(session: Session) -> list[tuple[str, str]]:
    """(rebuild id, source) pairs that no resend was asked for yet."""
    query = sa.select(rebuilds.c.id, rebuilds.c.source).where(rebuilds.c.status == RUNNING, ~rebuilds.c.asked)
    return [(rebuild_id, source) for rebuild_id, source in session.execute(query)]


def mark_asked(session: Session, rebuild_id: str, source: str) -> None:
    """The source's queue has the question."""
    session.execute(
        sa.update(rebuilds).where(rebuilds.c.id == rebuild_id, rebuilds.c.source == source).values(asked=True)
    )


def is_complete(session: Session) -> str | None:
    """The id of the running rebuild when everything that its sources announced has arrived."""
    query = sa.select(rebuilds.c.id, rebuilds.c.source, rebuilds.c.expected).where(
        rebuilds.c.status == RUNNING
    )
    rows = session.execute(query).all()
    for _, source, expected in rows:
        if expected is None or expected > _arrived(session, source):
            return None
    return rows[0][0] if rows else None


def _arrived(session: Session, source: str) -> int:
    columns = rebuild_events.c
    query = sa.select(sa.func.count()).where(columns.source == source, columns.resent)
    return session.scalar(query) or 0


class Rebuilder:
    """Fills the copy again once everything is there."""

    def __init__(self, subscription: Subscription, database: Database, clock: Clock) -> None:
        self._subscription = subscription
        self._database = database
        self._clock = clock

    def finish_when_complete(self) -> None:
        """Swap, if it is time. A failure leaves the old copy as it is; raises what passes by itself."""
        with self._database.reading() as session:
            rebuild_id = is_complete(session)
        if rebuild_id is None:
            return
        try:
            with self._database.transaction() as session:
                inbox.hold(session)
                self._fill_again(session)
                self._end(session, rebuild_id, DONE, None)
        except Exception as error:
            if is_transient(error):
                raise
            _log.error("rebuild failed", rebuild=rebuild_id, exc_info=error)
            with self._database.transaction() as session:
                self._end(session, rebuild_id, FAILED, type(error).__name__)

    def _fill_again(self, session: Session) -> None:
        for table in self._subscription.copy_tables:
            session.execute(sa.delete(table))
        for table in (inbox_positions, inbox_table, waiting_events):
            session.execute(sa.delete(table).where(table.c.source.in_(sorted(self._subscription.sources))))
        position: int = 0
        while rows := self._page(session, position):
            position = rows[-1]["position"]
            arrivals = [read_text(row["body"], self._subscription.handlers) for row in rows]
            Batch(session, self._subscription, self._clock.now()).apply(arrivals)
            # The one place where a transaction yields: readers see the old copy, writers wait for the lock.
            time.sleep(0)

    def _page(self, session: Session, position: int) -> Sequence[sa.RowMapping]:
        columns = rebuild_events.c
        query = sa.select(columns.position, columns.body).where(columns.position > position)
        return session.execute(query.order_by(columns.position).limit(PAGE)).mappings().all()

    def _end(self, session: Session, rebuild_id: str, status: str, reason: str | None) -> None:
        session.execute(
            sa.update(rebuilds)
            .where(rebuilds.c.id == rebuild_id)
            .values(status=status, reason=reason, finished=self._clock.now())
        )
        session.execute(sa.delete(rebuild_events))


def progress(session: Session, rebuild_id: str) -> dict[str, object] | None:
    """Its status, its failure's reason, the events kept aside; None when there is no such rebuild."""
    row = session.execute(
        sa.select(rebuilds.c.status, rebuilds.c.reason).where(rebuilds.c.id == rebuild_id).limit(1)
    ).one_or_none()
    if row is None:
        return None
    staged = session.scalar(sa.select(sa.func.count()).select_from(rebuild_events))
    return {"status": row[0], "reason": row[1], "events": staged}


def end_of_resend(text: str | bytes) -> tuple[str, str, int] | None:
    """(rebuild id, source, number of events) of a source's closing message; None when it cannot be read."""
    try:
        message = json.loads(text)
        return str(message["rebuild"]), str(message["source"]), int(message["events"])
    except (ValueError, KeyError, TypeError):
        return None
