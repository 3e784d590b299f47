"""The operator's calls: signed as the operator, patient when asked to be, and refusals as sentences."""

from pathlib import Path
from typing import Any, cast

import pytest

from gateway.cli.failure import CommandFailed
from gateway.cli.operator import Operator, operator_of
from gateway.service_clients.clients import Ask, ServiceClients
from gateway.service_clients.outcome import CallProblem, Outcome
from services.chassis.actor import Actor
from services.chassis.clock import SystemClock
from services.contracts import problems
from services.contracts.directory_calls import COUNCIL, LOAD
from services.contracts.problems import Problem
from services.contracts.vocabulary import OPERATOR

ACTOR = Actor("operator:somebody", OPERATOR, frozenset({OPERATOR}))


class Clients:
    """Answers as the test says, one after another, and keeps what was asked."""

    def __init__(self, *answers: Outcome | Problem) -> None:
        self._answers = list(answers)
        self.asked: list[Ask] = []

    def ask_together(self, asks: list[Ask], _seconds: float) -> list[Any]:
        self.asked += asks
        return [self._next_for(ask) for ask in asks]

    def _next_for(self, ask: Ask) -> Outcome | CallProblem:
        answer = self._answers.pop(0)
        return CallProblem(answer, ask.call) if isinstance(answer, Problem) else answer


def operator(clients: Clients) -> Operator:
    return Operator(cast(ServiceClients, clients), ACTOR, SystemClock())


AWAY = Problem(problems.UNAVAILABLE, "Part of Member Zone cannot be reached just now.")
NOT_DONE = Problem(problems.TOO_LATE, "This took too long, and it has not been done.")


def test_a_patient_command_is_sent_again_under_the_same_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.cli.operator.FIRST_PAUSE_SECONDS", 0)
    clients = Clients(AWAY, NOT_DONE, Outcome({"applied": True}))
    assert operator(clients).ask(LOAD, {}, patience_seconds=60) == {"applied": True}
    assert len({ask.key for ask in clients.asked}) == 1
    assert clients.asked[0].key is not None


def test_a_command_that_is_not_patient_ends_in_a_sentence() -> None:
    with pytest.raises(CommandFailed, match="directory cannot be reached: start Member Zone with `make run`"):
        operator(Clients(AWAY)).ask(LOAD, {})


def test_a_refusal_is_not_asked_again() -> None:
    clients = Clients(Problem(problems.CONFLICT, "Roads cannot end: one request is open there."))
    with pytest.raises(CommandFailed, match=r"^Roads cannot end: one request is open there\.$"):
        operator(clients).ask(LOAD, {}, patience_seconds=60)


def test_a_refusal_names_the_fields_and_a_fault_its_reference() -> None:
    wrong = Problem(
        problems.INVALID, "Some of it cannot be used.", {"people": {"3": {"email": ["Not an address."]}}}
    )
    with pytest.raises(
        CommandFailed, match=r"Some of it cannot be used\. people\.3\.email: Not an address\."
    ):
        operator(Clients(wrong)).ask(LOAD, {})
    fault = Problem(problems.INTERNAL, "Something went wrong on our side.", details={"reference": "r-1"})
    with pytest.raises(CommandFailed, match=r"\(reference r-1\)"):
        operator(Clients(fault)).ask(COUNCIL)


def test_a_query_carries_no_key() -> None:
    clients = Clients(Outcome({}))
    operator(clients).ask(COUNCIL)
    assert clients.asked[0].key is None
    assert clients.asked[0].actor == ACTOR


def test_without_the_signing_key_the_sentence_says_as_whom_to_run(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="run this as the user that Member Zone runs as"):
        operator_of({"AMQP_URI": "amqp://x", "MEMBERZONE_VAR": str(tmp_path)})
