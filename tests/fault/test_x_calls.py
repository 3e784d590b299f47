"""What Nameko 2.14.1 does to calls when something is wrong (X3-X6, X10), and what our services do instead."""

import json
import pickle
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gateway.service_clients.clients import Ask, ServiceClients, open_clients
from gateway.service_clients.connection import ServiceConnection
from gateway.service_clients.outcome import CallProblem, Outcome
from services.chassis.clock import SystemClock
from services.chassis.identifiers import new_id
from services.contracts import directory_calls, problems
from services.contracts.calls import QUESTIONS_AT_MOST, TOGETHER
from services.contracts.chassis_calls import chassis_calls
from tests.gateway.small_council import SMALL_COUNCIL
from tests.machines.broker import PrivateBroker
from tests.machines.running_services import OPERATOR, RunningServices
from tests.service.chassis_ground import Messages
from tests.waiting import until

CALLS = chassis_calls("directory")
EXCHANGE, ROUTING_KEY, JSON = "nameko-rpc", "directory.progress", "application/json"
PICKLE = "application/x-python-serialize"
GOOD_BODY = json.dumps({"args": [{}], "kwargs": {}})


class Directory:
    """The directory service as a process, and the means to call it."""

    def __init__(self, broker: PrivateBroker, folder: Path) -> None:
        self.vhost = broker.new_vhost()
        self.services = RunningServices(broker.uri(self.vhost), folder, ("directory",))
        self.services.start()
        self.clients: ServiceClients = open_clients(
            self.services.amqp_uri, self.services.keys_dir, SystemClock()
        )

    def ask(self, name: str, **body: Any) -> dict[str, Any]:
        return self.clients.ask(Ask(CALLS[name], body, OPERATOR)).result

    def together(self, request: Any) -> dict[str, Any]:
        """What several queries in one message are answered, whatever they are."""
        with closing(ServiceConnection(self.services.amqp_uri)) as connection:
            answer: dict[str, Any] = connection.wait(connection.send("directory", TOGETHER, request, 10), 10)
        return answer["result"]  # type: ignore[no-any-return]

    def reasons(self) -> list[str]:
        return [parked["reason"] for parked in self.ask("list_parked")["parked"]]

    def put(self, body: str | bytes, content_type: str = JSON, **more: Any) -> None:
        with Messages(self.services.amqp_uri) as messages:
            messages.put(EXCHANGE, more.pop("routing_key", ROUTING_KEY), body, content_type, **more)

    def close(self) -> None:
        self.clients.close()
        self.services.stop()


@pytest.fixture(scope="module")
def directory(broker: PrivateBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    running = Directory(broker, tmp_path_factory.mktemp("calls"))
    yield running
    running.close()


@pytest.fixture(autouse=True)
def _still_the_same_process(directory: Directory) -> Iterator[None]:
    yield
    assert directory.services.ended() == {}
    assert directory.ask("progress")["outbox"] == 0


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("a call without reply_to", {"body": GOOD_BODY}),
        (
            "a call with a malformed call_id_stack",
            {"body": GOOD_BODY, "reply_to": "x", "headers": {"nameko.call_id_stack": 5}},
        ),
        ("a call whose body is not an object", {"body": "[]", "reply_to": "x"}),
        ("a call without its one argument", {"body": '{"args": [1, 2], "kwargs": {}}', "reply_to": "x"}),
        (
            "a call of a method that this service does not have",
            {"body": GOOD_BODY, "reply_to": "x", "routing_key": "directory.__class__"},
        ),
        (
            "cannot be decoded: ContentDisallowed",
            {"body": pickle.dumps({}), "content_type": "application/x-python-serialize"},
        ),
        ("cannot be decoded: DecodeError", {"body": "{secret words of a person", "reply_to": "x"}),
    ],
)
def test_x3_x4_x5_a_malformed_call_is_parked_as_headers_and_reason_and_kills_nobody(
    directory: Directory, reason: str, message: dict[str, Any]
) -> None:
    directory.put(**message)
    until(lambda: reason in directory.reasons(), what=f"{reason!r} among {directory.reasons()}")
    row = next(row for row in directory.ask("list_parked")["parked"] if row["reason"] == reason)
    shown = directory.ask("show_parked", parked_id=row["id"])
    assert shown["body"] is None
    assert "secret" not in json.dumps(shown)
    assert row["kind"] == "call"


