"""The queue of a service's calls. Nothing that arrives here can end the process: what is wrong is parked."""

import json
from contextlib import suppress
from typing import Any

from kombu import Queue
from nameko.amqp.publish import get_producer
from nameko.extensions import ProviderCollector, SharedExtension
from nameko.messaging import QueueConsumer
from nameko.rpc import RPC_QUEUE_TEMPLATE, get_rpc_exchange

from services.chassis import parking
from services.chassis.bus import BUS_ERRORS, TRANSPORT_OPTIONS, WRITE_TIMEOUT_SECONDS, speaking
from services.chassis.logs import logger
from services.chassis.parts import Parts
from services.contracts import problems
from services.contracts.problems import Problem

_log = logger(__name__)

CALL_ID_STACK = "nameko.call_id_stack"
TRANSIENT = 1
NOT_AS_AGREED = {"problem": Problem(problems.INVALID, "The call is not put together as agreed.").to_wire()}


class CallConsumer(QueueConsumer):
    """Nameko's consumer, except that what cannot be decoded is parked before it is acknowledged."""

    def on_decode_error(self, message: Any, exc: Exception) -> None:
        """Called by kombu in place of a handler."""
        for provider in list(self._providers):
            provider.park(message, f"cannot be decoded: {type(exc).__name__}")
        self.ack_message(message)

    def ack_message(self, message: Any) -> None:
        """Nameko's lets an operating system's error through, which ends the process."""
        with (
            suppress(*BUS_ERRORS),
            speaking(),
        ):  # the bus takes the message back by itself; its receipt is there
            super().ack_message(message)

    def requeue_message(self, message: Any) -> None:
        """The same."""
        with suppress(*BUS_ERRORS), speaking():
            super().requeue_message(message)


class CallQueue(SharedExtension, ProviderCollector):
    """Takes calls off the service's queue, checks their outside, and sends the replies."""

    queue_consumer = CallConsumer()
    parts = Parts()

    def __init__(self) -> None:
        self.queue: Queue | None = None
        self._entrypoints: dict[str, Any] = {}
        super().__init__()

    def setup(self) -> None:
        """Declare Nameko's own queue for the service, so that any Nameko client can call it."""
        if self.queue is None:
            name = self.container.service_name
            exchange = get_rpc_exchange(self.container.config)
            self.queue = Queue(
                RPC_QUEUE_TEMPLATE.format(name), exchange=exchange, routing_key=f"{name}.*", durable=True
            )
            self.queue_consumer.register_provider(self)

    def register_provider(self, provider: Any) -> None:
        """An entrypoint joins; it is known by name even after it has left."""
        super().register_provider(provider)
        self._entrypoints[provider.method_name] = provider

    def unregister_provider(self, provider: Any) -> None:
        """The last entrypoint to leave stops the consuming."""
        if self._providers == {provider}:
            self.queue_consumer.unregister_provider(self)
        super().unregister_provider(provider)

    def handle_message(self, body: Any, message: Any) -> None:
        """Called by the consumer, in a green thread of its own, for each message."""
        try:
            request = self._request(body, message)
            entrypoint = self._entrypoint(message.delivery_info["routing_key"])
        except ValueError as wrong:
            self.refuse(message, str(wrong))
        else:
            entrypoint.handle_call(request, message)

    def _request(self, body: Any, message: Any) -> Any:
        """The call's one argument. Raises ValueError, in words fit for logs, when it is no call of ours."""
        if not isinstance(message.properties.get("reply_to"), str):
            raise ValueError("a call without reply_to")
        stack = (message.headers or {}).get(CALL_ID_STACK, [])
        if not isinstance(stack, list) or not all(isinstance(call, str) for call in stack):
            raise ValueError("a call with a malformed call_id_stack")
        if not isinstance(body, dict):
            raise ValueError("a call whose body is not an object")
        args, named = body.get("args"), body.get("kwargs")
        if args == [] and isinstance(named, dict) and list(named) == ["request"]:
            return named["request"]
        if isinstance(args, list) and len(args) == 1 and not named:
            return args[0]
        raise ValueError("a call without its one argument")

    def _entrypoint(self, routing_key: str) -> Any:
        """Who answers. Entrypoints leave one by one: a call for one that has left is answered still."""
        entrypoint = self._entrypoints.get(routing_key.rpartition(".")[2])
        if entrypoint is None:
            raise ValueError("a call of a method that this service does not have")
        return entrypoint

    def refuse(self, message: Any, reason: str) -> None:
        """Park it, say so to the caller if there is one, and be done with it."""
        self.park(message, reason)
        if isinstance(message.properties.get("reply_to"), str):
            self.reply(message, NOT_AS_AGREED)
        else:
            self.queue_consumer.ack_message(message)

    def park(self, message: Any, reason: str) -> None:
        """Headers and reason only: the body may hold people's words."""
        _log.warning("call parked", reason=reason)
        headers = dict(message.headers or {}) | {"routing_key": message.delivery_info.get("routing_key")}
        try:
            self.parts.park(parking.Parked(parking.CALL, reason, headers))
        except Exception as error:
            _log.error("call could not be parked", reason=reason, exc_info=error)

    def reply(self, message: Any, answer: Any) -> None:
        """Answer the caller, then acknowledge. A caller who is gone is no failure: there are receipts."""
        try:
            with speaking():
                self._publish(message, answer)
        except BUS_ERRORS as error:
            _log.warning("reply could not be sent", error_class=type(error).__name__)
        self.queue_consumer.ack_message(message)

    def requeue_message(self, message: Any) -> None:
        """Hand it back for another instance."""
        self.queue_consumer.requeue_message(message)

    def _publish(self, message: Any, answer: Any) -> None:
        config = self.container.config
        with get_producer(config["AMQP_URI"], True, transport_options=dict(TRANSPORT_OPTIONS)) as producer:
            producer.publish(
                json.dumps({"result": answer, "error": None}),
                content_type="application/json",
                content_encoding="utf-8",
                exchange=get_rpc_exchange(config),
                routing_key=message.properties["reply_to"],
                correlation_id=message.properties.get("correlation_id"),
                delivery_mode=TRANSIENT,
                retry=True,
                retry_policy={"max_retries": 1, "interval_start": 0.2},
                timeout=WRITE_TIMEOUT_SECONDS,
                confirm_timeout=WRITE_TIMEOUT_SECONDS,
            )
