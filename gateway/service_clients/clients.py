"""One call: signed, sent, waited for; and when no answer comes, its receipt asked after."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from marshmallow import ValidationError
from prometheus_client import Histogram

from gateway.service_clients.connection import Disconnected, NoAnswer, NoSuchService, ServiceConnection
from gateway.service_clients.outcome import CallProblem, Outcome, Position
from gateway.service_clients.pool import ConnectionPool
from services.chassis.actor import Actor, ActorSigner
from services.chassis.clock import Clock
from services.chassis.identifiers import new_id
from services.chassis.logs import logger
from services.contracts import problems
from services.contracts.calls import QUERY, QUESTIONS_AT_MOST, TOGETHER, AnswerEnvelope, Call
from services.contracts.chassis_calls import chassis_calls
from services.contracts.problems import Problem

DEADLINE_SECONDS = 5.0
RECEIPT_SECONDS = 2.0
CLOCKS_DIFFER_SECONDS = 0.5

UNAVAILABLE_SENTENCE = "Part of Member Zone cannot be reached just now. Try again in a minute."
UNKNOWN_SENTENCE = (
    "No answer came in time, so we cannot say whether this was done. "
    "Trying again is safe: it is never done twice."
)
NOT_DONE_SENTENCE = "This took too long, and it has not been done. Try again."
FAULT_SENTENCE = "Something went wrong on our side."

CALL_SECONDS = Histogram(
    "memberzone_gateway_call_seconds", "Calls to services", ["service", "call", "outcome"]
)

Settled = Outcome | CallProblem

_log = logger(__name__)
_answer = AnswerEnvelope()


@dataclass(frozen=True)
class Ask:
    """One call to be made: what, by whom, and what the answer should already reflect."""

    call: Call
    body: dict[str, Any]
    actor: Actor
    key: str | None = None
    expected_version: int | None = None
    at_least: tuple[Position, ...] = ()
    correlation_id: str = field(default_factory=new_id)


class ServiceClients:
    """Asks services over the bus. Safe to share between threads; opens nothing until the first call."""

    def __init__(self, pool: ConnectionPool, signer: ActorSigner, clock: Clock) -> None:
        self._pool = pool
        self._signer = signer
        self._clock = clock

    def ask(self, ask: Ask, seconds: float = DEADLINE_SECONDS) -> Outcome:
        """The outcome of one call. Raises CallProblem."""
        outcome = self.ask_together([ask], seconds)[0]
        if isinstance(outcome, CallProblem):
            raise outcome
        return outcome

    def ask_together(self, asks: Sequence[Ask], seconds: float = DEADLINE_SECONDS) -> list[Settled]:
        """The outcomes, in order, of calls that run at the same time; a problem may stand for an outcome."""
        started = time.monotonic()
        limit = _Limit(started + seconds, self._clock.now() + timedelta(seconds=seconds))
        answers = self._exchange(asks, limit)
        outcomes = [self._settled(ask, answer, limit) for ask, answer in zip(asks, answers, strict=True)]
        for ask, outcome in zip(asks, outcomes, strict=True):
            word = outcome.code if isinstance(outcome, CallProblem) else "done"
            CALL_SECONDS.labels(ask.call.service, ask.call.name, word).observe(time.monotonic() - started)
        return outcomes

    def close(self) -> None:
        """Let go of idle connections."""
        self._pool.close()

    def _exchange(self, asks: Sequence[Ask], limit: "_Limit") -> list[Any]:
        """Each call's answer as it came, or the exception that stands for it."""
        try:
            try:
                return self._over_the_bus(asks, limit)
            except Disconnected as error:
                if not error.stale:
                    raise
                # The broker was restarted since; asking again with the same keys is safe.
                return self._over_the_bus(asks, limit, fresh=True)
        except Disconnected as error:
            _log.warning("broker cannot be reached", reason=str(error))
            return [error for _ in asks]

    def _over_the_bus(self, asks: Sequence[Ask], limit: "_Limit", fresh: bool = False) -> list[Any]:
        messages = _messages(asks)
        answers: dict[int, Any] = {}
        with self._pool.connection(fresh) as connection:
            sent = [
                self._sent(connection, [asks[number] for number in numbers], limit) for numbers in messages
            ]
            for numbers, call_id in zip(messages, sent, strict=True):
                answer = self._awaited(connection, call_id, limit.give_up)
                answers |= zip(numbers, _apart(answer, len(numbers)), strict=True)
        return [answers[number] for number in range(len(asks))]

    def _sent(
        self, connection: ServiceConnection, asks: Sequence[Ask], limit: "_Limit"
    ) -> str | NoSuchService:
        """One message to the service that all of these ask."""
        service, method = asks[0].call.service, asks[0].call.name
        requests = [self._request(ask, limit.deadline) for ask in asks]
        request = requests[0]
        if len(asks) > 1:
            named = zip((ask.call.name for ask in asks), requests, strict=True)
            questions = [{"call": name, "request": one} for name, one in named]
            method, request = TOGETHER, {"questions": questions}
        try:
            return connection.send(service, method, request, limit.seconds_left())
        except NoSuchService as error:
            return error

    def _awaited(self, connection: ServiceConnection, call_id: str | NoSuchService, give_up: float) -> Any:
        if isinstance(call_id, NoSuchService):
            return call_id
        try:
            return connection.wait(call_id, max(0.0, give_up - time.monotonic()))
        except NoAnswer as error:
            return error

    def _request(self, ask: Ask, deadline: datetime) -> dict[str, Any]:
        return {
            "actor": self._signer.sign(ask.actor, ask.call.service, ask.key, self._clock.now()),
            "key": ask.key,
            "deadline": deadline,
            "correlation_id": ask.correlation_id,
            "expected_version": ask.expected_version,
            "at_least": list(ask.at_least),
            "body": ask.body,
        }

    def _settled(self, ask: Ask, answer: Any, limit: "_Limit") -> Settled:
        perhaps_done = isinstance(answer, NoAnswer) or getattr(answer, "maybe_sent", False)
        if perhaps_done and ask.call.needs_key:
            return self._by_receipt(ask, limit)
        if isinstance(answer, Exception):
            return CallProblem(Problem(problems.UNAVAILABLE, UNAVAILABLE_SENTENCE), ask.call)
        return read_answer(ask, answer)

    def _by_receipt(self, ask: Ask, limit: "_Limit") -> Settled:
        """What became of a command that was not answered: done, not done, or nobody knows."""
        receipt = self._receipt(ask, limit)
        if receipt is not None and not receipt["settled"]:
            # Until its deadline has passed, by the service's clock too, it may still be done.
            time.sleep(limit.seconds_left() + CLOCKS_DIFFER_SECONDS)
            receipt = self._receipt(ask, limit)
        if receipt is None or not receipt["settled"]:
            return CallProblem(Problem(problems.UNKNOWN, UNKNOWN_SENTENCE), ask.call)
        if receipt["done"]:
            return read_answer(ask, {"result": receipt["answer"], "error": None})
        return CallProblem(Problem(problems.TOO_LATE, NOT_DONE_SENTENCE), ask.call)

    def _receipt(self, ask: Ask, limit: "_Limit") -> dict[str, Any] | None:
        """What the service says of a command: {"done", "answer", "settled"}; None when it says nothing."""
        call = chassis_calls(ask.call.service)["receipt"]
        body = {"command_key": ask.key, "deadline": limit.deadline}
        question = Ask(call, body, ask.actor, correlation_id=ask.correlation_id)
        told = self.ask_together([question], RECEIPT_SECONDS)[0]
        return None if isinstance(told, CallProblem) else told.result


