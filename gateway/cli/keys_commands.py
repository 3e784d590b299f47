"""`memberzone keys`: the keys with which the gateway signs who is behind a call."""

import os
from pathlib import Path

import click

from gateway.cli.copy_folder import CopyFolder
from gateway.cli.failure import CommandFailed
from services.chassis.actor import PRIVATE_FILE, rotate_keys
from services.chassis.clock import SystemClock


@click.group()
def keys() -> None:
    """The keys with which the gateway signs who is behind a call."""


@keys.command()
@click.pass_obj
def rotate(copy: CopyFolder) -> None:
    """Sign with a new key from now on. Nothing has to be restarted, and nobody is signed out.

    A copy does so by itself when it starts and its newest key is older than 90 days.
    """
    folder = copy.keys_folder()
    _check_owner(folder / PRIVATE_FILE)
    try:
        rotate_keys(folder, SystemClock().now())
    except OSError as error:
        raise CommandFailed(f"The keys in {folder} cannot be replaced: {error.strerror or error}.") from None
    click.echo(f"A new key is in {folder}; calls are signed with it from now on.")


def _check_owner(private: Path) -> None:
    """What one user writes for itself alone, the user that Member Zone runs as could not read."""
    if private.exists() and private.stat().st_uid != os.geteuid():
        raise CommandFailed(
            f"{private} belongs to another user: run this as the user that Member Zone runs as."
        )
