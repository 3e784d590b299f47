"""`memberzone events`: a source's stored events as CloudEvents, one JSON line each."""

import json
import os
import sys

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
    try:
        _print_all(operator, source, stream)
    except BrokenPipeError:
        # Whoever read has had enough; the interpreter's last flush must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_all(operator: Operator, source: str, stream: str | None) -> None:
    call = chassis_calls(source)["events"]
    after: int | None = 0
    while after is not None:
        page = operator.ask(call, {"stream": stream, "after": after, "limit": PAGE})
        for event in page["events"]:
            click.echo(json.dumps(event, ensure_ascii=False))
        after = page["next"]
