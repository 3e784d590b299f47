"""Every command of the README, run as it stands there: `make run` on a folder and port of the test's own."""

import re
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.one_machine import ports
from tests.machines.guarded import guarded
from tests.waiting import until

README = Path("README.md").read_text()
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines()]
OPERATORS = [command for command in COMMANDS if command.startswith(".venv/bin/memberzone ")]
LONGEST_START, LONGEST_STOP, LONGEST_COMMAND = 180.0, 40.0, 120.0


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """The folder of a copy that `make run` started."""
    with tempfile.TemporaryDirectory(prefix="memberzone-readme-") as folder:
        output = Path(folder) / "output.log"
        command = ["make", "run", f"VAR={folder}/var", f"PORT={ports.free_port()}"]
        with output.open("wb") as log:
            launcher = subprocess.Popen(guarded(command), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            until(lambda: is_ready(launcher, output), within=LONGEST_START, what="make run to be ready")
            yield Path(folder) / "var"
        finally:
            launcher.send_signal(signal.SIGTERM)
            launcher.wait(timeout=LONGEST_STOP)


def is_ready(launcher: subprocess.Popen[bytes], output: Path) -> bool:
    """Whether it has said so; fails when it ended instead."""
    said = output.read_text(errors="replace")
    assert launcher.poll() is None, said
    return "Member Zone is ready: " in said


def test_the_readme_shows_the_two_commands_and_nothing_untried() -> None:
    # `make test` is what runs this very test, here and in CI.
    assert set(COMMANDS) - set(OPERATORS) == {"make run", "make test"}
    assert OPERATORS


@pytest.mark.parametrize("command", OPERATORS)
def test_a_command_of_the_readme_works(var: Path, command: str) -> None:
    program, *arguments = shlex.split(command.replace(" var/", f" {var}/"))
    ran = subprocess.run(
        [program, "--var", str(var), *arguments],
        capture_output=True,
        text=True,
        timeout=LONGEST_COMMAND,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_every_picture_and_file_that_the_readme_names_is_there() -> None:
    named = re.findall(r"\]\(((?!https?:)[^)#]+)\)", README)
    missing = [name for name in named if not Path(name).exists()]
    assert not missing
