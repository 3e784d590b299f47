"""Connections to the broker, always with time limits, and what the services declare on it."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import amqp
from kombu import Connection, Exchange, Queue
from kombu.exceptions import KombuError

from services.contracts import names

CONNECT_TIMEOUT_SECONDS = 5
WRITE_TIMEOUT_SECONDS = 5
HEARTBEAT_SECONDS = 20
DELIVERY_LIMIT = 5

TRANSPORT_OPTIONS: dict[str, Any] = {"confirm_publish": True, "connect_timeout": CONNECT_TIMEOUT_SECONDS}

# Whatever a broken, blocked or closed connection may raise.
BUS_ERRORS: tuple[type[BaseException], ...] = (
    *amqp.Connection.connection_errors,
    *amqp.Connection.recoverable_connection_errors,
    amqp.AMQPError,
    KombuError,
)
LIBRARIES = ("amqp", "kombu", "nameko")


@contextmanager
def speaking() -> Iterator[None]:
    """Around what is said to the bus: one of BUS_ERRORS also where py-amqp meets a transport that is gone.

    It raises AttributeError then; one that our own code raises meanwhile is a mistake and stays what it is.
    """
    try:
        yield
    except AttributeError as error:
        *_, (frame, _) = traceback.walk_tb(error.__traceback__)
        if frame.f_globals["__name__"].partition(".")[0] not in LIBRARIES:
            raise
        raise amqp.RecoverableConnectionError("the connection is gone") from error


def connect(uri: str, timeout: float = CONNECT_TIMEOUT_SECONDS) -> Connection:
    """An open connection of its own. Raises one of BUS_ERRORS."""
    connection = Connection(uri, heartbeat=HEARTBEAT_SECONDS, connect_timeout=timeout)
    with speaking():
        connection.connect()
    return connection


def with_write_timeout(connection: Connection) -> Connection:
    """The same connection, which gives up writing to a broker that has stopped reading."""
    socket = connection.connection.transport.sock
    if socket is None:
        raise amqp.RecoverableConnectionError("the connection is gone")
    socket.settimeout(WRITE_TIMEOUT_SECONDS)
    return connection


def events_exchange(service: str) -> Exchange:
    """Where `service` publishes its events."""
    return Exchange(names.events_exchange(service), type="topic", durable=True)


def subscription_queue(service: str) -> Queue:
    """The one queue of a consumer: in order, one instance at a time, and what cannot be delivered is kept."""
    return Queue(
        names.subscription_queue(service),
        durable=True,
        queue_arguments={
            "x-queue-type": "quorum",
            "x-single-active-consumer": True,
            "x-delivery-limit": DELIVERY_LIMIT,
            "x-dead-letter-exchange": names.dead_letter_exchange(service),
        },
    )


def dead_letter_queue(service: str) -> Queue:
    """What the bus gave up delivering to `service`."""
    exchange = Exchange(names.dead_letter_exchange(service), type="fanout", durable=True)
    return Queue(
        names.dead_letter_queue(service),
        exchange=exchange,
        durable=True,
        queue_arguments={"x-queue-type": "quorum"},
    )


def resend_exchange() -> Exchange:
    """Where consumers ask their sources for events again."""
    return Exchange(names.RESEND_EXCHANGE, type="direct", durable=True)


def resend_queue(service: str) -> Queue:
    """Where a source hears which events are wanted again."""
    return Queue(
        names.resend_queue(service),
        exchange=resend_exchange(),
        routing_key=service,
        durable=True,
        queue_arguments={"x-queue-type": "quorum", "x-delivery-limit": DELIVERY_LIMIT},
    )
