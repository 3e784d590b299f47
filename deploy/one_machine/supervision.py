"""A line to the supervisord that runs one copy."""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xmlrpc.client import ServerProxy

from supervisor.xmlrpc import SupervisorTransport

LONGEST_SOCKET_PATH = 80  # the kernel allows 107 bytes, and supervisord needs some of them


def socket_for(var: Path) -> Path:
    """Where supervisord listens: in VAR, or in a short temporary folder when that path is too long."""
    inside = var / "run" / "supervisor.sock"
    if len(bytes(inside)) <= LONGEST_SOCKET_PATH:
        return inside
    return Path(tempfile.mkdtemp(prefix="memberzone-")) / "supervisor.sock"


def launch(configuration: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """supervisord itself. It ends in good order when this process does, even by kill -9."""
    command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(configuration)]
    return subprocess.Popen(
        ["setpriv", "--pdeathsig", "TERM", "--", *command],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C at the terminal reaches the launcher only
    )


@dataclass(frozen=True)
class Supervisor:
    """A supervisord that listens on `socket`."""

    socket: Path

    def is_up(self) -> bool:
        """Whether it takes orders."""
        try:
            return bool(self._call("getState")["statename"] == "RUNNING")
        except OSError:
            return False

    def start(self, group: str, name: str) -> None:
        """Start one program and return at once."""
        self._call("startProcess", f"{group}:{name}", False)

    def pids(self) -> dict[str, int]:
        """The process id of each running program, by the program's name."""
        return {row["name"]: row["pid"] for row in self._call("getAllProcessInfo") if row["pid"]}

    def remove_socket(self) -> None:
        """Remove what `socket_for` made, after the end."""
        self.socket.unlink(missing_ok=True)
        if self.socket.parent.name != "run":
            self.socket.parent.rmdir()

    def _call(self, method: str, *arguments: Any) -> Any:
        transport = SupervisorTransport(serverurl=f"unix://{self.socket}")
        try:
            server: Any = ServerProxy("http://127.0.0.1", transport=transport)
            return getattr(server.supervisor, method)(*arguments)
        finally:
            transport.close()
