"""Making a copy again from what a rebuild has kept aside, beside the copy that goes on answering.

The same handlers fill stand-ins of their tables, page by page, while everybody goes on reading and writing.
One transaction at the end puts the new copy in the place of the old.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis import inbox, pages, rebuilding
from services.chassis.applying import Batch
from services.chassis.clock import Clock
from services.chassis.crash_points import crash_point
from services.chassis.database import Database
from services.chassis.logs import logger
from services.chassis.parking import EVENT
from services.chassis.received_events import read_text
from services.chassis.stand_ins import StandIns
from services.chassis.subscription import Subscription
from services.chassis.tables import inbox as inbox_table
from services.chassis.tables import inbox_positions, parked_messages, rebuild_events, waiting_events
from services.chassis.transient import is_transient

PAGE = 400
PAGE_CHARACTERS = 200_000
CLEARED_CHARACTERS = 2_000_000
TURN_SECONDS = 0.5

_OF_SOURCES = (inbox_positions, inbox_table, waiting_events)

_log = logger(__name__)


class Overtaken(Exception):
    """What was filled is of no use: another instance was first, or a person decided about a parked event."""


class Refill:
    """One attempt: the stand-ins, and how far they are filled. After any exception it is of no more use."""

    def __init__(self, rebuild_id: str, subscription: Subscription, database: Database, clock: Clock) -> None:
        self.rebuild_id = rebuild_id
        self._subscription = subscription
        self._gathering = replace(subscription, handlers={**subscription.handlers, **subscription.gathering})
        self._clock = clock
        self._position = 0
        self._concluded: Any = None
        self._is_whole = False
        tables = (*subscription.copy_tables, *_OF_SOURCES, parked_messages)
        self._stand_ins = StandIns(database, tables)

    def fill_page(self) -> bool:
        """Apply the next page, or conclude a little more; False when there is nothing to do."""
        is_concluding = self._concluded is not None
        if not is_concluding and self._apply_page():
            return True
        if not self._is_whole:
            self._conclude()
            return not self._is_whole
        return False

    def _conclude(self) -> None:
        """What comes meanwhile waits until all is concluded, and is then applied as it is at any time."""
        with self._stand_ins.filling() as session:
            self._concluded = self._subscription.conclude(session, self._concluded, self._clock.now())
        self._is_whole = self._concluded is None

    def _apply_page(self) -> bool:
        subscription = self._subscription if self._is_whole else self._gathering
        with self._stand_ins.filling() as session:
            last = _end_of_page(session, self._position, PAGE_CHARACTERS)
            if not last:
                return False
            texts = list(self._texts(session, last))
            self._learn_what_is_parked(session)
            arrivals = [read_text(text, subscription.handlers) for text in texts]
            Batch(session, subscription, self._clock.now()).apply(arrivals)
        self._position = last
        crash_point("after_rebuild_page")
        return True

    def _texts(self, session: Session, last: int) -> Iterator[str]:
        columns = rebuild_events.c
        query = sa.select(columns.stream, columns.body).where(
            columns.position > self._position,
            columns.position <= last,
            columns.sequence != rebuilding.NO_EVENT,
        )
        for stream, body in session.execute(query.order_by(columns.position)):
            yield from pages.texts_of(body) if stream == rebuilding.PAGES else [body]

    def _learn_what_is_parked(self, session: Session) -> None:
        """After the page was read: an event is parked when it is kept aside, or before."""
        real = self._stand_ins.real(parked_messages)
        known = sa.select(parked_messages.c.id)
        columns = [column.name for column in real.columns]
        new = sa.select(real).where(real.c.kind == EVENT, real.c.id.not_in(known))
        session.execute(sa.insert(parked_messages).from_select(columns, new))

    def change_over(self) -> bool:
        """Put the new copy in the place of the old; False when more has come. Raises Overtaken."""
        with self._stand_ins.taking_over() as session:
            inbox.hold(session)
            if rebuilding.running_rebuild(session) != self.rebuild_id or self._has_been_decided(session):
                raise Overtaken
            if _end_of_page(session, self._position, PAGE_CHARACTERS):
                return False
            self._take_over(session)
            rebuilding.end(session, self.rebuild_id, rebuilding.DONE, self._clock.now())
            crash_point("before_rebuild_commit")
        return True

    def _has_been_decided(self, session: Session) -> bool:
        """Whether a person has meanwhile replayed or discarded what the new copy knows as parked."""
        real, ours = self._stand_ins.real(parked_messages).alias("there").c, parked_messages.alias("here").c
        query = sa.select(ours.id).where(real.id == ours.id, real.status != ours.status)
        return session.scalar(query.limit(1)) is not None

    def _take_over(self, session: Session) -> None:
        real = self._stand_ins.real
        for table in self._subscription.copy_tables:
            session.execute(sa.delete(real(table)))
        for table in reversed(self._subscription.copy_tables):
            self._stand_ins.add(session, table)
        sources = sorted(self._subscription.sources)
        for table in _OF_SOURCES:
            session.execute(sa.delete(real(table)).where(real(table).c.source.in_(sources)))
            self._stand_ins.add(session, table)
        there = sa.select(real(parked_messages).c.id)
        self._stand_ins.add(session, parked_messages, parked_messages.c.id.not_in(there))

    def close(self) -> None:
        """Forget what was filled."""
        self._stand_ins.close()


class Rebuilder:
    """Takes rebuilds a little further, between other work."""

    def __init__(self, subscription: Subscription, database: Database, clock: Clock) -> None:
        self._subscription = subscription
        self._database = database
        self._clock = clock
        self._refill: Refill | None = None
        self._is_cleared = False

    @property
    def is_filling(self) -> bool:
        """Whether there is more to do at once."""
        return self._refill is not None

    def go_on(self) -> None:
        """For half a second. A failure leaves the old copy as it is; raises only what passes by itself."""
        with self._database.reading() as session:
            rebuild_id = rebuilding.running_rebuild(session)
            complete = rebuild_id is not None and rebuilding.is_complete(session)
            waits = rebuild_id is not None and not complete
            hopeless = waits and rebuilding.is_hopeless(session, self._clock.now())
        if rebuild_id is None:
            self._clear_up()
            return
        self._is_cleared = False
        if hopeless:
            self._fail(rebuild_id, "its sources have sent nothing for too long")
        elif complete:
            self._fill(rebuild_id)

    def _fill(self, rebuild_id: str) -> None:
        over = self._clock.monotonic() + TURN_SECONDS
        try:
            refill = self._begun(rebuild_id)
            while refill.fill_page():
                if self._clock.monotonic() > over:
                    return
                time.sleep(0)  # lets other green threads have their turn
            if refill.change_over():
                _log.info("copy rebuilt", rebuild=rebuild_id)
                self.close()
        except Overtaken:
            self.close()
        except Exception as error:
            self.close()
            if is_transient(error):
                raise
            _log.error("rebuild failed", rebuild=rebuild_id, exc_info=error)
            self._fail(rebuild_id, type(error).__name__)

    def _begun(self, rebuild_id: str) -> Refill:
        if self._refill is None or self._refill.rebuild_id != rebuild_id:
            self.close()
            self._refill = Refill(rebuild_id, self._subscription, self._database, self._clock)
        return self._refill

    def _fail(self, rebuild_id: str, reason: str) -> None:
        with self._database.transaction() as session:
            rebuilding.end(session, rebuild_id, rebuilding.FAILED, self._clock.now(), reason)

    def _clear_up(self) -> None:
        """Remove what a rebuild that is over had kept aside."""
        self.close()
        over = self._clock.monotonic() + TURN_SECONDS
        while not self._is_cleared and self._clock.monotonic() <= over:
            with self._database.reading() as session:
                last = _end_of_page(session, 0, CLEARED_CHARACTERS)
            if not last:
                self._is_cleared = True
                return
            with self._database.transaction() as session:
                if rebuilding.running_rebuild(session) is None:
                    session.execute(sa.delete(rebuild_events).where(rebuild_events.c.position <= last))
            time.sleep(0)

    def close(self) -> None:
        """Forget what was filled; whoever goes on begins again."""
        refill, self._refill = self._refill, None
        if refill is not None:
            refill.close()


def _end_of_page(session: Session, position: int, characters: int) -> int:
    """The last position of a page of about so many characters behind `position`; 0 when nothing is there."""
    columns = rebuild_events.c
    query = sa.select(columns.position, columns.characters).where(columns.position > position)
    last = 0
    for found, length in session.execute(query.order_by(columns.position).limit(PAGE)):
        last, characters = found, characters - length
        if characters <= 0:
            break
    return last
