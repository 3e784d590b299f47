"""Packages of the distribution that a copy needs: installed when allowed, else named with what to type."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess

from deploy.one_machine.cannot_start import CannotStart

# Debian starts a server it installs, now and at every boot; a copy runs its own.
# policy-rc.d says no for now (with or without systemd), and disabling says no for later.
INSTALL = """
set -e
if [ ! -e /usr/sbin/policy-rc.d ]; then
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d
    chmod 755 /usr/sbin/policy-rc.d
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq -y --no-install-recommends "$@" </dev/null
if [ -d /run/systemd/system ]; then
    for unit in rabbitmq-server.service epmd.socket epmd.service postgresql.service; do
        systemctl disable --quiet "$unit" 2>/dev/null || true
    done
fi
"""


def install(*packages: str, needed_for: str) -> None:
    """Install Debian or Ubuntu packages without asking anything.

    CannotStart says what to type when this user may not.
    """
    prefix = _as_root()
    if prefix is None:
        raise CannotStart(
            f"{needed_for} needs {_listed(packages)}, which this machine does not have.\n"
            f"Install it as root:  apt-get install --no-install-recommends {' '.join(packages)}\n"
            "Then run the same command again."
        )
    print(f"Installing {_listed(packages)} from the distribution ...", flush=True)
    command = [*prefix, "sh", "-c", INSTALL, "install", *packages]
    # Everybody may read what is installed, however close this copy keeps its own files.
    done = subprocess.run(command, capture_output=True, text=True, check=False, umask=0o022)
    if done.returncode != 0:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-3:]
        raise CannotStart(
            f"{needed_for} needs {_listed(packages)}, and installing it failed:\n"
            + "\n".join(last)
            + "\nInstall it by hand, then run the same command again."
        )


def _as_root() -> list[str] | None:
    """What to put before a command so that root runs it; None when this user may not."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if (
        shutil.which("sudo")
        and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0
    ):
        return sudo
    return None


def _listed(packages: tuple[str, ...]) -> str:
    return " and ".join(packages)


def has_library(name: str) -> bool:
    """Whether programs can load a shared library, such as `libpango-1.0.so.0`."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
