"""The relay: publishes, in the order of storing, what the bus has not confirmed yet."""

from collections.abc import Sequence
from threading import Event

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from services.chassis.bus import BUS_ERRORS, events_exchange
from services.chassis.crash_points import crash_point
from services.chassis.database import Database
from services.chassis.event_store import envelope
from services.chassis.leases import Lease
from services.chassis.logs import logger
from services.chassis.metrics import EVENTS_PUBLISHED, EVENTS_UNROUTABLE
from services.chassis.publishing import ConfirmingPublisher, Outgoing
from services.chassis.tables import events, outbox
from services.contracts.events import CONTENT_TYPE

BATCH = 200
BATCH_CHARACTERS = 4_000_000
SWEEP_SECONDS = 1.0
LONGEST_BACK_OFF_SECONDS = 30.0

# Asked for every batch: written once, as that takes longer than asking it.
_OLDEST = (
    sa.select(events)
    .join(outbox, outbox.c.position == events.c.position)
    .order_by(outbox.c.position)
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_TAKE_OUT = sa.delete(outbox).where(outbox.c.position.in_(sa.bindparam("positions", expanding=True)))

_log = logger(__name__)


class Relay:
    """One per instance; of all instances of a service the one that holds the lease publishes."""

    def __init__(self, service: str, database: Database, amqp_uri: str) -> None:
        self._service = service
        self._database = database
        self._exchange = events_exchange(service)
        self._publisher = ConfirmingPublisher(amqp_uri, [self._exchange])
        self._lease = Lease(database, "relay")
        self._wake = Event()
        self._stopping = Event()
        self._limit = BATCH
        self._failures = 0

    def wake(self) -> None:
        """Something was committed."""
        self._wake.set()

    def run(self) -> None:
        """The loop: woken by commits, and looking for leftovers every second."""
        while not self._stopping.is_set():
            if not self._turn():
                self._wake.wait(self._pause())
                self._wake.clear()
        self._turn()  # what was committed while stopping
        self._publisher.close()
        self._hand_over()

    def _hand_over(self) -> None:
        try:
            self._lease.release()
        except SQLAlchemyError as error:
            _log.warning("lease runs out by itself", exc_info=error)

    def stop(self) -> None:
        """End the loop after one last look; let another instance take over."""
        self._stopping.set()
        self._wake.set()

    def _pause(self) -> float:
        return float(min(SWEEP_SECONDS * 2 ** min(self._failures, 10), LONGEST_BACK_OFF_SECONDS))

    def _turn(self) -> bool:
        """Publish a batch if this instance may; whether there is probably more."""
        limit = self._limit
        try:
            published = self.publish_batch() if self._lease.held() else 0
            if published == 0:
                self._publisher.keep_alive()
        except BUS_ERRORS as error:
            self._failed("bus", error)
            return False
        except SQLAlchemyError as error:
            self._failed("database", error)
            return False
        self._failures = 0
        return 0 < published == limit  # whoever commits meanwhile wakes it again

    def _failed(self, what: str, error: BaseException) -> None:
        """What was sent may have arrived: it is sent again, one at first, and consumers know it by its id."""
        self._failures += 1
        self._limit = 1
        _log.warning("publishing failed", what=what, failures=self._failures, exc_info=error)
        self._publisher.close()

    def publish_batch(self) -> int:
        """Publish the oldest of the outbox and take it out; how many events that were."""
        rows = self._oldest()
        if not rows:
            return 0
        messages = [self._message(row) for row in rows]
        unroutable = self._publisher.publish(messages)
        crash_point("after_publish")
        with self._database.transaction() as session:
            session.execute(_TAKE_OUT, {"positions": [row["position"] for row in rows]})
        EVENTS_PUBLISHED.inc(len(rows))
        EVENTS_UNROUTABLE.inc(unroutable)
        self._adapt(sum(len(message.body) for message in messages) // len(messages))
        return len(rows)

    def _adapt(self, characters_each: int) -> None:
        """Large events (an import's chunks) go in smaller batches, so that memory stays bounded."""
        self._limit = max(1, min(BATCH, BATCH_CHARACTERS // max(characters_each, 1)))

    def _oldest(self) -> Sequence[sa.RowMapping]:
        with self._database.reading() as session:
            return session.execute(_OLDEST, {"most": self._limit}).mappings().all()

    def _message(self, row: sa.RowMapping) -> Outgoing:
        return Outgoing(self._exchange.name, row["type"], envelope(row, self._service), CONTENT_TYPE)
