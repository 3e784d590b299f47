"""`memberzone working-days`: the sum of working days for any dates, one by options or many as JSON lines."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any

import click

from gateway.cli.copy_folder import pass_operator
from gateway.cli.operator import Operator
from services.contracts.sla_calls import LINES_AT_ONCE, WORK_OUT

SOME_LINES_ARE_BAD = 2

Line = dict[str, Any]


@click.command("working-days")
@click.option("--received", help="A day, or an instant with its zone.")
@click.option("--working-days", type=int, help="How many working days there are for the answer.")
@click.option("--answered", help="When the answer was given.")
@click.option("--pause", "pauses", nargs=2, multiple=True, help="Since when and until when it was paused.")
@click.option("--closed", multiple=True, help="A day that is not worked, besides the bank holidays.")
@click.option("--opened", multiple=True, help="A bank holiday that is worked after all.")
@click.option("--council", is_flag=True, help="Take the council's calendar, rather than the bank holidays.")
@click.option(
    "--jsonl", type=click.File(), help="Read the sums from a file of JSON lines (-: standard input)."
)
@pass_operator
def working_days(operator: Operator, /, jsonl: IO[str] | None, council: bool, **said: Any) -> int:
    """Work out day 0, the due date, the working days taken, and whether an answer was late."""
    if jsonl is not None:
        return _lines(operator, jsonl, council)
    if not said["received"] or not said["working_days"]:
        raise click.UsageError("Say --received and --working-days, or give --jsonl a file.")
    [result] = operator.ask(WORK_OUT, {"lines": [_line(said)], "council": council})["results"]
    if "error" in result:
        raise click.UsageError(result["error"])
    for name, value in result.items():
        if value is not None:
            click.echo(f"{name}\t{json.dumps(value) if isinstance(value, bool) else value}")
    return 0


def _line(said: dict[str, Any]) -> Line:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


def _lines(operator: Operator, lines: IO[str], council: bool) -> int:
    """A result for each line, in order; the exit code."""
    bad = False
    filled = filter(str.strip, lines)
    while some := list(islice(filled, LINES_AT_ONCE)):
        for result in _results(operator, [_read(text) for text in some], council):
            bad = bad or "error" in result
            click.echo(json.dumps(result, ensure_ascii=False))
    return SOME_LINES_ARE_BAD if bad else 0


def _read(text: str) -> Line | None:
    try:
        line = json.loads(text, parse_constant=_refused)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) else None


def _refused(name: str) -> None:
    raise ValueError(name)


def _results(operator: Operator, lines: list[Line | None], council: bool) -> Iterator[dict[str, Any]]:
    readable = [line for line in lines if line is not None]
    results = iter(
        operator.ask(WORK_OUT, {"lines": readable, "council": council})["results"] if readable else ()
    )
    for line in lines:
        yield {"error": "This is not a JSON object."} if line is None else next(results)
