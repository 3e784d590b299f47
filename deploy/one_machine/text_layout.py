"""The distribution's libraries that set the text of a PDF. Without them everything runs but the PDFs."""

import sys

from deploy.one_machine import system_packages
from deploy.one_machine.cannot_start import CannotStart

LIBRARIES = {  # package → what it brings
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}


def missing() -> list[str]:
    """The packages whose library this machine does not have."""
    return [package for package, library in LIBRARIES.items() if not system_packages.has_library(library)]


def install_if_allowed() -> None:
    """Install what is missing; where this user may not, say so in one sentence and go on."""
    packages = missing()
    if not packages:
        return
    try:
        system_packages.install(*packages, needed_for="Making PDFs")
    except CannotStart:
        print(
            "The update paper cannot be made as a PDF until you install, as root:  "
            f"apt-get install --no-install-recommends {' '.join(packages)}",
            file=sys.stderr,
        )
