"""`memberzone calendar`: the Mondays to Fridays on which the council does not work, and why."""

import json
from datetime import datetime

import click

from gateway.cli.copy_folder import pass_operator
from gateway.cli.operator import Operator
from services.contracts.sla_calls import CALENDAR

A_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("calendar")
@click.option("--from", "first", type=A_DAY, required=True, help="The first day, such as 2023-12-01.")
@click.option("--to", "last", type=A_DAY, required=True, help="The last day.")
@click.option("--json", "as_json", is_flag=True, help='Print one list of {"date", "reason"}.')
@pass_operator
def calendar(operator: Operator, first: datetime, last: datetime, as_json: bool) -> None:
    """List the weekdays from one day to another, both included, that are not worked."""
    if last < first:
        raise click.UsageError("The last day is before the first: write --from with the earlier one.")
    body = {"first": first.date().isoformat(), "last": last.date().isoformat()}
    answer = operator.ask(CALENDAR, body)
    if as_json:
        click.echo(json.dumps(answer["days"], ensure_ascii=False))
    else:
        for day in answer["days"]:
            click.echo(f"{day['date']}\t{day['reason']}")
    _warn(answer, body)


def _warn(answer: dict[str, str], span: dict[str, str]) -> None:
    """Where the calendar knows no holidays, on standard error."""
    if answer["ends_soon"]:
        click.echo(f"The calendar ends on {answer['last']}, in less than twelve months.", err=True)
    if span["first"] < answer["first"] or span["last"] > answer["last"]:
        known = f"{answer['first']} to {answer['last']}"
        click.echo(f"Holidays are known from {known} only.", err=True)
