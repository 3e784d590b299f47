"""The `memberzone` command: which copy it talks to, and how every command ends."""

import logging
import sys
from pathlib import Path

import click

from gateway.cli.calendar_command import calendar
from gateway.cli.copy_folder import CopyFolder
from gateway.cli.directory_commands import directory
from gateway.cli.event_commands import events
from gateway.cli.failure import CommandFailed
from gateway.cli.figures_commands import compare_figures, metrics, update_paper
from gateway.cli.history_command import bring_in
from gateway.cli.import_command import import_casebook
from gateway.cli.keys_commands import keys
from gateway.cli.parked_commands import parked
from gateway.cli.replay_command import replay
from gateway.cli.token_commands import token
from gateway.cli.working_days_command import working_days
from services.chassis.logs import configure_logs
from services.chassis.settings import SettingError

INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--var",
    "folder",
    type=click.Path(path_type=Path),
    help="The folder of the copy (default: MEMBERZONE_VAR, or var).",
)
@click.pass_context
def memberzone(context: click.Context, folder: Path | None) -> None:
    """Look after a copy of Member Zone."""
    context.obj = CopyFolder(folder)


COMMANDS = (
    *(directory, token, keys, events, parked, replay),
    *(import_casebook, bring_in, calendar, working_days),
    *(update_paper, metrics, compare_figures),
)
for command in COMMANDS:
    memberzone.add_command(command)


def main() -> None:
    """Run the command; what goes wrong is one sentence on standard error and exit code 2."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of `memberzone` with `arguments`."""
    configure_logs(
        "memberzone", logging.CRITICAL
    )  # people read sentences here, and programs read standard output
    try:
        code = memberzone.main(arguments, prog_name="memberzone", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
    except CommandFailed as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except SettingError as error:
        click.echo(str(error), err=True)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return INTERRUPTED
    return 2
