"""Taking events in: batches in one transaction; when a batch fails for good, one by one."""

from collections.abc import Callable, Sequence
from functools import partial

from sqlalchemy.orm import Session

from services.chassis import inbox, rebuilding, resends
from services.chassis.applying import Batch, Offender
from services.chassis.clock import Clock
from services.chassis.crash_points import crash_point
from services.chassis.database import Database
from services.chassis.logs import logger
from services.chassis.metrics import CONFLICTS, EVENTS_APPLIED, EVENTS_DUPLICATE, INBOX_LAG, LAST_APPLIED
from services.chassis.received_events import Arrived, Unreadable
from services.chassis.subscription import Subscription
from services.chassis.transient import is_transient

_log = logger(__name__)


class Intake:
    """The database half of a subscription."""

    def __init__(
        self, subscription: Subscription, database: Database, clock: Clock, after_commit: Callable[[], None]
    ) -> None:
        self.subscription = subscription
        self.taken_in: Callable[[], None] = lambda: None  # called after every batch
        self._after_commit = after_commit
        self._database = database
        self._clock = clock

    def take_in(self, arrivals: Sequence[Arrived | Unreadable]) -> None:
        """Apply each event once, or park it. Raises only what passes by itself: then nothing was done."""
        try:
            self._in_one_transaction(arrivals)
        except Exception as error:
            if is_transient(error):
                raise
            _log.warning("batch failed, taking its events one by one", events=len(arrivals), exc_info=error)
            for arrived in arrivals:
                self._alone(arrived)

    def release(self) -> None:
        """Apply what waits although nothing is missing before it any more."""
        with self._database.reading() as session:
            places = resends.releasable(session)
        for place in sorted(places):
            self._parking_offenders(partial(self._release, place))

    def _in_one_transaction(self, arrivals: Sequence[Arrived | Unreadable], singly: bool = False) -> None:
        with self._database.transaction() as session:
            batch = self._batch(session, singly)
            batch.apply(arrivals)
            rebuilding.stage(session, arrivals)
            wrote_events = session.info.get("wrote_events", False)
            crash_point("before_inbox_commit")
        if wrote_events:
            self._after_commit()
        self.taken_in()
        self._count(batch, arrivals)

    def _release(self, place: inbox.Place) -> None:
        with self._database.transaction() as session:
            self._batch(session, singly=True).release([place])
        self.taken_in()

    def _batch(self, session: Session, singly: bool = False) -> Batch:
        inbox.hold(session)
        return Batch(session, self.subscription, self._clock.now(), singly)

    def _alone(self, arrived: Arrived | Unreadable) -> None:
        try:
            self._parking_offenders(partial(self._in_one_transaction, [arrived], singly=True))
        except Exception as error:
            if is_transient(error):
                raise
            self._set_aside(arrived, error)

    def _parking_offenders(self, work: Callable[[], None]) -> None:
        """Each failure of a handler parks the event it failed on, so this ends."""
        while True:
            try:
                return work()
            except Offender as offender:
                if is_transient(offender.cause):
                    raise offender.cause from None
                self._set_aside(offender.arrived, offender.cause)

    def _set_aside(self, arrived: Arrived | Unreadable, cause: Exception) -> None:
        """Park it; when even that fails, everything but its body: it must not hold up all others."""
        place = arrived.event and (arrived.event.type, arrived.event.stream, arrived.event.sequence)
        _log.error("event parked", event_place=place, exc_info=cause)
        try:
            self._park(arrived, cause)
        except Exception as error:
            if is_transient(error):
                raise
            _log.error("event cannot be kept: parked without its body", event_place=place, exc_info=error)
            self._park(arrived, cause, with_body=False)

    def _park(self, arrived: Arrived | Unreadable, cause: Exception, with_body: bool = True) -> None:
        with self._database.transaction() as session:
            batch = self._batch(session)
            if isinstance(arrived, Unreadable):
                batch.park_unreadable(arrived, with_body)
            else:
                batch.park(arrived, f"the handler failed: {type(cause).__name__}", with_body)
            if with_body:
                rebuilding.stage(session, [arrived])

    def _count(self, batch: Batch, arrivals: Sequence[Arrived | Unreadable]) -> None:
        if batch.conflicts:
            _log.error(
                "another history of the same stream arrived: was a source restored?", events=batch.conflicts
            )
        now = self._clock.now()
        LAST_APPLIED.set(now.timestamp())
        last = next((a.event for a in reversed(arrivals) if isinstance(a, Arrived)), None)
        if last is not None:
            EVENTS_APPLIED.labels(last.source).inc(batch.applied)
            EVENTS_DUPLICATE.labels(last.source).inc(batch.duplicates)
            CONFLICTS.labels(last.source).inc(batch.conflicts)
            INBOX_LAG.labels(last.source).set((now - last.recorded_time).total_seconds())
