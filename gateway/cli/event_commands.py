"""`memberzone events`: a source's stored events as CloudEvents, one JSON line each."""

import json

import click

from gateway.cli.copy_folder import pass_operator
from gateway.cli.operator import Operator
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import SERVICES

# An event of an import holds hundreds of cases: a page stays some megabytes at most.
PAGE = 20


@click.command()
@click.argument("source", type=click.Choice(SERVICES))
@click.option("--stream", help="Only this stream, such as a request's id.")
@pass_operator
def events(operator: Operator, source: str, stream: str | None) -> None:
    """Print the stored events of SOURCE in the order of storing."""
    call = chassis_calls(source)["events"]
    after: int | None = 0
    while after is not None:
        page = operator.ask(call, {"stream": stream, "after": after, "limit": PAGE})
        for event in page["events"]:
            click.echo(json.dumps(event, ensure_ascii=False))
        after = page["next"]
