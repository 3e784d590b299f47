"""`make run`: one launcher starts a whole copy, keeps it running and leaves nothing behind."""

import json
import os
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.machines.copy import LAUNCHER, Copy
from tests.waiting import until


def launch(var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A start that is expected to be refused."""
    everything = os.environ | {"VAR": str(var)} | environment
    return subprocess.run(LAUNCHER, env=everything, capture_output=True, text=True, timeout=30, check=False)


@pytest.fixture(scope="module")
def running_copy() -> Iterator[Copy]:
    """A copy with the demonstration council, shared by the tests that leave it running."""
    with Copy() as copy:
        yield copy


@pytest.fixture
def own_copy() -> Iterator[Copy]:
    """A copy that the test ends itself."""
    with Copy(demonstration=False) as copy:
        yield copy


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run; what only waits to be reaped by init has ended."""
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def is_ready(copy: Copy) -> bool:
    try:
        with urllib.request.urlopen(f"{copy.url}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_a_taken_port_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        refused = launch(tmp_path, PORT=str(port))
    assert refused.returncode == 2
    assert refused.stderr == f"Port {port} is taken: stop what uses it, or choose another with PORT=.\n"


def test_a_broker_that_does_not_answer_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    refused = launch(tmp_path, AMQP_URI=f"amqp://u:p@127.0.0.1:{port}/v", PORT="28999")
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"No broker answers at 127.0.0.1:{port}, where AMQP_URI points")


def test_a_service_without_its_settings_says_which_is_missing(tmp_path: Path) -> None:
    command = [LAUNCHER[0], "-m", "services.directory"]
    environment = {name: value for name, value in os.environ.items() if name != "AMQP_URI"}
    refused = subprocess.run(
        command,
        env=environment | {"MEMBERZONE_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 2
    [sentence] = refused.stderr.splitlines()
    assert sentence.startswith("AMQP_URI is not set")


def test_the_same_copy_is_not_started_twice(running_copy: Copy) -> None:
    refused = launch(running_copy.var, PORT="28998")
    assert refused.returncode == 2
    assert "is running already" in refused.stderr


def test_it_says_where_it_is_and_how_to_sign_in(running_copy: Copy) -> None:
    said = running_copy.output.read_text()
    assert f"Member Zone is ready: {running_copy.url}" in said
    assert f"Sign in with the password {running_copy.sign_in_password}" in said
    assert "administrator@memberzone.example" in said


def test_the_first_page_offers_to_sign_in(running_copy: Copy) -> None:
    with urllib.request.urlopen(f"{running_copy.url}/", timeout=10) as answer:
        assert answer.status == 200
        assert "Sign in" in answer.read().decode()


def test_every_log_line_says_whose_it_is(running_copy: Copy) -> None:
    lines = running_copy.output.read_text().split("\nMember Zone is ready")[0].splitlines()
    programs = {line.split("|")[0].strip() for line in lines if line}
    assert programs <= {
        "supervisor",
        "epmd",
        "broker",
        "identity_provider",
        "directory",
        "requests",
        "sla",
        "feedback",
        "reporting",
        "gateway",
    }


def test_secrets_are_readable_by_their_owner_only(running_copy: Copy) -> None:
    """Settings, keys, databases and logs: nothing but the public keys is anybody else's to read."""
    files = [path for path in running_copy.var.rglob("*") if path.is_file()]
    names = {str(path.relative_to(running_copy.var)) for path in files}
    assert {"settings.env", "keys/actor_private.json", "data/directory.sqlite3", "log/gateway.log"} <= names
    others = {str(path.relative_to(running_copy.var)) for path in files if path.stat().st_mode & 0o077}
    assert others - {"output.log"} == {"keys/actor_public.json"}


def test_a_service_that_is_started_by_itself_keeps_its_database_for_its_owner(tmp_path: Path) -> None:
    environment = os.environ | {"MEMBERZONE_VAR": str(tmp_path)}
    subprocess.run(
        [LAUNCHER[0], "-m", "services.directory", "migrate"], env=environment, check=True, umask=0o022
    )
    [mode] = {path.stat().st_mode & 0o777 for path in (tmp_path / "data").iterdir()}
    assert mode == 0o600


def test_the_broker_leaves_its_dumps_in_the_folder_of_the_copy(running_copy: Copy) -> None:
    for program in ("broker", "epmd"):
        pid = running_copy.pid(program)
        assert Path(f"/proc/{pid}/cwd").resolve() == running_copy.var / "broker"


def test_it_listens_on_loopback_only(running_copy: Copy) -> None:
    found = {
        connection.laddr.ip
        for process in running_copy.processes()
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert found <= {"127.0.0.1", "::1"}


@pytest.mark.parametrize(
    "program", ["directory", "requests", "sla", "feedback", "reporting", "gateway", "epmd", "broker"]
)
def test_what_dies_is_started_again(running_copy: Copy, program: str) -> None:
    dead = running_copy.kill(program)
    until(
        lambda: running_copy.pid(program) not in (None, dead),
        within=30,
        what=f"{program} to be started again",
    )
    until(lambda: is_ready(running_copy), within=60, what="everything to be ready again")


def christmas(copy: Copy) -> list[str]:
    """What the council's calendar knows of it."""
    span = ("--from", "2023-12-23", "--to", "2023-12-26", "--json")
    return [day["reason"] for day in json.loads(copy.memberzone("calendar", *span).stdout)]


def test_sigterm_stops_everything_and_a_second_start_keeps_the_data(own_copy: Copy) -> None:
    before, processes = own_copy.memberzone("events", "directory"), own_copy.processes()
    assert before.stdout
    assert christmas(own_copy) == ["Christmas Day", "Boxing Day"]  # without a demonstration, too
    assert len(processes) > 8
    own_copy.stop()
    assert own_copy.launcher is not None
    assert own_copy.launcher.returncode == 0
    assert alive(processes) == []
    own_copy.start()
    assert own_copy.memberzone("events", "directory").stdout == before.stdout


def test_nothing_outlives_a_killed_launcher(own_copy: Copy) -> None:
    processes = own_copy.processes()
    assert own_copy.launcher is not None
    own_copy.launcher.kill()
    until(
        lambda: not any(process.is_running() for process in processes),
        within=35,
        what="the end of everything",
    )
