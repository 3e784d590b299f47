"""A stranger's listener: bare kombu, the official CloudEvents SDK, and nothing of ours."""

from dataclasses import dataclass
from typing import Any

from cloudevents.core.bindings.rabbitmq import RabbitMQMessage, from_rabbitmq_event
from kombu import Connection, Consumer, Exchange, Queue
from kombu.message import Message


@dataclass
class RequestSeen:
    """What the events say of one request."""

    reference: str
    external_reference: str | None
    member: str
    service: str
    category: str
    ward: str
    state: str
    sequence: int
    imported: bool


class Listener:
    """Follows `requests.events` from the moment it is made, and keeps what it learns."""

    def __init__(self, amqp_uri: str) -> None:
        self.requests: dict[str, RequestSeen] = {}
        self.types: set[str] = set()
        self.out_of_order: list[str] = []
        self._last: dict[str, int] = {}
        self._connection = Connection(amqp_uri, connect_timeout=20)  # a busy broker takes its time
        exchange = Exchange("requests.events", type="topic", durable=True)
        queue = Queue("", exchange, routing_key="#", exclusive=True)
        self._consumer = Consumer(
            self._connection, [queue], on_message=self._take, accept=None, auto_declare=True
        )
        self._consumer.consume()

    def listen(self, seconds: float = 0.2) -> None:
        """Take in whatever comes until nothing has come for `seconds`."""
        while True:
            try:
                self._connection.drain_events(timeout=seconds)
            except TimeoutError:
                return

    def close(self) -> None:
        """Leave."""
        self._connection.release()

    def _take(self, message: Message) -> None:
        body = message.body.encode() if isinstance(message.body, str) else bytes(message.body)
        event = from_rabbitmq_event(RabbitMQMessage({}, message.content_type, body))
        message.ack()
        attributes, data = event.get_attributes(), event.get_data()
        assert isinstance(data, dict)
        assert message.delivery_info["routing_key"] == event.get_type()
        stream, sequence = attributes["subject"], attributes["streamsequence"]
        if sequence <= self._last.get(stream, 0):
            return  # seen before: the bus may deliver twice
        if sequence != self._last.get(stream, 0) + 1:
            self.out_of_order.append(f"{stream} {sequence}")
        self._last[stream] = sequence
        self.types.add(event.get_type())
        self._learn(event.get_type(), stream, sequence, data)

    def _learn(self, kind: str, stream: str, sequence: int, data: dict[str, Any]) -> None:
        if kind == "cases_imported":
            for case in data["cases"]:
                state = (
                    "closed" if case["closed_at"] else "responded" if case["responded_at"] else "with_service"
                )
                self.requests[case["request_id"]] = _seen(case, state, case["sequence"], imported=True)
                self._last[case["request_id"]] = case["sequence"]
        elif kind == "request_raised":
            self.requests[stream] = _seen(data, data["state"], sequence, imported=False)
        else:
            self.requests[stream].state = data["state"]
            self.requests[stream].sequence = sequence


def _seen(facts: dict[str, Any], state: str, sequence: int, imported: bool) -> RequestSeen:
    return RequestSeen(
        reference=facts["reference"],
        external_reference=facts["external_reference"],
        member=facts["member_id"],
        service=facts["service_id"],
        category=facts["category_id"],
        ward=facts["ward_id"],
        state=state,
        sequence=sequence,
        imported=imported,
    )
