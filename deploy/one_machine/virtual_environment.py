"""Makes `.venv` from a lock file and installs the project in it; stands on the standard library only.

usage: python3 -m deploy.one_machine.virtual_environment FOLDER LOCK_FILE
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

from deploy.one_machine import system_packages
from deploy.one_machine.cannot_start import CannotStart

OLDEST, TOO_NEW = (3, 11), (3, 14)


def check_python(version: tuple[int, int]) -> None:
    """CannotStart when this Python is too old or too new."""
    if not OLDEST <= version < TOO_NEW:
        raise CannotStart(
            f"Member Zone needs Python 3.11, 3.12 or 3.13, and this is {version[0]}.{version[1]}: "
            "name another with PYTHON=, for example `make run PYTHON=python3.12`."
        )


def fill(folder: Path, lock_file: Path) -> None:
    """Make the virtual environment unless it is there, and install exactly what the lock file names."""
    if not (folder / "bin" / "python").exists():
        _make(folder)
    print(
        f"Installing what {lock_file.name} names into {folder} (about a minute the first time) ...",
        flush=True,
    )
    _pip(folder, "--require-hashes", "--requirement", str(lock_file))
    _pip(folder, "--no-deps", "--no-build-isolation", "--editable", ".")


def _make(folder: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        system_packages.install("python3-venv", needed_for="The virtual environment")
    venv.create(folder, with_pip=True)


def _pip(folder: Path, *arguments: str) -> None:
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input", "--root-user-action", "ignore")
    # Compiling everything takes three quarters of the time; Python compiles what is used, once.
    command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--no-compile", *quiet, *arguments]
    if subprocess.run(command, check=False, env=os.environ | {"PYTHONWARNINGS": "ignore"}).returncode != 0:
        raise CannotStart(
            "Installing the Python packages failed (see above): check the network, "
            "then run the same command again."
        )


def main(arguments: list[str]) -> int:
    """Exit code 0, or 2 with the reason on stderr."""
    folder, lock_file = map(Path, arguments)
    try:
        check_python(sys.version_info[:2])
        fill(folder, lock_file)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
