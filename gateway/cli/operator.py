"""The operator at the command line, asking services: every refusal becomes a sentence."""

import getpass
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gateway.cli.copy_environment import keys_folder
from gateway.cli.failure import CommandFailed
from gateway.service_clients.clients import Ask, ServiceClients, open_clients
from gateway.service_clients.outcome import CallProblem, Outcome
from services.chassis.actor import OPERATOR_PREFIX, PRIVATE_FILE, Actor
from services.chassis.clock import Clock, SystemClock
from services.chassis.identifiers import new_id
from services.chassis.settings import Environment
from services.contracts import problems
from services.contracts.calls import Call
from services.contracts.vocabulary import OPERATOR

CALL_SECONDS = 20.0
CONNECTIONS = 2
# Nothing is known to be done, or asking again with the same key finds out.
PASSING = (problems.UNAVAILABLE, problems.UNKNOWN, problems.TOO_LATE)
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0
# For work that takes minutes: a service may be restarted meanwhile.
PATIENCE_SECONDS = 300.0


class Operator:
    """Somebody who runs commands on this machine. Safe to share between threads."""

    def __init__(self, clients: ServiceClients, actor: Actor, clock: Clock) -> None:
        self._clients = clients
        self._actor = actor
        self.clock = clock

    def ask(
        self, call: Call, body: dict[str, Any] | None = None, patience_seconds: float = 0.0
    ) -> dict[str, Any]:
        """The result of one call; asked again, with the same key, while its service is away."""
        return self._patiently([self._asked(call, body or {})], patience_seconds)[0]

    def ask_each(
        self, call: Call, bodies: Sequence[dict[str, Any]], patience_seconds: float = 0.0
    ) -> list[dict[str, Any]]:
        """The results, in order, of one query asked with many bodies at once. Raises CommandFailed."""
        return self._patiently([self._asked(call, body) for body in bodies], patience_seconds)

    def ask_if_there(self, call: Call, body: dict[str, Any]) -> dict[str, Any] | None:
        """Like `ask`; None when the service knows of no such thing."""
        try:
            return self._clients.ask(self._asked(call, body), CALL_SECONDS).result
        except CallProblem as problem:
            if problem.code == problems.NOT_FOUND:
                return None
            raise CommandFailed(_sentence(problem)) from None

    def close(self) -> None:
        """Its connections, for who goes on without it."""
        self._clients.close()

    def _patiently(self, asks: Sequence[Ask], patience_seconds: float) -> list[dict[str, Any]]:
        give_up = self.clock.monotonic() + patience_seconds
        pause = FIRST_PAUSE_SECONDS
        while True:
            outcomes = self._clients.ask_together(asks, CALL_SECONDS)
            wrong = [outcome for outcome in outcomes if isinstance(outcome, CallProblem)]
            if not wrong:
                return [outcome.result for outcome in outcomes if isinstance(outcome, Outcome)]
            if any(problem.code not in PASSING for problem in wrong) or self.clock.monotonic() > give_up:
                raise CommandFailed(_sentence(wrong[0]))
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _asked(self, call: Call, body: dict[str, Any]) -> Ask:
        return Ask(call, body, self._actor, key=new_id() if call.needs_key else None)


def operator_of(environment: dict[str, str]) -> Operator:
    """The operator for the copy that `environment` describes. Raises SettingError or CommandFailed."""
    settings = Environment(environment)
    keys = keys_folder(environment)
    if not os.access(keys / PRIVATE_FILE, os.R_OK):
        raise CommandFailed(
            f"{keys / PRIVATE_FILE} cannot be read: run this as the user that Member Zone runs as."
        )
    offset = environment.get("MEMBERZONE_CLOCK_OFFSET_FILE")
    clock = SystemClock(Path(offset) if offset else None)
    actor = Actor(OPERATOR_PREFIX + getpass.getuser(), OPERATOR, frozenset({OPERATOR}))
    return Operator(open_clients(settings.text("AMQP_URI"), keys, clock, CONNECTIONS), actor, clock)


def _sentence(problem: CallProblem) -> str:
    """What the service said, and which service cannot be reached."""
    if problem.code == problems.UNAVAILABLE:
        return f"{problem.call.service} cannot be reached: start Member Zone with `make run`, then try again."
    words = [problem.problem.message, *_field_sentences(problem.problem.fields, "")]
    reference = problem.problem.details.get("reference")
    return " ".join(words) + (f" (reference {reference})" if reference else "")


def _field_sentences(messages: Any, where: str) -> list[str]:
    if isinstance(messages, dict):
        return [
            s
            for part, inner in messages.items()
            for s in _field_sentences(inner, f"{where}.{part}".strip("."))
        ]
    return [f"{where}: {words}" for words in (messages if isinstance(messages, list) else [messages])]
