"""A sample consumer: follows the council's figures with nothing but kombu, a line for each publication.

    python follow_figures.py amqp://user:password@broker:5672/virtual-host

Whoever writes another begins here: `docs/asyncapi.yaml` says what else an event carries. A test runs this.
"""

import json
import sys
from typing import Any

from kombu import Connection, Consumer, Exchange, Queue
from kombu.utils.uuid import uuid

# As reporting declares it: whoever comes first makes it, and a queue can wait for the first publication.
FIGURES = Exchange("reporting.events", type="topic", durable=True)


def line_of(event: dict[str, Any]) -> str:
    """What one wants of an event: here the day, what was made, and what is in action, by column."""
    figures = event["data"]["columns"]
    in_words = (f"{name} {one['made']} made, {one['in_action']} in action" for name, one in figures.items())
    return f"{event['data']['as_at']}\t{'; '.join(in_words)}"


def follow(address: str) -> None:
    """Print until it is interrupted.

    The queue is this program's own and goes with it. A program that must not miss what is published while it
    is away gives its queue a name and `durable=True` instead; `memberzone metrics` has what came before.
    An event may come twice: a program that adds up keeps the `id` of those that it has seen.
    """
    queue = Queue(f"figures-{uuid()}", FIGURES, routing_key="metrics_updated", exclusive=True, durable=False)
    with Connection(address, heartbeat=30) as connection, Consumer(connection, [queue], on_message=_received):
        print("Following the figures; Ctrl-C ends it.", file=sys.stderr, flush=True)
        while True:
            try:
                connection.drain_events(timeout=10)
            except TimeoutError:
                connection.heartbeat_check()


def _received(message: Any) -> None:
    print(line_of(json.loads(message.body)), flush=True)
    message.ack()  # after the work: what is not acknowledged comes again


if __name__ == "__main__":
    follow(sys.argv[1])
