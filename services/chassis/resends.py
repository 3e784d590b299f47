"""Asking a source for events again: which streams have had a gap for too long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis import inbox, rebuilding
from services.chassis.storing import insert_new
from services.chassis.tables import inbox_positions, resends_wanted, sources_followed, waiting_events
from services.contracts import names

PATIENCE = timedelta(seconds=30)
LONGEST_BACK_OFF = timedelta(hours=1)
EVERYTHING = ""
RESEND_HEADER = "memberzone-resend"
RESEND_ENDED_HEADER = "memberzone-resend-ended"
# On a page of events for a rebuild: whose they are, and which of its pages.
PAGE_SOURCE_HEADER = "memberzone-page-source"
PAGE_NUMBER_HEADER = "memberzone-page-number"

_ANY_WAITING = sa.select(sa.literal(1)).select_from(waiting_events).limit(1)
_ANY_WANTED = sa.select(sa.literal(1)).select_from(resends_wanted).limit(1)


@dataclass(frozen=True)
class Wish:
    """One question to a source. `rebuild` is set when the events are for a rebuild."""

    source: str
    stream: str
    from_sequence: int
    rebuild: str | None = None

    def to_wire(self, service: str) -> dict[str, object]:
        """The body of the message on the exchange `resend`."""
        return {
            "consumer": service,
            "queue": names.subscription_queue(service),
            "stream": self.stream or None,
            "from_sequence": self.from_sequence,
            "rebuild": self.rebuild,
            "pages": True,
        }


def follow(session: Session, sources: frozenset[str], now: datetime, *, afresh: bool) -> None:
    """Want everything of sources that were not followed before; of all of them `afresh`: the queue is new."""
    followed = sources_followed.c.source
    known = set(session.scalars(sa.select(followed)))
    want_everything(session, sources if afresh else sources - known, now)
    insert_new(session, sources_followed, [{"source": s, "since": now} for s in sorted(sources - known)])
    session.execute(sa.delete(sources_followed).where(followed.not_in(sorted(sources))))


def want_everything(session: Session, sources: frozenset[str], now: datetime) -> None:
    """Whatever these sources published before is asked for."""
    rows = [{"source": s, "stream": EVERYTHING, "times_asked": 0, "next_time": now} for s in sorted(sources)]
    insert_new(session, resends_wanted, rows)


def nothing_to_do(session: Session, now: datetime) -> bool:
    """Whether no event waits, none is wanted and no rebuild has a question for its sources."""
    return (
        session.scalar(_ANY_WAITING) is None
        and session.scalar(_ANY_WANTED) is None
        and not rebuilding.unasked(session, now)
    )


def releasable(session: Session) -> set[inbox.Place]:
    """Streams in which something waits although nothing is missing before it any more."""
    waiting, reached = waiting_events.c, inbox_positions.c
    query = (
        sa.select(waiting.source, waiting.stream)
        .distinct()
        .join_from(waiting_events, inbox_positions, _same_stream(), isouter=True)
        .where(waiting.sequence <= sa.func.coalesce(reached.sequence, 0) + 1)
    )
    places = {(source, stream) for source, stream in session.execute(query)}
    return places - set(inbox.stopped(session, places))


def _same_stream() -> sa.ColumnElement[bool]:
    waiting, reached = waiting_events.c, inbox_positions.c
    return sa.and_(waiting.source == reached.source, waiting.stream == reached.stream)


def note_gaps(session: Session, now: datetime, patience: timedelta) -> None:
    """Want streams again in which an event has waited longer than `patience`; forget those that are whole."""
    columns = waiting_events.c
    oldest = sa.select(columns.source, columns.stream).group_by(columns.source, columns.stream)
    gaps = {
        (s, t)
        for s, t in session.execute(oldest.having(sa.func.min(columns.received_time) <= now - patience))
    }
    gaps -= set(inbox.stopped(session, gaps))
    rows = [{"source": s, "stream": t, "times_asked": 0, "next_time": now} for s, t in sorted(gaps)]
    insert_new(session, resends_wanted, rows)
    still = sa.exists().where(
        columns.source == resends_wanted.c.source, columns.stream == resends_wanted.c.stream
    )
    session.execute(sa.delete(resends_wanted).where(resends_wanted.c.stream != EVERYTHING, ~still))


def due(session: Session, now: datetime) -> list[Wish]:
    """What is to be asked now."""
    wanted = resends_wanted.c
    rows = session.execute(sa.select(wanted.source, wanted.stream).where(wanted.next_time <= now)).all()
    places = [(source, stream) for source, stream in rows]
    reached = inbox.positions(session, places)
    wishes = [Wish(source, stream, reached.get((source, stream), 0) + 1) for source, stream in places]
    unasked = rebuilding.unasked(session, now)
    return wishes + [Wish(source, EVERYTHING, 1, rebuild) for rebuild, source in unasked]


def was_asked(session: Session, wish: Wish, now: datetime) -> None:
    """The source has the question: everything is asked for once, a gap again and again, ever more rarely."""
    if wish.rebuild is not None:
        rebuilding.mark_asked(session, wish.rebuild, wish.source, now)
        return
    wanted = resends_wanted.c
    here = (wanted.source == wish.source, wanted.stream == wish.stream)
    if wish.stream == EVERYTHING:
        session.execute(sa.delete(resends_wanted).where(*here))
        return
    times = session.scalar(sa.select(wanted.times_asked).where(*here)) or 0
    pause = min(PATIENCE * 2**times, LONGEST_BACK_OFF)
    session.execute(
        sa.update(resends_wanted).where(*here).values(times_asked=times + 1, next_time=now + pause)
    )
