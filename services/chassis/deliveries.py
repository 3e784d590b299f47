"""A consumer's queue as batches: one message at first, many once it is known that none of them kills."""

import time
from collections.abc import Sequence
from threading import Event
from typing import Any

from amqp.exceptions import NotFound, RecoverableConnectionError
from kombu import Connection

from services.chassis.bus import dead_letter_queue, events_exchange, subscription_queue

BATCH = 200
BATCH_BYTES = 4_000_000
PREFETCH = 400
IDLE_SECONDS = 0.02
WAIT_SECONDS = 0.5
DEAD_AT_ONCE = 10
SILENCE_SECONDS = 10.0


def is_declared(connection: Connection, service: str) -> bool:
    """Whether the service's queue is there already."""
    channel = connection.connection.channel()
    try:
        channel.queue_declare(subscription_queue(service).name, passive=True)
    except NotFound:
        return False  # the bus has closed the channel
    channel.close()
    return True


def declare(connection: Connection, service: str, sources: frozenset[str]) -> None:
    """The queue, what it leaves undelivered, and its binding to every source."""
    with connection.channel() as channel:
        dead_letter_queue(service)(channel).declare()
        queue = subscription_queue(service)(channel)
        queue.declare()
        for source in sorted(sources):
            exchange = events_exchange(source)(channel)
            exchange.declare()
            queue.bind_to(exchange, routing_key="#")


class Deliveries:
    """Consumes a declared queue and its dead letters on one connection."""

    def __init__(self, connection: Connection, service: str, stopping: Event) -> None:
        self._connection = connection
        self._queue = subscription_queue(service).name
        self._stopping = stopping
        self._waiting: list[Any] = []
        self._dead: list[Any] = []
        # What kills the process is delivered alone after a restart: only its own deliveries count.
        self._carefully = True
        self._silent_since, self._held_back = time.monotonic(), 0
        self._channel = self._consume(prefetch=1)
        dead_channel = connection.connection.channel()
        dead_channel.basic_qos(0, DEAD_AT_ONCE, False)
        dead_channel.basic_consume(dead_letter_queue(service).name, callback=self._dead.append)

    def _consume(self, prefetch: int) -> Any:
        channel = self._connection.connection.channel()
        channel.basic_qos(0, prefetch, False)
        channel.basic_consume(self._queue, callback=self._waiting.append)
        return channel

    def next_batch(self, patiently: bool = True) -> list[Any]:
        """Up to a full batch, or what is there when nothing more comes for a moment; maybe none.

        Not `patiently`: there is other work, and nothing to wait for.

        RecoverableConnectionError when the bus holds messages back for long.
        """
        wait, size, seen = WAIT_SECONDS if patiently else 0.001, 0, 0
        while len(self._waiting) < BATCH and size < BATCH_BYTES and not self._stopping.is_set():
            try:
                self._connection.drain_events(timeout=0.001 if self._dead else wait)
            except TimeoutError:
                self._connection.heartbeat_check()
                break
            size += sum(len(message.body) for message in self._waiting[seen:])
            seen = len(self._waiting)
            if self._waiting:
                wait = 0.001 if self._carefully else IDLE_SECONDS
        batch, self._waiting[:] = list(self._waiting), []
        if batch:
            self._silent_since, self._held_back = time.monotonic(), 0
        elif time.monotonic() - self._silent_since > SILENCE_SECONDS:
            self._see_that_nothing_is_held_back()
        return batch

    def _see_that_nothing_is_held_back(self) -> None:
        """A quorum queue may lose sight of its one active consumer after others have died: then come anew.

        An instance that stands by while another is at work may come anew, too, which harms nobody.
        """
        held_back = self._channel.queue_declare(self._queue, passive=True).message_count
        if 0 < self._held_back <= held_back:
            raise RecoverableConnectionError("the bus holds messages and delivers none")
        self._silent_since, self._held_back = time.monotonic(), held_back

    def acknowledge(self, batch: Sequence[Any]) -> None:
        """All of the batch is done for good."""
        self._channel.basic_ack(batch[-1].delivery_info["delivery_tag"], multiple=True)
        # Redelivered: somebody died with these in hand. Stay careful until all of those are through.
        if self._carefully and not any(message.delivery_info["redelivered"] for message in batch):
            self._carefully = False
            # A new channel: RabbitMQ 3.10 may forget a consumer that leaves and comes back on the same one.
            self._channel.close()
            self._waiting.clear()  # what came meanwhile comes again
            self._channel = self._consume(PREFETCH)

    def take_dead(self) -> list[Any]:
        """What the bus gave up delivering; acknowledge each with `message.channel`."""
        dead, self._dead[:] = list(self._dead), []
        return dead
