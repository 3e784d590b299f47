"""The update papers of an imported casework beside a count made from its file alone."""

import json
import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from services.contracts.reporting_calls import UPDATE_PAPER
from tests.casework_recount import Casework, count_casework, read_casework
from tests.journey.importing_copy import ImportingCopy, asked, finished

TIMES = 20
SEED = 20230922
MOST_APART = Fraction(1, 10**9)


def differing_figures(copy: ImportingCopy, file: Path, folder: Path) -> list[str]:
    """On twenty days drawn at random, every second with a beginning: each figure that is not the file's."""
    casework, found = read_casework(file), []
    clients = copy.clients()
    for number, (as_at, since) in enumerate(_periods(casework)):
        period = {"as_at": as_at.isoformat(), "since": since.isoformat() if since else None}
        # The first by the command, which waits for all that was published; then as it asks.
        answer = asked(clients, UPDATE_PAPER, period)["paper"] if number else _written(copy, folder, period)
        assert {name: answer[name] for name in period} == period
        found += [f"{period} {check['name']}" for check in answer["checks"] if not check["holds"]]
        counted = count_casework(casework, as_at, since or date.min)
        found += [f"{period} {words}" for words in _differences(counted, answer, "")]
    clients.close()
    return found


def _periods(casework: Casework) -> Iterator[tuple[date, date | None]]:
    rng = random.Random(SEED)
    first, last = casework.days
    for number in range(TIMES):
        as_at = first + timedelta(days=rng.randint(0, (last - first).days))
        yield as_at, first + timedelta(days=rng.randint(0, (as_at - first).days)) if number % 2 else None


def _written(copy: ImportingCopy, folder: Path, period: Mapping[str, str | None]) -> dict[str, Any]:
    out = folder / "paper.json"
    days = ["--as-at", str(period["as_at"])] + (["--since", str(period["since"])] if period["since"] else [])
    finished(copy.memberzone("update-paper", *days, "--format", "json", "--out", str(out)))
    paper: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return paper


def _differences(counted: Mapping[str, Any], told: Mapping[str, Any], where: str) -> Iterator[str]:
    for name, value in counted.items():
        place = f"{where}.{name}".strip(".")
        if isinstance(value, Mapping):
            yield from _differences(value, told[name], place)
        elif not _is_same(value, told[name]):
            yield f"{place}: {told[name]} in place of {value}"
    if told.keys() - counted.keys() and where:
        yield f"{where}: {sorted(told.keys() - counted.keys())} are not counted"


def _is_same(value: Any, told: Any) -> bool:
    if isinstance(value, Fraction) and told is not None:
        return abs(Fraction(told) - value) <= MOST_APART
    return bool(value == told)
