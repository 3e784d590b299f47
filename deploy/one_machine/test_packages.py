"""Makes sure that this machine has what the tests need: `python -m deploy.one_machine.test_packages`."""

import shutil
import sys
from pathlib import Path

from deploy.one_machine import broker, system_packages
from deploy.one_machine.cannot_start import CannotStart


def missing() -> list[str]:
    """The distribution's packages that are not there yet."""
    there = {
        "rabbitmq-server": broker.is_installed(),
        "postgresql": any(Path("/usr/lib/postgresql").glob("*/bin/postgres")),
        "chromium": shutil.which("chromium") is not None,
        "git": shutil.which("git") is not None,
    }
    return [package for package, present in there.items() if not present]


def main() -> int:
    """Exit code 0, or 2 with the reason on stderr."""
    packages = missing()
    try:
        if packages:
            system_packages.install(*packages, needed_for="`make test`")
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
