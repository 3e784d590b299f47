"""Makes sure that this machine has what the tests need: `python -m deploy.one_machine.test_packages`.

With the word `bench`, what only `make bench` needs as well: an office suite is a large thing to install.
"""

import shutil
import sys
from pathlib import Path

from deploy.one_machine import broker, system_packages, text_layout
from deploy.one_machine.cannot_start import CannotStart

OFFICE = Path("/usr/lib/libreoffice/program")


def missing(for_the_bench: bool = False) -> list[str]:
    """The distribution's packages that are not there yet."""
    there = {
        "rabbitmq-server": broker.is_installed(),
        "postgresql": any(Path("/usr/lib/postgresql").glob("*/bin/postgres")),
        "chromium": shutil.which("chromium") is not None,
        "libatomic1": system_packages.has_library("libatomic.so.1"),  # what drives the browser needs it
        "git": shutil.which("git") is not None,
        "poppler-utils": shutil.which("pdftotext") is not None,
    }
    if for_the_bench:
        there["libreoffice-writer-nogui"] = (OFFICE / "libswlo.so").exists()
        there["libreoffice-calc-nogui"] = (OFFICE / "libsclo.so").exists()
    return [*(package for package, present in there.items() if not present), *text_layout.missing()]


def main() -> int:
    """Exit code 0, or 2 with the reason on stderr."""
    for_the_bench = sys.argv[1:] == ["bench"]
    packages = missing(for_the_bench)
    try:
        if packages:
            system_packages.install(*packages, needed_for="`make bench`" if for_the_bench else "`make test`")
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
