"""Calls to services over a real bus: answers, refusals, silence, and a broker that comes and goes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection, Consumer, Exchange, Queue

from gateway.service_clients.clients import Ask, ServiceClients, open_clients
from gateway.service_clients.connection import Disconnected, ServiceConnection
from gateway.service_clients.outcome import CallProblem, Outcome
from services.chassis.actor import Actor, ActorVerifier, ensure_keys
from services.chassis.clock import SystemClock
from services.contracts import problems
from services.contracts.calls import COMMAND, QUERY, Call, Empty
from services.contracts.vocabulary import ANYONE
from tests.machines.broker import PrivateBroker
from tests.machines.guarded import guarded
from tests.waiting import PATIENCE, ends_within, until

SOMEBODY = Actor("person-1", "member", frozenset({"member", "administrator"}))
ECHO = Call("tiny", "echo", QUERY, Empty, ANYONE)
SLOW = Call("tiny", "slow", QUERY, Empty, ANYONE)
SPAN = Call("tiny", "span", COMMAND, Empty, ANYONE)
REFUSE = Call("tiny", "refuse", QUERY, Empty, ANYONE)
RAISES = Call("tiny", "raises", QUERY, Empty, ANYONE)
SLOW_COMMAND = Call("tiny", "slow", COMMAND, Empty, ANYONE)
DONE_AFTER = Call("tiny", "done_after", COMMAND, Empty, ANYONE)
DONE_BUT_SLOW = Call("tiny", "done_but_slow", COMMAND, Empty, ANYONE)
ELSEWHERE = Call("elsewhere", "echo", QUERY, Empty, ANYONE)
WATCHED = Call("watched", "echo", QUERY, Empty, ANYONE)
KEY = "0190-a-key-of-a-command"


@pytest.fixture(scope="module")
def uri(broker: PrivateBroker) -> str:
    return broker.uri(broker.new_vhost())


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    ensure_keys(folder)
    return folder


@pytest.fixture(scope="module")
def tiny(uri: str) -> Iterator[subprocess.Popen[bytes]]:
    """The tiny service, answering."""
    command = guarded([sys.executable, "-W", "ignore", "-m", "tests.gateway.tiny_service"])
    process = subprocess.Popen(command, env=os.environ | {"AMQP_URI": uri}, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def clients(uri: str, keys: Path, tiny: subprocess.Popen[bytes]) -> Iterator[ServiceClients]:
    opened = open_clients(uri, keys, SystemClock(), size=4)
    until(lambda: _answers(opened), within=30, what="the tiny service to answer")
    yield opened
    opened.close()


def _answers(clients: ServiceClients) -> bool:
    try:
        return bool(clients.ask(Ask(ECHO, {}, SOMEBODY), seconds=1).result)
    except CallProblem:
        return False


def code_of(clients: ServiceClients, ask: Ask, seconds: float = 5.0) -> str:
    """The code of the problem that `ask` comes to."""
    with pytest.raises(CallProblem) as refused:
        clients.ask(ask, seconds)
    return refused.value.code


def test_an_answer_says_its_result_what_it_reached_and_whether_it_is_behind(clients: ServiceClients) -> None:
    outcome = clients.ask(Ask(ECHO, {"word": "Dùn Omhain"}, SOMEBODY))
    assert outcome.result["body"] == {"word": "Dùn Omhain"}
    assert outcome.reached == {"source": "tiny", "stream": "s", "sequence": 7}
    assert outcome.behind


def test_a_call_carries_the_envelope_of_the_contract(clients: ServiceClients, keys: Path) -> None:
    position = {"source": "directory", "stream": "person:1", "sequence": 3}
    ask = Ask(
        ECHO, {}, SOMEBODY, key=KEY, expected_version=4, at_least=(position,), correlation_id="seen-before"
    )
    request = clients.ask(ask, seconds=3).result
    now = datetime.now(UTC)
    assert (request["key"], request["expected_version"], request["correlation_id"]) == (KEY, 4, "seen-before")
    assert request["at_least"] == [position]
    assert 0 < (datetime.fromisoformat(request["deadline"]) - now).total_seconds() <= 3
    assert ActorVerifier(keys, "tiny").verify(request["actor"], KEY, now) == SOMEBODY


def test_days_and_instants_travel_as_text(clients: ServiceClients) -> None:
    day = datetime(2026, 11, 21, tzinfo=UTC)
    assert clients.ask(Ask(ECHO, {"on": day.date(), "at": day}, SOMEBODY)).result["body"] == {
        "on": "2026-11-21",
        "at": "2026-11-21T00:00:00+00:00",
    }


def test_a_refusal_is_a_problem_with_its_sentence(clients: ServiceClients) -> None:
    with pytest.raises(CallProblem) as refused:
        clients.ask(Ask(REFUSE, {}, SOMEBODY))
    assert (refused.value.code, refused.value.problem.message) == (problems.WRONG_STATE, "It is closed.")


def test_a_fault_that_comes_back_raw_is_told_without_its_words(clients: ServiceClients) -> None:
    with pytest.raises(CallProblem) as refused:
        clients.ask(Ask(RAISES, {}, SOMEBODY, correlation_id="find-me-here"))
    assert refused.value.code == problems.INTERNAL
    assert "secret" not in refused.value.problem.message
    assert refused.value.problem.details == {"reference": "find-me-here"}


def test_a_service_that_nobody_knows_is_unavailable_at_once(clients: ServiceClients) -> None:
    with ends_within(4):
        assert code_of(clients, Ask(ELSEWHERE, {}, SOMEBODY)) == problems.UNAVAILABLE


@pytest.mark.usefixtures("clients")
def test_threads_never_get_each_others_answers(uri: str, keys: Path) -> None:
    # A connection for each thread: who waits for one is sent away after a while, which is not the point here.
    with closing(open_clients(uri, keys, SystemClock(), size=8)) as shared, ThreadPoolExecutor(8) as threads:

        def ask(number: int) -> Any:
            return shared.ask(Ask(ECHO, {"number": number}, SOMEBODY), seconds=60).result["body"]["number"]

        assert list(threads.map(ask, range(200))) == list(range(200))


def test_messages_that_are_sent_together_are_worked_on_at_the_same_time(clients: ServiceClients) -> None:
    asks = [Ask(SPAN, {"seconds": 3}, SOMEBODY, key=f"span-{number}") for number in range(3)]
    answers = clients.ask_together(asks, seconds=60)
    spans = [answer.result for answer in answers if isinstance(answer, Outcome)]
    assert len(spans) == 3
    assert max(span["begun"] for span in spans) < min(span["ended"] for span in spans)


def test_a_refusal_among_calls_asked_together_stands_in_its_place(clients: ServiceClients) -> None:
    first, second, third = clients.ask_together(
        [Ask(call, {}, SOMEBODY) for call in (ECHO, REFUSE, ELSEWHERE)]
    )
    assert isinstance(first, Outcome)
    assert isinstance(second, CallProblem)
    assert isinstance(third, CallProblem)
    assert third.code == problems.UNAVAILABLE


def test_a_late_answer_is_not_taken_for_the_next_one(clients: ServiceClients) -> None:
    assert code_of(clients, Ask(SLOW, {"seconds": 1.0}, SOMEBODY), seconds=0.3) == problems.UNAVAILABLE
    assert clients.ask(Ask(SLOW, {"seconds": 1.2}, SOMEBODY)).result == {"seconds": 1.2}


def test_a_command_that_was_done_but_not_answered_is_found_by_its_receipt(clients: ServiceClients) -> None:
    ask = Ask(DONE_BUT_SLOW, {"seconds": 3}, SOMEBODY, key="done-but-slow-1")
    assert clients.ask(ask, seconds=0.5).result == {"done": "yes"}


def test_a_command_that_was_not_done_in_time_says_so(clients: ServiceClients) -> None:
    ask = Ask(SLOW_COMMAND, {"seconds": 2}, SOMEBODY, key="never-done-1")
    assert code_of(clients, ask, seconds=0.5) == problems.TOO_LATE


def test_a_command_that_may_still_be_done_is_not_told_to_be_not_done(clients: ServiceClients) -> None:
    ask = Ask(SLOW_COMMAND, {"seconds": 2}, SOMEBODY, key="never-settled-1")
    assert code_of(clients, ask, seconds=0.5) == problems.UNKNOWN


def test_after_a_broken_connection_the_receipt_is_asked_for_until_the_deadline_has_passed(
    clients: ServiceClients, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_connection: ServiceConnection, _call_id: str, _seconds: float) -> Any:
        monkeypatch.undo()
        raise Disconnected("cut", maybe_sent=True)

    monkeypatch.setattr(ServiceConnection, "wait", broken)
    ask = Ask(DONE_AFTER, {"seconds": 0.8}, SOMEBODY, key="done-after-the-cut")
    assert clients.ask(ask, seconds=1.5).result == {"done": "after"}


def test_whether_a_silent_service_did_a_command_is_unknown(
    clients: ServiceClients, tiny: subprocess.Popen[bytes]
) -> None:
    ask = Ask(DONE_BUT_SLOW, {"seconds": 0}, SOMEBODY, key="frozen-1")
    tiny.send_signal(signal.SIGSTOP)
    try:
        assert code_of(clients, ask, seconds=0.5) == problems.UNKNOWN
    finally:
        tiny.send_signal(signal.SIGCONT)


def test_calls_are_transient_and_expire_at_their_deadline(clients: ServiceClients, uri: str) -> None:
    exchange = Exchange("nameko-rpc", type="topic", durable=True)
    watched = Queue("watched-calls", exchange=exchange, routing_key="watched.*", auto_delete=True)
    seen: list[dict[str, Any]] = []
    with (
        Connection(uri) as connection,
        Consumer(
            connection, [watched], callbacks=[lambda _, message: seen.append(message.properties)], no_ack=True
        ),
    ):
        assert code_of(clients, Ask(WATCHED, {}, SOMEBODY), seconds=0.5) == problems.UNAVAILABLE
        connection.drain_events(timeout=5 * PATIENCE)
    assert seen[0]["delivery_mode"] == 1
    assert 0 < int(seen[0]["expiration"]) <= 500


def test_without_a_broker_a_call_is_unavailable_soon(keys: Path) -> None:
    clients = open_clients("amqp://nobody:x@127.0.0.1:1/none", keys, SystemClock())
    with ends_within(4):
        assert code_of(clients, Ask(SLOW_COMMAND, {}, SOMEBODY, key=KEY)) == problems.UNAVAILABLE


def test_calls_go_on_by_themselves_after_the_broker_was_restarted(
    clients: ServiceClients, broker: PrivateBroker
) -> None:
    broker.stop()
    try:
        assert code_of(clients, Ask(ECHO, {}, SOMEBODY)) == problems.UNAVAILABLE
    finally:
        broker.start()
    until(lambda: _answers(clients), within=40, what="the tiny service to answer again")


def test_an_idle_connection_that_was_cut_is_replaced_unseen(
    clients: ServiceClients, broker: PrivateBroker
) -> None:
    assert _answers(clients)
    broker.control("close_all_connections", "for a test")
    until(lambda: _answers(clients), within=30, what="the tiny service to come back")
    for name in ("a", "b", "c"):
        assert clients.ask(Ask(ECHO, {"name": name}, SOMEBODY)).result["body"] == {"name": name}


def test_a_frozen_broker_holds_nobody_up_for_long(clients: ServiceClients, broker: PrivateBroker) -> None:
    assert _answers(clients)
    with ends_within(12):
        broker.freeze()
        try:
            assert code_of(clients, Ask(ECHO, {}, SOMEBODY)) == problems.UNAVAILABLE
            assert code_of(clients, Ask(SLOW_COMMAND, {}, SOMEBODY, key=KEY)) in (
                problems.UNKNOWN,
                problems.UNAVAILABLE,
            )
        finally:
            broker.thaw()
    until(lambda: _answers(clients), within=40, what="the tiny service to answer again")
