"""The bus half of a subscription: one queue, batches, acknowledged only after the commit."""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event
from typing import Any

from kombu import Connection

from services.chassis import rebuilding, resends
from services.chassis.asking import Asking
from services.chassis.bus import DELIVERY_LIMIT, connect, with_write_timeout
from services.chassis.clock import Clock
from services.chassis.crash_points import crash_point
from services.chassis.database import Database
from services.chassis.deliveries import Deliveries, declare, is_declared
from services.chassis.heartbeats import Heartbeats
from services.chassis.intake import Intake
from services.chassis.logs import logger
from services.chassis.page_intake import PageIntake, is_page
from services.chassis.received_events import Arrived, Unreadable, read
from services.chassis.refilling import Rebuilder
from services.chassis.transient import is_transient

LONGEST_BACK_OFF_SECONDS = 30.0
GAVE_UP = f"the bus gave up after {DELIVERY_LIMIT} deliveries"

_log = logger(__name__)


class Consumer:
    """Consumes until it is stopped. Of all instances of a service the bus feeds one at a time."""

    def __init__(
        self, service: str, amqp_uri: str, intake: Intake, asking: Asking, database: Database, clock: Clock
    ) -> None:
        self._service = service
        self._uri = amqp_uri
        self._intake = intake
        self._asking = asking
        self._database = database
        self._clock = clock
        self._pages = PageIntake(intake, database, clock)
        self._rebuilder = Rebuilder(intake.subscription, database, clock)
        self._stopping = Event()
        self._failures = 0

    def run(self) -> None:
        """The loop: connect and consume; after a failure wait, longer each time, and connect again."""
        while not self._stopping.is_set():
            try:
                self._consume_on_a_new_connection()
            except Exception as error:
                self._back_off("consuming failed", error)
        self._asking.close()
        self._rebuilder.close()

    def stop(self) -> None:
        """Finish the batch in hand; everything else goes back to the queue."""
        self._stopping.set()

    def _back_off(self, what: str, error: Exception) -> None:
        self._failures += 1
        _log.warning(what, failures=self._failures, exc_info=error)
        self._stopping.wait(min(0.1 * 2 ** min(self._failures, 10), LONGEST_BACK_OFF_SECONDS))

    def _consume_on_a_new_connection(self) -> None:
        connection = with_write_timeout(connect(self._uri))
        heartbeats = Heartbeats(connection)
        try:
            self._declare(connection)
            deliveries = Deliveries(connection, self._service, self._stopping)
            while not self._stopping.is_set():
                self._turn(deliveries)
        finally:
            heartbeats.stop()
            connection.collect(socket_timeout=1)

    def _declare(self, connection: Connection) -> None:
        """A queue or a binding that was not there before has missed what was published till now."""
        sources = self._intake.subscription.sources
        is_new = not is_declared(connection, self._service)
        with self._database.transaction() as session:
            resends.follow(session, sources, self._clock.now(), afresh=is_new)
        declare(connection, self._service, sources)

    def _turn(self, deliveries: Deliveries) -> None:
        """One batch, or what is to be done while there is nothing to take in."""
        batch = deliveries.next_batch(patiently=not self._rebuilder.is_filling)
        if batch:
            self._patiently(partial(self._take_in, batch))
            crash_point("before_ack")
            deliveries.acknowledge(batch)
        for message in deliveries.take_dead():
            self._patiently(partial(self._take_in_dead, message))
            message.channel.basic_ack(message.delivery_info["delivery_tag"])
        self._patiently(self._rebuilder.go_on)
        self._patiently(self._asking.sweep)
        self._failures = 0

    def _patiently(self, work: Callable[[], None]) -> None:
        """Until the database is well again; nothing is acknowledged meanwhile, and nothing is given back."""
        while True:
            try:
                return work()
            except Exception as error:
                if not is_transient(error) or self._stopping.is_set():
                    raise
                self._back_off("the database does not take events in", error)

    def _take_in(self, batch: Sequence[Any]) -> None:
        alone = [message for message in batch if not (_closes_resend(message) or is_page(message))]
        if alone:
            self._apply([self._read(message) for message in alone])
        self._pages.take_in(filter(is_page, batch))
        for message in filter(_closes_resend, batch):
            self._end_resend(message)

    def _take_in_dead(self, message: Any) -> None:
        if _closes_resend(message):
            self._end_resend(message)
            return
        if is_page(message):
            self._pages.take_in_dead(message, GAVE_UP)
            return
        arrived = self._read(message)
        reason = arrived.reason if isinstance(arrived, Unreadable) else GAVE_UP
        self._apply([Unreadable(reason, arrived.text, arrived.event, arrived.rebuild)])

    def _apply(self, arrivals: Sequence[Arrived | Unreadable]) -> None:
        self._intake.take_in(arrivals)
        if any(arrived.rebuild is not None for arrived in arrivals):
            with self._database.transaction() as session:
                rebuilding.count_arrived(session, arrivals, self._clock.now())

    def _end_resend(self, message: Any) -> None:
        closing = rebuilding.end_of_resend(message.body)
        if closing is None:
            self._intake.take_in([Unreadable("it does not end a resend", str(message.body))])
            return
        with self._database.transaction() as session:
            rebuilding.source_ended(session, *closing)

    def _read(self, message: Any) -> Arrived | Unreadable:
        handled = self._intake.subscription.handlers
        rebuild = (message.headers or {}).get(resends.RESEND_HEADER)
        return read(message.body, message.properties.get("content_type"), handled, rebuild)


def _closes_resend(message: Any) -> bool:
    return resends.RESEND_ENDED_HEADER in (message.headers or {})
