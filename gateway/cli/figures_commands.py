"""`memberzone update-paper`, `metrics` and `compare-figures`: figures for files and other programs."""

import json
import os
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from gateway.cli.copy_folder import pass_operator
from gateway.cli.figures_caught_up import wait_for_figures
from gateway.cli.operator import Operator
from gateway.cli.paper_formats import FORMATS
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import REPORTING
from services.contracts.reporting_calls import COMPARE_FIGURES, UPDATE_PAPER
from services.contracts.reporting_events import METRICS_STREAM
from services.contracts.requests_calls import PUBLISH_COUNTS

A_DAY = click.DateTime(formats=["%Y-%m-%d"])
PAGE = 100
FOLLOW_SECONDS = 1.0
DIFFERENT = 1


@click.command("update-paper")
@click.option("--as-at", type=A_DAY, required=True, help="The day at whose end things are told.")
@click.option("--since", type=A_DAY, help="The first day of the period (default: the beginning).")
@click.option("--format", "shape", type=click.Choice(list(FORMATS)), required=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file.")
@pass_operator
def update_paper(operator: Operator, as_at: datetime, since: datetime | None, shape: str, out: Path) -> None:
    """Write the update paper as at a day, when all that has been published by now is counted."""
    wait_for_figures(operator)
    period = {"as_at": as_at.date().isoformat(), "since": since.date().isoformat() if since else None}
    _write(out, FORMATS[shape](operator.ask(UPDATE_PAPER, period)))


def _write(out: Path, content: bytes) -> None:
    """All of it or nothing."""
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise click.FileError(str(out), error.strerror or "it cannot be written") from error


@click.command("metrics")
@click.option("--follow", is_flag=True, help="Go on with each that is published.")
@pass_operator
def metrics(operator: Operator, follow: bool) -> None:
    """Print the council's figures as they were published last, one JSON line for each publication."""
    after, last = _newer(operator, 0)
    for event in last[-1:]:
        click.echo(json.dumps(event, ensure_ascii=False))
    while follow:
        time.sleep(FOLLOW_SECONDS)
        after, new = _newer(operator, after)
        for event in new:
            click.echo(json.dumps(event, ensure_ascii=False))


def _newer(operator: Operator, after: int) -> tuple[int, list[dict[str, Any]]]:
    """(position reached, the events behind `after`)."""
    found: list[dict[str, Any]] = []
    call = chassis_calls(REPORTING)["events"]
    while True:
        page = operator.ask(call, {"stream": METRICS_STREAM, "after": after, "limit": PAGE})
        if page["next"] is None:
            return after, found
        after = page["next"]
        found += page["events"]


@click.command("compare-figures")
@click.option("--as-at", type=A_DAY, help="The day (default: today, as it is now).")
@pass_operator
def compare_figures(operator: Operator, as_at: datetime | None) -> int:
    """Have requests count by itself, and compare with what reporting counts; exit code 1 if they differ."""
    day = as_at.date().isoformat() if as_at else None
    counted = operator.ask(PUBLISH_COUNTS, {"as_at": day})
    wait_for_figures(operator)
    answer = operator.ask(COMPARE_FIGURES, {"as_at": counted["as_at"]})
    for one in answer["differences"]:
        click.echo(f"{one['service']}\t{one['state']}\treporting {one['ours']}\trequests {one['theirs']}")
    if answer["differences"]:
        return DIFFERENT
    click.echo(f"Both count the same {counted['requests']:,} requests as at {counted['as_at']}.")
    return 0