def test_queries_in_one_message_are_each_answered_for_themselves_and_nothing_else_is(
    directory: Directory,
) -> None:
    queries = [Ask(CALLS["progress"], {}, OPERATOR), Ask(CALLS["events"], {"limit": 0}, OPERATOR)]
    progress, events = directory.clients.ask_together(queries)
    assert isinstance(progress, Outcome)
    assert progress.result["outbox"] == 0
    assert isinstance(events, CallProblem)
    assert list(events.problem.fields) == ["limit"]
    command = {"call": directory_calls.LOAD.name, "request": {}}
    nonsense: list[Any] = [command, {"call": "chassis"}, {"call": "progress"}, {"call": 5}, None]
    answers = directory.together({"questions": nonsense})["answers"]
    assert [answer["problem"]["code"] for answer in answers] == [problems.INVALID] * len(nonsense)
    for wrong in ({"questions": [command] * (QUESTIONS_AT_MOST + 1)}, {"questions": 1}, {}, None):
        assert directory.together(wrong)["problem"]["code"] == problems.INVALID
    assert directory.ask("events")["events"] == []
    many = [Ask(CALLS["events"], {"limit": limit}, OPERATOR) for limit in range(50)]
    answered = directory.clients.ask_together(many)
    assert [isinstance(one, Outcome) for one in answered] == [limit > 0 for limit in range(50)]


def test_a_parked_call_cannot_be_replayed_but_discarded(directory: Directory) -> None:
    directory.put(GOOD_BODY)
    until(lambda: "a call without reply_to" in directory.reasons(), what="the parked call")
    parked = directory.ask("list_parked")["parked"]
    for row in parked:
        with pytest.raises(CallProblem) as refused:
            directory.clients.ask(
                Ask(CALLS["replay_parked"], {"parked_id": row["id"]}, OPERATOR, key=new_id())
            )
        assert refused.value.code == problems.WRONG_STATE
        body = {"parked_id": row["id"], "reason": "a test's own"}
        directory.clients.ask(Ask(CALLS["discard_parked"], body, OPERATOR, key=new_id()))
    assert directory.reasons() == []


def test_x6_a_call_that_waited_past_its_deadline_does_nothing(directory: Directory) -> None:
    directory.services.freeze("directory")
    ask = Ask(directory_calls.LOAD, SMALL_COUNCIL, OPERATOR, key=new_id())
    try:
        with pytest.raises(CallProblem):
            directory.clients.ask(ask, seconds=0.5)
    finally:
        directory.services.thaw("directory")
    until(lambda: directory.ask("progress")["outbox"] == 0, what="the service to be back")
    assert directory.ask("events")["events"] == []
    receipt = directory.clients.ask(Ask(CALLS["receipt"], {"command_key": ask.key}, OPERATOR)).result
    assert receipt == {"done": False, "answer": None, "settled": False}


def test_x6_calls_travel_transient_and_expire(directory: Directory, broker: PrivateBroker) -> None:
    directory.services.freeze("directory")
    try:
        with pytest.raises(CallProblem):
            directory.clients.ask(Ask(CALLS["progress"], {}, OPERATOR), seconds=0.5)
    finally:
        directory.services.thaw("directory")
    until(lambda: directory.ask("progress") is not None, what="the service to be back")
    assert broker.queues(directory.vhost)["rpc-directory"]["messages"] == 0


def test_x10_services_come_back_by_themselves_when_the_broker_does(
    directory: Directory, broker: PrivateBroker
) -> None:
    broker.control("stop_app")
    try:
        with pytest.raises(CallProblem) as failed:
            directory.ask("progress")
        assert failed.value.code == problems.UNAVAILABLE
    finally:
        broker.control("start_app")
    until(lambda: _answers(directory), within=30, what="the service to answer again")


def _answers(directory: Directory) -> bool:
    started = time.monotonic()
    try:
        directory.ask("progress")
    except CallProblem:
        return False
    return time.monotonic() - started < 1
