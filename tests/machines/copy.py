"""A whole running product in a temporary folder, started the way `make run` starts it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import psutil

from deploy.one_machine import ports
from deploy.one_machine.copy_settings import read
from deploy.one_machine.supervision import Supervisor
from tests.machines.guarded import guarded
from tests.waiting import until

LAUNCHER = [sys.executable, "-m", "deploy.one_machine"]
LONGEST_START, LONGEST_STOP = 60.0, 40.0
LONGEST_HISTORY = 150.0


class Copy:
    """One copy on free ports; `with Copy() as copy:` waits until it is ready and leaves nothing behind."""

    def __init__(
        self,
        demonstration: bool = True,
        environment: Mapping[str, str] | None = None,
        history: bool = False,
    ) -> None:
        self.var = Path(tempfile.mkdtemp(prefix="memberzone-copy-"))
        self.port = ports.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.output = self.var / "output.log"
        ours = {"VAR": str(self.var), "PORT": str(self.port), "DEMO": "1" if demonstration else "0"}
        ours |= {"HISTORY": "1" if history else "0"}
        self._environment = os.environ | dict(environment or {}) | ours
        self._longest_start = LONGEST_START + (LONGEST_HISTORY if history else 0)
        self.launcher: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Copy":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start everything and wait until it is ready."""
        self.output.unlink(missing_ok=True)
        with self.output.open("wb") as output:
            self.launcher = subprocess.Popen(
                guarded(LAUNCHER),
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        until(self._is_ready, within=self._longest_start, what="the copy to be ready")

    def stop(self) -> None:
        """SIGTERM; the data stays."""
        assert self.launcher is not None
        self.launcher.send_signal(signal.SIGTERM)
        self.launcher.wait(timeout=LONGEST_STOP)

    def close(self) -> None:
        """Stop it when it runs, and remove its folder."""
        if self.launcher and self.launcher.poll() is None:
            self.stop()
        shutil.rmtree(self.var, ignore_errors=True)

    @property
    def settings(self) -> dict[str, str]:
        """What VAR/settings.env says."""
        return read(self.var)

    @property
    def sign_in_password(self) -> str:
        """Everybody's password at the demonstration identity provider."""
        return self.settings["SIGN_IN_PASSWORD"]

    def pid(self, program: str) -> int | None:
        """The process id of a program of the copy; None while it does not run."""
        return Supervisor(self.var / "run" / "supervisor.sock").pids().get(program)

    def kill(self, program: str) -> int:
        """kill -9 a program of the copy; the process id it had. The supervisor starts it again."""
        pid = self.pid(program)
        assert pid, f"{program} does not run"
        os.kill(pid, signal.SIGKILL)
        return pid

    def processes(self) -> list[psutil.Process]:
        """Every process that belongs to the copy now: by descent, and by its folder on the command line."""
        assert self.launcher is not None
        found = {process.pid: process for process in psutil.process_iter() if self._belongs(process)}
        if psutil.pid_exists(self.launcher.pid):
            found |= {
                child.pid: child for child in psutil.Process(self.launcher.pid).children(recursive=True)
            }
        return list(found.values())

    def memberzone(self, *arguments: str, within: float = 60.0) -> subprocess.CompletedProcess[str]:
        """Run the command line against this copy."""
        command = [
            sys.executable,
            "-c",
            "from gateway.cli import main; main()",
            "--var",
            str(self.var),
            *arguments,
        ]
        return subprocess.run(command, capture_output=True, text=True, timeout=within, check=False)

    def _is_ready(self) -> bool:
        assert self.launcher is not None
        said = self.output.read_text(errors="replace")
        assert self.launcher.poll() is None, said
        return re.search(r"^Member Zone is ready: ", said, re.MULTILINE) is not None

    def _belongs(self, process: psutil.Process) -> bool:
        try:
            return any(str(self.var) in word for word in process.cmdline())
        except psutil.Error:
            return False
