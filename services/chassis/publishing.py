"""Publishing with confirms in batches, on a connection of its own, never without a time limit."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import amqp
from amqp import spec
from amqp.method_framing import frame_writer
from amqp.serialization import dumps
from kombu import Connection, Exchange

from services.chassis.bus import connect, speaking, with_write_timeout

CONFIRM_TIMEOUT_SECONDS = 10.0
PERSISTENT = 2
METHOD_FRAME = 1
WRITE_BYTES = 256_000


class NotConfirmed(amqp.RecoverableConnectionError):
    """The bus did not confirm in time, or said no: what was sent may or may not have arrived."""


@dataclass(frozen=True)
class Outgoing:
    """One message on its way out."""

    exchange: str
    routing_key: str
    body: str
    content_type: str
    headers: dict[str, Any] = field(default_factory=dict)


class _Frames:
    """Stands where py-amqp expects a socket: a batch goes out in a few writes, not one for each message."""

    def __init__(self) -> None:
        self.written = bytearray()

    def write(self, data: bytes | memoryview) -> None:
        """Keep a copy: py-amqp uses its buffer again."""
        self.written += data


@lru_cache
def _publish_arguments(exchange: str, routing_key: str) -> bytes:
    arguments: bytes = dumps("Bssbb", (0, exchange, routing_key, True, False))
    return arguments


class ConfirmingPublisher:
    """Connects when first needed; after any error of the bus, `close` it and publish the batch again."""

    def __init__(self, uri: str, declare: Sequence[Exchange] = ()) -> None:
        self._uri = uri
        self._declare = declare
        self._connection: Connection | None = None
        self._channel: Any = None
        self._frames = _Frames()
        self._write_frame: Any = None
        self._next_tag = 1
        self._unconfirmed: set[int] = set()
        self._refused = False
        self._returned = 0

    def publish(self, messages: Sequence[Outgoing]) -> int:
        """Send them and wait until all are confirmed; how many of them no queue wanted.

        Raises one of BUS_ERRORS: then some may have arrived, and all must be sent again.
        """
        with speaking():
            if self._connection is None:
                self._open()
            self._returned = 0
            for message in messages:
                self._send(message)
            self._flush()
            self._wait_for_confirms()
        return self._returned

    def keep_alive(self) -> None:
        """Answer and send heartbeats; call it every few seconds while there is nothing to publish."""
        if self._connection is not None:
            with speaking():
                with suppress(TimeoutError):
                    self._connection.drain_events(timeout=0.001)
                self._connection.heartbeat_check()

    def close(self) -> None:
        """Drop the connection without a word: a frozen broker would not answer a goodbye."""
        connection, self._connection, self._channel = self._connection, None, None
        if connection is not None:
            connection.collect(socket_timeout=1)

    def _open(self) -> None:
        self._connection = with_write_timeout(connect(self._uri))
        self._channel = self._connection.channel()
        for exchange in self._declare:
            exchange(self._channel).declare()
        self._channel.confirm_select()
        self._channel.events["basic_ack"].add(self._on_ack)
        self._channel.events["basic_nack"].add(self._on_nack)
        self._channel.events["basic_return"].add(self._on_return)
        self._frames = _Frames()
        self._write_frame = frame_writer(self._connection.connection, self._frames)
        self._next_tag, self._refused = 1, False
        self._unconfirmed.clear()

    def _send(self, message: Outgoing) -> None:
        packed = amqp.Message(
            message.body,
            content_type=message.content_type,
            content_encoding="utf-8",
            delivery_mode=PERSISTENT,
            application_headers=message.headers,
        )
        arguments = _publish_arguments(message.exchange, message.routing_key)
        self._write_frame(METHOD_FRAME, self._channel.channel_id, spec.Basic.Publish, arguments, packed)
        self._unconfirmed.add(self._next_tag)
        self._next_tag += 1
        if len(self._frames.written) > WRITE_BYTES:
            self._flush()

    def _flush(self) -> None:
        assert self._connection is not None
        written, self._frames.written = self._frames.written, bytearray()
        self._connection.connection.transport.write(written)

    def _wait_for_confirms(self) -> None:
        assert self._connection is not None
        give_up = time.monotonic() + CONFIRM_TIMEOUT_SECONDS
        while self._unconfirmed:
            left = give_up - time.monotonic()
            if left <= 0:
                raise NotConfirmed("no confirm in time")
            try:
                self._connection.drain_events(timeout=left)
            except TimeoutError:
                raise NotConfirmed("no confirm in time") from None
        if self._refused:
            raise NotConfirmed("refused by the bus")

    def _on_ack(self, tag: int, multiple: bool) -> None:
        if multiple:
            self._unconfirmed = {waiting for waiting in self._unconfirmed if waiting > tag}
        else:
            self._unconfirmed.discard(tag)

    def _on_nack(self, tag: int, multiple: bool) -> None:
        self._refused = True
        self._on_ack(tag, multiple)

    def _on_return(self, *_: Any) -> None:
        self._returned += 1
