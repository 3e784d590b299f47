"""The gateway as gunicorn serves it: several workers, figures added up, and a quiet end."""

import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests
from flask import Flask

from deploy.one_machine import ports
from tests.machines.guarded import guarded
from tests.machines.running_services import RunningServices
from tests.waiting import until


def environment_of(running: RunningServices, folder: Path, port: int) -> dict[str, str]:
    """What tells the gateway its settings."""
    return {
        "MEMBERZONE_VAR": str(folder),
        "PORT": str(port),
        "AMQP_URI": running.amqp_uri,
        "ACTOR_KEYS_DIR": str(running.keys_dir),
        "SECRET_KEY": "for tests of the gateway only",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DEMONSTRATION": "1",
    }


@pytest.fixture
def served(running: RunningServices, tmp_path: Path) -> Iterator[tuple[str, Path, subprocess.Popen[bytes]]]:
    """Its address, the file with its log, and its process."""
    port = ports.free_ports(1)[0]
    environment = environment_of(running, tmp_path, port) | {"GUNICORN_CMD_ARGS": "--access-logfile -"}
    log = tmp_path / "gateway.log"
    command = ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "gateway.wsgi:app"]
    with log.open("wb") as file:
        process = subprocess.Popen(
            guarded([sys.executable, *command]), env=os.environ | environment, stdout=file, stderr=file
        )
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: ports.answers(port), within=30, what="gunicorn to listen")
        yield address, log, process
    finally:
        process.kill()
        process.wait()


def test_two_workers_serve_pages_add_up_their_figures_and_stop_on_a_signal(
    served: tuple[str, Path, subprocess.Popen[bytes]],
) -> None:
    address, log, process = served
    until(
        lambda: requests.get(f"{address}/readyz", timeout=20).status_code == 200, within=40, what="readiness"
    )
    for _ in range(20):
        assert requests.get(f"{address}/privacy", timeout=20).status_code == 200
    figures = requests.get(f"{address}/metrics", timeout=20).text
    counted = (
        'memberzone_gateway_request_seconds_count{endpoint="public.privacy",method="GET",status="200"} 20.0'
    )
    assert counted in figures
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    lines = log.read_text().splitlines()
    assert lines
    assert [line for line in lines if not line.startswith("{")] == []


def test_what_comes_back_from_an_identity_provider_is_in_no_log(
    served: tuple[str, Path, subprocess.Popen[bytes]],
) -> None:
    address, log, _ = served
    callback = "/sign-in/members/callback"
    requests.get(f"{address}{callback}?code=secret-code&state=secret-state", timeout=20)
    from_there = {"Referer": f"{address}{callback}?code=secret-code&state=secret-state"}
    requests.get(f"{address}/privacy", headers=from_there, timeout=20)
    with socket.create_connection(("127.0.0.1", int(address.rsplit(":", 1)[1]))) as client:
        client.sendall(f"GET {callback}?code=secret-code HTTP/nine\r\n\r\n".encode())
        client.recv(1000)
    until(lambda: "Invalid request" in log.read_text(), what="the log of a request that is none")
    said = log.read_text()
    assert f"GET {callback}?..." in said
    assert "secret" not in said


def test_what_is_loaded_before_the_workers_part_draws_nothing() -> None:
    """The engine of the charts would hang in them."""
    loaded = "import sys, gateway.app; print('vl_convert' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True).stdout == b"False\n"
    )


def test_every_worker_sweeps_files(
    app: Flask, running: RunningServices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The last is set by the configuration itself: here it is put back in the end.
    environment = environment_of(running, tmp_path, 1) | {"PROMETHEUS_MULTIPROC_DIR": ""}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    configuration = runpy.run_path("deploy/gunicorn.conf.py")
    before = _sweeping()
    configuration["post_worker_init"](SimpleNamespace(wsgi=app))
    assert _sweeping() == before + 1


def _sweeping() -> int:
    return sum(thread.name == "sweep of files" for thread in threading.enumerate())
