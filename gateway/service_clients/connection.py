"""One connection to the broker with its own reply queue, speaking Nameko's RPC; for one thread at a time.

Not Nameko's ClusterRpcProxy: against a frozen broker that waits for ever (docs/decisions/0030).
"""

import json
import time
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import amqp
from kombu.connection import Connection

CONNECT_SECONDS = 2.0
BROKER_ANSWERS_WITHIN_SECONDS = 3.0
EXCHANGE = "nameko-rpc"
TRANSIENT = 1

# Whatever a broken, blocked or closed connection may raise; AttributeError is py-amqp's, for a a lost one.
_BROKEN = (amqp.AMQPError, OSError, AttributeError)


class Disconnected(Exception):
    """The broker cannot be reached, or the connection broke; it is of no more use.

    `stale`: it had been idle and turned out to be closed, so that a new one may do.
    `maybe_sent`: the call may have reached the broker all the same.
    """

    def __init__(self, reason: str, stale: bool = False, maybe_sent: bool = False) -> None:
        super().__init__(reason)
        self.stale = stale
        self.maybe_sent = maybe_sent


class NoSuchService(Exception):
    """Nobody has ever taken calls under that name."""


class NoAnswer(Exception):
    """The time is up and the answer has not come."""


class ServiceConnection:
    """Sends calls and waits for their answers."""

    def __init__(self, amqp_uri: str) -> None:
        """Connect. Raises Disconnected within a few seconds."""
        self._awaited: set[str] = set()
        self._answers: dict[str, Any] = {}
        self._returned: list[str] = []
        self._proven = False
        try:
            self._connection = _connect(amqp_uri)
        except _BROKEN as error:
            raise Disconnected(type(error).__name__) from None
        try:
            self._listen()
        except _BROKEN as error:
            self.close()
            raise Disconnected(type(error).__name__) from None

    def send(self, service: str, method: str, request: dict[str, Any], seconds: float) -> str:
        """Send one call that expires after `seconds`; gives the id to `wait` for.

        Raises Disconnected, NoSuchService.
        """
        call_id = str(uuid4())
        message = amqp.Message(
            json.dumps({"args": [request], "kwargs": {}}, default=_wire_form),
            content_type="application/json",
            content_encoding="utf-8",
            reply_to=self._reply_key,
            correlation_id=call_id,
            delivery_mode=TRANSIENT,
            expiration=str(max(1, int(seconds * 1000))),
        )
        self._awaited.add(call_id)  # before it is sent: a busy broker may confirm it after it is answered
        try:
            self._channel.basic_publish(
                message,
                exchange=EXCHANGE,
                routing_key=f"{service}.{method}",
                mandatory=True,
                timeout=BROKER_ANSWERS_WITHIN_SECONDS,
                confirm_timeout=BROKER_ANSWERS_WITHIN_SECONDS,
            )
        except _BROKEN as error:
            raise self._broken(error) from None
        if self._returned:
            self._returned.clear()
            self._awaited.discard(call_id)
            raise NoSuchService(service)
        return call_id

    def wait(self, call_id: str, seconds: float) -> Any:
        """The answer to `call_id`. Raises NoAnswer after `seconds`, or Disconnected."""
        give_up = time.monotonic() + seconds
        while call_id not in self._answers:
            remaining = give_up - time.monotonic()
            if remaining <= 0:
                self._awaited.discard(call_id)
                raise NoAnswer
            self._read(remaining)
        self._awaited.discard(call_id)
        self._proven = True
        return self._answers.pop(call_id)

    def close(self) -> None:
        """Let go of the socket without asking the broker, who may not answer."""
        try:
            self._connection.collect()
        except _BROKEN:
            return

    def _listen(self) -> None:
        self._reply_key = str(uuid4())
        self._channel = self._connection.channel()
        self._channel.exchange_declare(EXCHANGE, "topic", durable=True, auto_delete=False)
        queue, _, _ = self._channel.queue_declare(f"rpc.reply-gateway-{self._reply_key}", exclusive=True)
        self._channel.queue_bind(queue, EXCHANGE, self._reply_key)
        self._channel.basic_consume(queue, no_ack=True, callback=self._take_answer)
        self._channel.events["basic_return"].add(self._take_back)

    def _read(self, seconds: float) -> None:
        try:
            self._connection.drain_events(timeout=seconds)
        except TimeoutError:
            return
        except _BROKEN as error:
            raise self._broken(error) from None

    def _broken(self, error: BaseException) -> Disconnected:
        silent = isinstance(error, TimeoutError)
        return Disconnected(type(error).__name__, stale=self._proven and not silent, maybe_sent=True)

    def _take_answer(self, message: Any) -> None:
        call_id = message.properties.get("correlation_id")
        if call_id in self._awaited:  # otherwise it came after we had stopped waiting
            self._answers[call_id] = json.loads(message.body)

    def _take_back(self, *returned: Any) -> None:
        self._returned.append("no route")


def _connect(amqp_uri: str) -> amqp.Connection:
    options = {
        "confirm_publish": True,
        "read_timeout": BROKER_ANSWERS_WITHIN_SECONDS,
        "write_timeout": BROKER_ANSWERS_WITHIN_SECONDS,
    }
    described = Connection(amqp_uri, connect_timeout=CONNECT_SECONDS, transport_options=options)
    # Straight from the transport: kombu's own connect() waits two seconds and tries again.
    return described.transport.establish_connection()


def _wire_form(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not travel")