@dataclass(frozen=True)
class _Limit:
    """How long a call is waited for: by our monotonic clock, and as the service is told."""

    give_up: float
    deadline: datetime

    def seconds_left(self) -> float:
        """Never less than nothing."""
        return max(0.0, self.give_up - time.monotonic())


def _messages(asks: Sequence[Ask]) -> list[list[int]]:
    """Which of them go in one message: some queries to one service, and each command by itself."""
    found: dict[str | int, list[int]] = {}
    for number, ask in enumerate(asks):
        found.setdefault(ask.call.service if ask.call.kind == QUERY else number, []).append(number)
    most = QUESTIONS_AT_MOST
    return [group[first : first + most] for group in found.values() for first in range(0, len(group), most)]


def _apart(answer: Any, count: int) -> list[Any]:
    """The answers in the reply to one message, each as if it had come alone."""
    if count == 1 or isinstance(answer, Exception):
        return [answer] * count
    try:
        apart = [{"result": one, "error": None} for one in answer["result"]["answers"]]
    except (KeyError, TypeError):
        apart = []
    return apart if len(apart) == count else [answer] * count


def read_answer(ask: Ask, answer: Any) -> Settled:
    """The outcome in a reply of Nameko's: {"result": the service's answer, "error": …}."""
    try:
        envelope = _answer.load(answer["result"])
    except (ValidationError, KeyError, TypeError):
        _log.error("answer cannot be read", service=ask.call.service, call=ask.call.name)
        problem = Problem(problems.INTERNAL, FAULT_SENTENCE, details={"reference": ask.correlation_id})
        return CallProblem(problem, ask.call)
    if envelope["problem"] is not None:
        return CallProblem(envelope["problem"], ask.call)
    return Outcome(envelope["result"] or {}, envelope["reached"], envelope["behind"])


def open_clients(amqp_uri: str, actor_keys_dir: Path, clock: Clock, size: int = 1) -> ServiceClients:
    """Clients for up to `size` threads. Connects to nothing yet."""
    return ServiceClients(ConnectionPool(amqp_uri, size), ActorSigner(actor_keys_dir), clock)
