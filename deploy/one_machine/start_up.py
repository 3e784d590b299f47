"""Brings one copy up in the order in which its parts need each other."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from deploy.one_machine import ports, programs
from deploy.one_machine.cannot_start import CannotStart
from deploy.one_machine.copy_settings import CopySettings
from deploy.one_machine.supervision import Supervisor

POLL_SECONDS = 0.1
LONGEST_START_SECONDS = 120
LONGEST_HISTORY_SECONDS = 900
LOADED = "council_loaded"
HISTORY = "history.jsonl"


class StartUp:
    """One copy's way from nothing to ready. Every step may raise CannotStart."""

    def __init__(
        self,
        settings: CopySettings,
        supervisor: Supervisor,
        supervisord: subprocess.Popen[bytes],
        environment: dict[str, str],
    ) -> None:
        self._settings = settings
        self._supervisor = supervisor
        self._supervisord = supervisord
        self._environment = environment | programs.LEAN_SERVICE

    def run(self) -> None:
        """Start everything; returns when a person can sign in."""
        self._wait(self._supervisor.is_up, "the supervisor")
        self._start_broker()
        migrations = self._migrations()
        history = self._planned_history()
        accounts = self._accounts()
        if accounts is None:
            self._start_identity_provider()
        self._supervisor.start("front", "gateway")  # it needs the others when it is first asked for a page
        _finish(migrations, "The databases cannot be brought up to date")
        if self._settings.has_private_broker:
            self._wait(self._settings.broker.is_up, "the broker")
        for service in programs.SERVICES:
            self._supervisor.start("services", service)
        if accounts is not None:
            _finish(accounts, "The demonstration identity provider cannot be set up")
            programs.identity_provider(self._settings).accounts_are_made()
            self._start_identity_provider()
        for service in programs.SERVICES:
            self._wait(partial(self._service_is_ready, service), f"the service {service}")
        self._load_council()
        if history is not None:
            _finish(history, "The demonstration's history cannot be planned")
        self._bring_in_history()
        self._wait(self._is_ready, "the gateway to be ready")

    def _start_broker(self) -> None:
        if not self._settings.has_private_broker:
            return check_broker(self._settings.values["AMQP_URI"])
        node = self._settings.broker
        self._supervisor.start("port_mapper", "epmd")
        self._wait(lambda: ports.answers(node.epmd_port), "the broker's port mapper")
        return self._supervisor.start("broker", "broker")

    def _accounts(self) -> subprocess.Popen[str] | None:
        """The process that makes the identity provider's accounts, when they have to be made."""
        if not self._settings.has_private_identity_provider:
            return None
        provider = programs.identity_provider(self._settings)
        return None if provider.has_accounts() else provider.make_accounts()

    def _start_identity_provider(self) -> None:
        if self._settings.has_private_identity_provider:
            self._supervisor.start("front", "identity_provider")

    def _migrations(self) -> subprocess.Popen[str]:
        return self._launch([sys.executable, "-m", "services.chassis.migrations", *programs.SERVICES])

    def _load_council(self) -> None:
        file = programs.council_file(self._settings)
        loaded = self._settings.var / LOADED
        if loaded.exists() and loaded.read_text() == file.name:
            return
        _finish(self._memberzone("directory", "load", str(file), "--yes"), f"{file.name} cannot be loaded")
        loaded.write_text(file.name)

    def _planned_history(self) -> subprocess.Popen[str] | None:
        """The process that writes it down, once: who starts again goes on with the same one."""
        file = self._settings.var / HISTORY
        if not self._needs_history() or file.exists():
            return None
        return self._launch([sys.executable, "-m", "deploy.demonstration.history", str(file)])

    def _bring_in_history(self) -> None:
        if not self._needs_history():
            return
        file = self._settings.var / HISTORY
        print("Bringing in the demonstration's history: some 2,000 requests, only this once ...", flush=True)
        started = time.monotonic()
        bringing = self._memberzone("bring-in", str(file), progress=True)
        _finish(bringing, "The demonstration's history cannot be brought in", LONGEST_HISTORY_SECONDS)
        print(f"The history is in, after {time.monotonic() - started:.0f} s.", flush=True)
        self._settings.history_mark.touch()
        file.unlink()

    def _needs_history(self) -> bool:
        return self._settings.has_history and not self._settings.history_mark.exists()

    def _memberzone(self, *arguments: str, progress: bool = False) -> subprocess.Popen[str]:
        options = ["--var", str(self._settings.var), *arguments]
        command = [sys.executable, "-c", "from gateway.cli import main; main()", *options]
        return self._launch(command, None if progress else subprocess.STDOUT)

    def _service_is_ready(self, service: str) -> bool:
        port = self._settings.values[f"HEALTH_PORT_{service.upper()}"]
        return _answers_200(f"http://127.0.0.1:{port}/readyz")

    def _is_ready(self) -> bool:
        return _answers_200(f"http://127.0.0.1:{self._settings.port}/readyz")

    def _launch(self, command: list[str], errors: int | None = subprocess.STDOUT) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "--", *command],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )

    def _wait(self, condition: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + LONGEST_START_SECONDS
        while not condition():
            if self._supervisord.poll() is not None:
                raise CannotStart("The supervisor ended while everything was starting: see the lines above.")
            if time.monotonic() > deadline:
                raise CannotStart(
                    f"Waited {LONGEST_START_SECONDS} s in vain for {what}: see the lines above, "
                    f"and the logs in {self._settings.var}/log."
                )
            time.sleep(POLL_SECONDS)


def check_broker(uri: str) -> None:
    """CannotStart when nothing listens where AMQP_URI points."""
    parts = urlsplit(uri)
    host, port = parts.hostname or "127.0.0.1", parts.port or 5672
    try:
        socket.create_connection((host, port), timeout=5).close()
    except OSError as error:
        raise CannotStart(
            f"No broker answers at {host}:{port}, where AMQP_URI points ({error.strerror or error}): "
            "start it, correct AMQP_URI, or unset it to use a private broker."
        ) from None


def _finish(
    process: subprocess.Popen[str], otherwise: str, longest_seconds: float = LONGEST_START_SECONDS
) -> None:
    output, _ = process.communicate(timeout=longest_seconds)
    if process.returncode != 0:
        last = (output.strip() or "see the lines above").splitlines()[-1]
        raise CannotStart(f"{otherwise}: {last}")


def _answers_200(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
