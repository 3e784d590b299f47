"""One service as a process: health, one-sentence refusals, SIGTERM, a kill in the middle of a call (X9)."""

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deploy.one_machine import ports
from gateway.service_clients.clients import Ask, open_clients
from services.chassis.clock import SystemClock
from services.chassis.identifiers import new_id
from services.contracts import directory_calls
from services.contracts.chassis_calls import chassis_calls
from tests.gateway.small_council import SMALL_COUNCIL
from tests.machines.broker import PrivateBroker
from tests.machines.running_services import OPERATOR, RunningServices
from tests.waiting import ends_within, until

CALLS = chassis_calls("directory")


@pytest.fixture
def services(broker: PrivateBroker, tmp_path: Path) -> Iterator[RunningServices]:
    running = RunningServices(broker.uri(broker.new_vhost()), tmp_path, ("directory",))
    yield running
    running.stop()


def fetch(port: int, path: str) -> tuple[int, str]:
    """Status and body of a page of the health port; (0, "") when nobody listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""


def test_health_is_alive_ready_and_counted_and_says_when_the_broker_is_away(
    services: RunningServices, broker: PrivateBroker
) -> None:
    (port,) = ports.free_ports(1)
    services.command("directory", "migrate")
    services.start_one("directory", HEALTH_PORT_DIRECTORY=str(port))
    until(lambda: fetch(port, "/readyz")[0] == 200, within=30, what="the service to be ready")
    assert fetch(port, "/healthz")[0] == 200
    status, metrics = fetch(port, "/metrics")
    assert status == 200
    for name in ("memberzone_outbox_events", "memberzone_parked_messages", "memberzone_waiting_events"):
        assert name in metrics
    broker.control("stop_app")
    try:
        status, body = fetch(port, "/readyz")
        assert (status, json.loads(body)["failed"]) == (503, ["bus"])
        assert fetch(port, "/healthz")[0] == 200
    finally:
        broker.control("start_app")
    until(lambda: fetch(port, "/readyz")[0] == 200, within=30, what="the service to be ready again")


def test_sigterm_ends_the_process_in_good_order(services: RunningServices) -> None:
    services.start()
    with ends_within(30):
        assert services.stop_one("directory") == 0


@pytest.mark.parametrize("seam", ["before_commit", "after_commit"])
def test_x9_a_call_whose_process_is_killed_in_the_middle_is_done_once_and_answered_once(
    services: RunningServices, seam: str
) -> None:
    services.start()
    services.stop_one("directory")
    services.start_one("directory", MEMBERZONE_CRASH_AT=seam)
    clients = open_clients(services.amqp_uri, services.keys_dir, SystemClock())
    ask = Ask(directory_calls.LOAD, SMALL_COUNCIL, OPERATOR, key=new_id())
    with ThreadPoolExecutor(1) as caller:
        asked = caller.submit(clients.ask, ask, seconds=50)
        until(services.ended, within=30, what="the process to die")
        services.start_one("directory")
        answer = asked.result().result
    receipt = clients.ask(Ask(CALLS["receipt"], {"command_key": ask.key}, OPERATOR)).result
    assert receipt["answer"]["result"] == answer
    assert answer["changes"]
    events = clients.ask(Ask(CALLS["events"], {}, OPERATOR)).result["events"]
    assert clients.ask(ask).result == answer
    assert clients.ask(Ask(CALLS["events"], {}, OPERATOR)).result["events"] == events
    assert {event["correlationid"] for event in events} == {ask.correlation_id}
    assert {event["streamsequence"] for event in events} == {1}
    clients.close()


def run_directory(folder: Path, **changes: str) -> "subprocess.CompletedProcess[str]":
    """`python -m services.directory` to its end."""
    environment = os.environ | {"MEMBERZONE_VAR": str(folder), "AMQP_URI": "amqp://127.0.0.1:1//"} | changes
    command = [sys.executable, "-m", "services.directory", changes.pop("command", "run")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


def refusal(ended: "subprocess.CompletedProcess[str]") -> str:
    """The one sentence that a process which would not start left."""
    assert ended.returncode == 2, ended.stderr
    lines = [line for line in ended.stderr.splitlines() if not line.startswith("{")]
    assert len(lines) == 1, ended.stderr
    return lines[0]


def test_what_keeps_a_service_from_starting_is_said_in_one_sentence(tmp_path: Path, vhost_uri: str) -> None:
    assert "AMQP_URI is not set" in refusal(run_directory(tmp_path, AMQP_URI=""))
    assert "needs migrating" in refusal(run_directory(tmp_path))
    away = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    assert "does not answer" in refusal(run_directory(tmp_path, DATABASE_URL_DIRECTORY=away))
    assert run_directory(tmp_path, command="migrate").returncode == 0
    assert "broker cannot be reached" in refusal(run_directory(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run_directory(tmp_path, AMQP_URI=vhost_uri, HEALTH_PORT_DIRECTORY=port)
    assert f"Port {port} on 127.0.0.1 is taken" in refusal(ended)
