"""`memberzone replay`: rebuild a service's copies from the sources' history while it goes on serving."""

import time

import click

from gateway.cli.copy_folder import pass_operator
from gateway.cli.operator import Operator
from gateway.cli.progress import Progress
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import SERVICES

POLL_SECONDS = 0.5


@click.command()
@click.argument("service", type=click.Choice(SERVICES))
@pass_operator
def replay(operator: Operator, service: str) -> None:
    """Rebuild the copies that SERVICE keeps of others' facts, and follow it till it is done."""
    calls = chassis_calls(service)
    rebuild = {"rebuild_id": operator.ask(calls["replay"])["rebuild_id"]}
    with Progress("events") as progress:
        while not (state := operator.ask(calls["rebuild_progress"], rebuild))["done"]:
            progress.show(state["events"])
            time.sleep(POLL_SECONDS)
    click.echo(f"{service} is rebuilt from {state['events']:,} events.")
