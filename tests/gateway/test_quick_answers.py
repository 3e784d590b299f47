"""A service that answers sooner than the broker confirms the call."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import amqp
from kombu import Connection, Consumer, Exchange, Queue

from gateway.service_clients.clients import Ask, open_clients
from services.chassis.actor import Actor, ensure_keys
from services.chassis.clock import SystemClock
from services.contracts.calls import QUERY, Call, Empty
from services.contracts.vocabulary import ANYONE
from tests.machines.broker import PrivateBroker

SOMEBODY = Actor("person-1", "member", frozenset({"member"}))
QUICK = Call("quick", "echo", QUERY, Empty, ANYONE)


def test_an_answer_may_come_before_the_broker_confirms_the_call(
    broker: PrivateBroker, tmp_path: Path
) -> None:
    """It does when the broker is busy. A queue that is kept on disk makes it: it gets the call as well."""
    uri = broker.uri(broker.new_vhost())
    ensure_keys(tmp_path)
    exchange = Exchange("nameko-rpc", type="topic", durable=True)
    at_once = Queue("quick-calls", exchange=exchange, routing_key="quick.*", auto_delete=True)
    kept = Queue(
        "kept-calls", exchange=exchange, routing_key="quick.*", queue_arguments={"x-queue-type": "quorum"}
    )
    with (
        closing(open_clients(uri, tmp_path, SystemClock())) as clients,
        Connection(uri) as connection,
        connection.channel() as channel,
        _answering(uri, at_once),
    ):
        kept(channel).declare()
        answers = [clients.ask(Ask(QUICK, {}, SOMEBODY), seconds=2).result for _ in range(50)]
        kept(channel).delete()
    assert answers == [{}] * 50


@contextmanager
def _answering(uri: str, queue: Queue) -> Iterator[None]:
    """A service that has nothing to do but to answer, in a thread."""
    over = threading.Event()

    def answer(_body: Any, message: Any) -> None:
        call = message.properties
        reply = amqp.Message('{"result": {"result": {}}}', correlation_id=call["correlation_id"])
        message.channel.basic_publish(reply, "nameko-rpc", call["reply_to"])

    with Connection(uri) as connection, Consumer(connection, [queue], callbacks=[answer], no_ack=True):

        def serve() -> None:
            while not over.is_set():
                with suppress(TimeoutError):
                    connection.drain_events(timeout=0.1)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
