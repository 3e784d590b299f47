"""`memberzone parked`: messages that a service could not take, and what to do with them."""

import json
from typing import Any

import click

from gateway.cli.copy_folder import pass_operator
from gateway.cli.failure import CommandFailed
from gateway.cli.operator import Operator
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import SERVICES

COLUMNS = ("id", "kind", "source", "stream", "sequence", "type", "waiting_behind", "parked_at", "reason")
MOST_LISTED = 500
SERVICE = click.option(
    "--service", type=click.Choice(SERVICES), help="The service that parked it (default: look in all)."
)


@click.group()
def parked() -> None:
    """Messages that a service could not take."""


@parked.command("list")
@SERVICE
@pass_operator
def list_parked(operator: Operator, service: str | None) -> None:
    """List parked messages, with a heading, one line each, columns apart by tabs."""
    click.echo("\t".join(("service", *COLUMNS)))
    for name in _services(service):
        for message in operator.ask(chassis_calls(name)["list_parked"], {"limit": MOST_LISTED})["parked"]:
            click.echo("\t".join((name, *(_cell(message.get(column)) for column in COLUMNS))))


@parked.command()
@click.argument("parked_id")
@SERVICE
@pass_operator
def show(operator: Operator, parked_id: str, service: str | None) -> None:
    """Show one parked message whole, as JSON."""
    _, message = _found(operator, parked_id, service)
    click.echo(json.dumps(message, ensure_ascii=False, indent=2))


@parked.command("replay")
@click.argument("parked_ids", nargs=-1, required=True)
@SERVICE
@pass_operator
def replay_parked(operator: Operator, parked_ids: tuple[str, ...], service: str | None) -> None:
    """Try parked messages again, in the order given."""
    for parked_id in parked_ids:
        name, _ = _found(operator, parked_id, service)
        operator.ask(chassis_calls(name)["replay_parked"], {"parked_id": parked_id})
        click.echo(f"{parked_id} was given to {name} again.")


@parked.command()
@click.argument("parked_ids", nargs=-1, required=True)
@click.option("--reason", prompt="Why can it be discarded", help="Why it is not needed; it is kept.")
@SERVICE
@pass_operator
def discard(operator: Operator, parked_ids: tuple[str, ...], reason: str, service: str | None) -> None:
    """Give parked messages up, and open their streams again."""
    for parked_id in parked_ids:
        name, _ = _found(operator, parked_id, service)
        operator.ask(chassis_calls(name)["discard_parked"], {"parked_id": parked_id, "reason": reason})
        click.echo(f"{parked_id} of {name} is discarded.")


def _services(service: str | None) -> tuple[str, ...]:
    return (service,) if service else SERVICES


def _found(operator: Operator, parked_id: str, service: str | None) -> tuple[str, dict[str, Any]]:
    """(service, the message). Raises CommandFailed when no service has it."""
    for name in _services(service):
        message = operator.ask_if_there(chassis_calls(name)["show_parked"], {"parked_id": parked_id})
        if message is not None:
            return name, message
    raise CommandFailed(f"No message {parked_id} is parked: `memberzone parked list` shows those that are.")


def _cell(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())
