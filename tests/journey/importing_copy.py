"""A copy to import into: both services as processes, on either database, and `memberzone` as it is typed."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from gateway.service_clients.clients import Ask, ServiceClients, open_clients
from services.chassis.clock import SystemClock
from services.contracts.calls import Call
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import REQUESTS
from tests.machines.guarded import guarded
from tests.machines.running_services import OPERATOR, RunningServices

MAPPING = "deploy/mappings/nyc_council_casework.yaml"
STREAM = "import:nyc_council_casework"
EXCERPT = Path("tests/data/nyc_council_casework_excerpt.csv")
# What becomes of the excerpt: three pairs of rows are alike in all that is kept, four are not.
EXCERPT_BALANCE = "read 300 imported 293 already 3 rejected 4"


class ImportingCopy(RunningServices):
    """Running services with the settings file by which `memberzone --var` finds them."""

    def __init__(self, amqp_uri: str, folder: Path) -> None:
        super().__init__(amqp_uri, folder)
        self.folder = folder
        self._commands: list[subprocess.Popen[str]] = []
        settings = {"MEMBERZONE_VAR": folder, "AMQP_URI": amqp_uri, "ACTOR_KEYS_DIR": self.keys_dir}
        (folder / "settings.env").write_text("".join(f"{name}={value}\n" for name, value in settings.items()))

    def clients(self) -> ServiceClients:
        """Calls to the services, past the command line."""
        return open_clients(self.amqp_uri, self.keys_dir, SystemClock())

    def kill_one(self, name: str) -> None:
        """kill -9 one service."""
        self._send(name, signal.SIGKILL)
        self._processes.pop(name).wait(timeout=10)

    def memberzone(self, *arguments: str) -> subprocess.Popen[str]:
        """`memberzone --var <folder>` with `arguments`, just started."""
        program = "from gateway.cli import main; main()"
        command = subprocess.Popen(
            guarded([sys.executable, "-c", program, "--var", str(self.folder), *arguments]),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._commands.append(command)
        return command

    def stop(self) -> None:
        """Stop the services, and a command that a failing test left behind."""
        for command in self._commands:
            command.kill()
            with command:  # closes its pipes and waits
                pass
        super().stop()

    def start_import(self, file: Path, *options: str) -> subprocess.Popen[str]:
        """An import under way, into what the file itself makes of the directory."""
        return self.memberzone("import", str(file), "--mapping", MAPPING, "--create-missing", *options)

    def import_whole(self, file: Path, *options: str) -> str:
        """The last line of an import that has to succeed."""
        said, complained = finished(self.start_import(file, *options))
        return said.splitlines()[-1] if said else complained

    def stored_chunks(self, clients: ServiceClients) -> list[list[dict[str, Any]]]:
        """The cases of every import event that requests has stored, in order."""
        call, after, chunks = chassis_calls(REQUESTS)["events"], 0, []
        while after is not None:
            page = asked(clients, call, {"stream": STREAM, "after": after, "limit": 20})
            chunks += [event["data"]["cases"] for event in page["events"]]
            after = page["next"]
        return chunks


def asked(clients: ServiceClients, call: Call, body: dict[str, Any]) -> dict[str, Any]:
    """The result of a query by the operator."""
    return clients.ask(Ask(call, body, OPERATOR), seconds=10).result


def finished(process: subprocess.Popen[str]) -> tuple[str, str]:
    """(standard output, standard error) of a command that has to succeed."""
    said, complained = process.communicate(timeout=600)
    assert process.returncode == 0, complained
    return said, complained
