"""Whether everything behind the gateway answers, asked once in a while however many want to know."""

import threading
from pathlib import Path

from gateway.service_clients.clients import Ask, ServiceClients, Settled
from gateway.service_clients.outcome import CallProblem
from gateway.sessions import THE_GATEWAY
from services.chassis.actor import OPERATOR_PREFIX, Actor
from services.chassis.clock import Clock
from services.contracts import directory_calls
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import SERVICES
from services.contracts.vocabulary import OPERATOR

ANSWERS_WITHIN_SECONDS = 2.0
REMEMBERED_SECONDS = 2.0
READY = "ready"
PROBE = Actor(f"{OPERATOR_PREFIX}gateway", OPERATOR, frozenset({OPERATOR}))

States = dict[str, str]


class Readiness:
    """What is ready, part by part. Anybody may ask, so the services are asked at most every two seconds."""

    def __init__(
        self, clients: ServiceClients, clock: Clock, needs_council: bool, history: Path | None = None
    ) -> None:
        self._clients = clients
        self._clock = clock
        self._needs_council = needs_council
        self._history = history
        self._lock = threading.Lock()
        self._until = 0.0
        self._states: States = {}

    def states(self, correlation_id: str) -> States:
        """Each part with "ready", or why it is not."""
        with self._lock:
            if not self._states or self._clock.monotonic() >= self._until:
                self._states = self._asked(correlation_id)
                self._until = self._clock.monotonic() + REMEMBERED_SECONDS
            return self._states

    def _asked(self, correlation_id: str) -> States:
        progress = [chassis_calls(name)["progress"] for name in SERVICES]
        asks = [Ask(call, {}, PROBE, correlation_id=correlation_id) for call in progress]
        summary = Ask(directory_calls.SUMMARY, {}, THE_GATEWAY, correlation_id=correlation_id)
        *answers, council = self._clients.ask_together([*asks, summary], ANSWERS_WITHIN_SECONDS)
        states = {name: _state(answer) for name, answer in zip(SERVICES, answers, strict=True)}
        return states | {"demonstration": self._demonstration(council)} if self._needs_council else states

    def _demonstration(self, council: Settled) -> str:
        state = _council_state(council)
        if state == READY and self._history is not None and not self._history.exists():
            return "not ready: its history is being brought in"
        return state


def _state(answer: Settled) -> str:
    return f"not ready: {answer.code}" if isinstance(answer, CallProblem) else READY


def _council_state(council: Settled) -> str:
    if isinstance(council, CallProblem):
        return _state(council)
    return READY if council.result.get("people") else "not ready: no council is loaded yet"
