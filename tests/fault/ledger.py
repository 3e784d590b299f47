"""What was asked of the services while something failed, and what they acknowledged."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event

from gateway.service_clients.clients import Ask, ServiceClients
from gateway.service_clients.outcome import CallProblem, Outcome
from services.contracts import problems
from tests.waiting import until

PATIENCE_SECONDS = 90.0
BETWEEN_TRIES_SECONDS = 0.2

# What a person is told to try again after: the same form, with the same key.
TRY_AGAIN = (problems.UNKNOWN, problems.UNAVAILABLE, problems.TOO_LATE)


@dataclass
class Given:
    """One command: however often it was sent, it has one key. No outcome: nobody knows."""

    ask: Ask
    outcome: Outcome | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What its receipt is found by."""
        assert self.ask.key
        return self.ask.key


class Ledger:
    """Every command that was given, by any thread; questions are asked in the same way and not kept."""

    def __init__(self, clients: ServiceClients) -> None:
        self._clients = clients
        self._given: list[Given] = []
        self._pace = Event()

    def __iter__(self) -> Iterator[Given]:
        return iter(list(self._given))

    def give(self, ask: Ask) -> Outcome:
        """The same command again and again until it is acknowledged. Raises CallProblem when refused."""
        given = Given(ask)
        if ask.call.needs_key:
            self._given.append(given)
        return until(lambda: self._try(given), within=PATIENCE_SECONDS, what=f"{ask.call.name} to be done")

    def give_once(self, ask: Ask, seconds: float = 5.0) -> Given:
        """Once only, as somebody does who then shuts the browser."""
        given = Given(ask)
        self._given.append(given)
        self._try(given, seconds)
        return given

    def _try(self, given: Given, seconds: float = 5.0) -> Outcome | None:
        try:
            given.outcome = self._clients.ask(given.ask, seconds)
        except CallProblem as problem:
            if problem.code not in TRY_AGAIN:
                raise
            given.problems.append(problem.code)
            self._pace.wait(BETWEEN_TRIES_SECONDS)
        return given.outcome
