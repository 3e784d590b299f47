"""`make run`: starts a whole copy, shows its logs, and stops all of it on Ctrl-C or SIGTERM."""

import fcntl
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import IO

from deploy.one_machine import broker, ports, programs, system_packages, text_layout
from deploy.one_machine.cannot_start import CannotStart
from deploy.one_machine.copy_settings import CopySettings, settings_of
from deploy.one_machine.log_lines import LogLines
from deploy.one_machine.programs_file import configuration
from deploy.one_machine.start_up import StartUp
from deploy.one_machine.supervision import Supervisor, launch, socket_for
from deploy.one_machine.virtual_environment import check_python
from deploy.one_machine.welcome import welcome

LONGEST_STOP_SECONDS = 30


class Stopped(BaseException):
    """Somebody asked us to stop. Not an Exception: nothing on the way may take it for a failure."""


def main() -> int:
    """Exit code 0 after an orderly stop, 2 with the reason on stderr when it could not start."""
    os.umask(0o077)  # nobody else reads what this copy keeps
    try:
        check_python(sys.version_info[:2])
        settings = settings_of(os.environ)
        with _lock(settings):
            _check_port(settings.port)
            prepare(settings)
            return _run(settings)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 2


def _lock(settings: CopySettings) -> IO[str]:
    file = (settings.var / "lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise CannotStart(
            f"The copy in {settings.var} is running already: stop it, or name another with VAR=."
        ) from None
    return file


def _check_port(port: int) -> None:
    if not ports.is_free(port):
        raise CannotStart(f"Port {port} is taken: stop what uses it, or choose another with PORT=.")


def prepare(settings: CopySettings) -> None:
    """Make what the programs find when they start: system packages, folders, fresh signing keys."""
    from services.chassis.actor import renew_keys

    if settings.has_private_broker:
        if not broker.is_installed():
            system_packages.install("rabbitmq-server", needed_for="The message broker")
        settings.broker.prepare()
    text_layout.install_if_allowed()
    for folder in ("data", "log", "run"):
        (settings.var / folder).mkdir(exist_ok=True)
    renew_keys(Path(settings.values["ACTOR_KEYS_DIR"]), datetime.now(UTC))


def _run(settings: CopySettings) -> int:
    """Start, show logs, wait for the end."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    environment = os.environ | settings.for_services() | {"PORT": str(settings.port), "PYTHONUNBUFFERED": "1"}
    wanted = programs.programs(settings)
    socket = socket_for(settings.var)
    file = settings.var / "run" / "supervisord.conf"
    file.touch(mode=0o600)
    file.write_text(configuration(settings.var, socket, wanted))
    logs = LogLines(settings.var / "log", ["supervisor", *(program.name for program in wanted)], sys.stdout)
    supervisor, supervisord = Supervisor(socket), launch(file, environment)
    try:
        StartUp(settings, supervisor, supervisord, environment).run()
        print(welcome(settings), flush=True)
        supervisord.wait()
        print("The supervisor ended by itself.", file=sys.stderr)
        return 1
    except Stopped:
        return 0
    finally:
        _end(supervisord)
        supervisor.remove_socket()
        logs.end()
        print("Stopped.", flush=True)


def _stop(_number: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # once is enough
    raise Stopped


def _end(supervisord: subprocess.Popen[bytes]) -> None:
    supervisord.terminate()
    try:
        supervisord.wait(timeout=LONGEST_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        supervisord.kill()  # its programs then end with it
        supervisord.wait()


if __name__ == "__main__":
    sys.exit(main())
