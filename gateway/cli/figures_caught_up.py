"""Waiting until reporting has applied everything that was published when it was asked."""

import time
from typing import Any

from gateway.cli.failure import CommandFailed
from gateway.cli.operator import Operator
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import FOLLOWS, REPORTING, SLA

WAIT_SECONDS = 60.0
POLL_SECONDS = 0.1
TEMPORARY_FAILURE = 75  # EX_TEMPFAIL of sysexits.h

Latest = dict[str, Any]


class NotCaughtUp(CommandFailed):
    """Reporting is too far behind to answer for what was asked."""

    exit_code = TEMPORARY_FAILURE


def wait_for_figures(operator: Operator) -> None:
    """Return when all is applied that the sources have stored by now. Raises NotCaughtUp after a minute."""
    give_up = time.monotonic() + WAIT_SECONDS
    sources = [source for source in FOLLOWS[REPORTING] if source != SLA]
    stored = {source: _progress(operator, source)["latest"] for source in sources}
    for source in FOLLOWS[SLA]:
        _wait_until_applied(operator, SLA, source, stored[source], give_up)
    while _progress(operator, SLA)["working_out"]:
        _pause(give_up)
    stored[SLA] = _progress(operator, SLA)["latest"]
    for source, latest in stored.items():
        _wait_until_applied(operator, REPORTING, source, latest, give_up)


def _wait_until_applied(
    operator: Operator, consumer: str, source: str, latest: Latest | None, give_up: float
) -> None:
    """Events come in the order in which they were stored: with the latest, all are there."""
    if latest is None:
        return
    call = chassis_calls(consumer)["position"]
    body = {"source": source, "stream": latest["stream"]}
    while operator.ask(call, body)["sequence"] < latest["sequence"]:
        _pause(give_up)


def _progress(operator: Operator, service: str) -> dict[str, Any]:
    return operator.ask(chassis_calls(service)["progress"])


def _pause(give_up: float) -> None:
    if time.monotonic() > give_up:
        raise NotCaughtUp(
            "The figures are still being worked out from what happened lately. Nothing was written: "
            "try again in a minute; if it stays so, look at `memberzone parked list --service reporting`."
        )
    time.sleep(POLL_SECONDS)
