"""The entrypoint of every call: `@answers(CALL)` turns a use case into something the bus can ask for."""

import functools
from collections.abc import Callable
from typing import Any

from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import Entrypoint, register_entrypoint

from services.chassis.incoming import Answer, Incoming
from services.chassis.rpc_queue import CallQueue
from services.contracts.calls import Call

Method = Callable[[Any, Any, Incoming], Answer | dict[str, Any]]


class CallEntrypoint(Entrypoint):
    """Hands one kind of call from the service's queue to a worker."""

    calls = CallQueue()

    def __init__(self, call: Call) -> None:
        self.call = call
        super().__init__()

    def setup(self) -> None:
        """Be known to the queue."""
        self.calls.register_provider(self)

    def stop(self) -> None:
        """Take no more calls; those being answered are finished."""
        self.calls.unregister_provider(self)

    def handle_call(self, request: Any, message: Any) -> None:
        """Answer `request` in a worker. Headers are dropped: Nameko would trust them and die of bad ones."""
        handle_result = functools.partial(self._handle_result, message)
        try:
            self.container.spawn_worker(self, (request,), {}, context_data={}, handle_result=handle_result)
        except ContainerBeingKilled:
            self.calls.requeue_message(message)

    def _handle_result(self, message: Any, _worker: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
        self.calls.reply(message, result)
        return result, None


def answers(call: Call) -> Callable[[Method], Callable[[Any, Any], dict[str, Any]]]:
    """Decorate a service's method `(self, session, incoming)`, named like the call, to answer it.

    The method runs in one transaction (a command) or one consistent reading (a query); it returns the
    result or an Answer, or raises Refused.
    """

    def decorate(method: Method) -> Callable[[Any, Any], dict[str, Any]]:
        if method.__name__ != call.name:
            raise TypeError(f"{method.__name__} answers {call.name}: give both the same name")

        @functools.wraps(method)
        def answered(self: Any, request: Any) -> dict[str, Any]:
            answer: dict[str, Any] = self.chassis.answering.answer(
                call, functools.partial(method, self), request
            )
            return answer

        register_entrypoint(answered, CallEntrypoint(call))
        return answered

    return decorate
