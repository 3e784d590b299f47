"""The entrypoint of every call: `@answers(CALL)` turns a use case into something the bus can ask for."""

import functools
from collections.abc import Callable
from typing import Any

from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import Entrypoint, register_entrypoint

from services.chassis.answering import UseCase
from services.chassis.incoming import Answer, Incoming
from services.chassis.rpc_queue import NOT_AS_AGREED, CallQueue
from services.contracts.calls import QUERY, QUESTIONS_AT_MOST, Call

Method = Callable[[Any, Any, Incoming], Answer | dict[str, Any]]


class CallEntrypoint(Entrypoint):
    """Hands one kind of call from the service's queue to a worker."""

    calls = CallQueue()

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

        answered.call, answered.use_case = call, method  # type: ignore[attr-defined]
        register_entrypoint(answered, CallEntrypoint())
        return answered

    return decorate


def together(self: Any, request: Any) -> dict[str, Any]:
    """The method TOGETHER of every service: several queries in one message, each answered for itself."""
    questions = request.get("questions") if isinstance(request, dict) else None
    if not isinstance(questions, list) or len(questions) > QUESTIONS_AT_MOST:
        return NOT_AS_AGREED
    queries = [_query(self, question) for question in questions]
    answers = iter(self.chassis.answering.answer_together([query for query in queries if query]))
    return {"answers": [next(answers) if query else NOT_AS_AGREED for query in queries]}


register_entrypoint(together, CallEntrypoint())


def _query(service: Any, question: Any) -> tuple[Call, UseCase, Any] | None:
    """The call, its use case and the request of one of several; None for what is no query here."""
    name = question.get("call") if isinstance(question, dict) else None
    method = getattr(type(service), name, None) if isinstance(name, str) else None
    call: Call | None = getattr(method, "call", None)
    if method is None or call is None or call.kind != QUERY:
        return None
    return call, functools.partial(method.use_case, service), question.get("request")
