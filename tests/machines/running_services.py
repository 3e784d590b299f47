"""The real services as processes of their own, each on a new database, on one virtual host."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from deploy.one_machine.programs import LEAN_SERVICE
from gateway.service_clients.clients import Ask, ServiceClients, open_clients
from gateway.service_clients.outcome import CallProblem
from services.chassis.actor import Actor, ensure_keys
from services.chassis.clock import SystemClock
from services.chassis.identifiers import new_id
from services.contracts import directory_calls
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import SERVICES
from tests.machines.guarded import guarded
from tests.machines.migrated import migrated_sqlite
from tests.waiting import until

OPERATOR = Actor("operator:tests", "operator", frozenset({"operator"}))


class RunningServices:
    """`python -m services.<name>` for each of `names`, with its log in the folder.

    Their databases are new SQLite files unless `database_urls` says otherwise. A second process of a service
    goes by a name of its own: `requests.2`.
    """

    def __init__(
        self,
        amqp_uri: str,
        folder: Path,
        names: tuple[str, ...] = SERVICES,
        database_urls: Mapping[str, str] | None = None,
    ) -> None:
        self.amqp_uri = amqp_uri
        self.keys_dir = folder / "keys"
        self.clock_offset_file = folder / "clock_offset"
        self.database_urls = {name: f"sqlite:///{folder / 'data' / name}.sqlite3" for name in names} | dict(
            database_urls or {}
        )
        self._folder = folder
        self._names = names
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        ensure_keys(self.keys_dir)
        self.clock_offset_file.write_text("0")
        (folder / "data").mkdir()

    def start(self) -> None:
        """Migrate and start them all; back when each answers."""
        for migrating in [self._launch(name, "migrate") for name in self._names if not self._copied(name)]:
            assert migrating.wait(timeout=60) == 0, self.logs()
        for name in self._names:
            self.start_one(name)
        clients = open_clients(self.amqp_uri, self.keys_dir, SystemClock())
        for name in self._names:
            until(lambda name=name: self._answers(clients, name), within=60, what=f"{name} to answer")
        clients.close()

    def _copied(self, name: str) -> bool:
        """Whether the service has a database file of its own here, which is then there, migrated."""
        file = self._folder / "data" / f"{name}.sqlite3"
        if self.database_urls[name] != f"sqlite:///{file}":
            return False
        shutil.copyfile(migrated_sqlite(name), file)
        return True

    def start_one(self, name: str, module: str | None = None, **variables: str) -> None:
        """Start one service: as `module` when one is named, with `variables` in its environment."""
        self._processes[name] = self._launch(name, "run", module, variables)

    def stop_one(self, name: str) -> int:
        """Stop one service in good order; its exit code."""
        self._send(name, signal.SIGTERM)
        return self._processes.pop(name).wait(timeout=40)

    def kill(self, name: str) -> None:
        """kill -9."""
        self._send(name, signal.SIGKILL)
        self._processes[name].wait(timeout=10)

    def command(self, name: str, command: str) -> None:
        """Run one of the service's other commands to its end: `migrate`, `new-epoch`."""
        assert self._launch(name, command).wait(timeout=60) == 0, self.logs()

    def runs(self, name: str) -> bool:
        """Whether that service was started and not stopped."""
        return name in self._processes

    def process_id(self, name: str) -> int:
        """The process of one service."""
        return self._processes[name].pid

    def ended(self) -> dict[str, int]:
        """The exit codes of those that ended without having been stopped."""
        codes = {name: process.poll() for name, process in self._processes.items()}
        return {name: code for name, code in codes.items() if code is not None}

    def freeze(self, name: str) -> None:
        """Its connection stays open and nothing is answered."""
        self._send(name, signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        """It goes on where it was."""
        self._send(name, signal.SIGCONT)

    def stop(self) -> None:
        """Stop them all."""
        for process in self._processes.values():
            process.send_signal(signal.SIGCONT)  # nothing happens to one that has ended
            process.send_signal(signal.SIGTERM)
        for process in self._processes.values():
            process.wait(timeout=40)

    def logs(self) -> str:
        """What they have said."""
        return "\n".join(file.read_text() for file in self._folder.glob("*.log"))

    def _answers(self, clients: ServiceClients, name: str) -> bool:
        if name in self._processes:
            assert self._processes[name].poll() is None, self.logs()
        try:
            clients.ask(Ask(chassis_calls(name)["progress"], {}, OPERATOR), seconds=1)
        except CallProblem:
            return False
        return True

    def _send(self, name: str, number: signal.Signals) -> None:
        self._processes[name].send_signal(number)

    def _launch(
        self, name: str, command: str, module: str | None = None, variables: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        service = name.partition(".")[0]
        environment = {
            "MEMBERZONE_VAR": str(self._folder),
            "AMQP_URI": self.amqp_uri,
            "ACTOR_KEYS_DIR": str(self.keys_dir),
            "MEMBERZONE_CLOCK_OFFSET_FILE": str(self.clock_offset_file),
            **LEAN_SERVICE,
            f"DATABASE_URL_{service.upper()}": self.database_urls[service],
        }
        with (self._folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                guarded([sys.executable, "-m", module or f"services.{service}", command]),
                env=os.environ | environment | dict(variables or {}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )


def load_council(services: RunningServices, council: dict[str, Any]) -> None:
    """Load `council` into directory; where requests runs too, it has heard of all of it."""
    with closing(open_clients(services.amqp_uri, services.keys_dir, SystemClock())) as clients:
        clients.ask(Ask(directory_calls.LOAD, council, OPERATOR, key=new_id()), seconds=20)
        if services.runs("requests"):
            latest = clients.ask(Ask(chassis_calls("directory")["progress"], {}, OPERATOR)).result["latest"]
            until(lambda: _heard(clients, latest), within=20, what="requests to hear of the council")


def _heard(clients: ServiceClients, latest: dict[str, Any]) -> bool:
    """Whether requests has applied the last event of directory; both go through them in order."""
    asked = {"source": "directory", "stream": latest["stream"]}
    found = clients.ask(Ask(chassis_calls("requests")["position"], asked, OPERATOR))
    return bool(found.result["sequence"] >= latest["sequence"])
