"""Queues as somebody from outside sees them: who consumes, and taking a message away."""

import json
from typing import Any

from tests.machines.broker import connected
from tests.waiting import PATIENCE, until


def take_away(amqp_uri: str, queue: str, stream: str, sequence: int) -> None:
    """Lose one event: it is acknowledged here, and everything else goes back to its place."""
    with connected(amqp_uri) as connection:
        channel = connection.channel()
        channel.basic_qos(0, 100, False)
        messages: list[Any] = []
        channel.basic_consume(queue, callback=messages.append)

        def lost() -> Any:
            connection.drain_events(timeout=5 * PATIENCE)
            return next((m for m in messages if _place(m) == (stream, sequence)), None)

        message = until(lost, what="the event to be in the queue")
        channel.basic_ack(message.delivery_info["delivery_tag"])


def consumers(amqp_uri: str, queue: str) -> int:
    """How many stand at a queue."""
    with connected(amqp_uri) as connection:
        count: int = connection.channel().queue_declare(queue, passive=True).consumer_count
    return count


def _place(message: Any) -> tuple[str, int]:
    event = json.loads(message.body)
    return event["subject"], event["streamsequence"]
