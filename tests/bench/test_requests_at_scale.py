"""Every query and command of requests at 2,000 and at 233,000 requests: statements, milliseconds, ratio.

The same number of statements at both sizes is asserted, times are printed. `BENCH_REQUESTS`: the large size.
"""

import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.contracts.requests_calls import REQUESTS_CALLS
from tests.bench.requests_calls_measured import COMMANDS, QUERIES, Measured
from tests.bench.requests_store import filled
from tests.machines.postgres import ThrowAwayPostgres
from tests.service.requests_casework import Casework

SMALL, LARGE = 2_000, int(os.environ.get("BENCH_REQUESTS", "233000"))
ROUNDS = 11
HEADING = ("call", "statements", f"ms at {SMALL:,}", f"ms at {LARGE:,}", "ratio")


@pytest.fixture(params=["sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Casework, Casework]]:
    """A small and a large store of one kind."""
    urls = [f"sqlite:///{tmp_path}/{size}.sqlite3" for size in (SMALL, LARGE)]
    if request.param == "postgresql":
        postgres: ThrowAwayPostgres = request.getfixturevalue("postgres")
        urls = [postgres.new_database() for _ in urls]
    started = time.monotonic()
    small, large = (
        filled(url, tmp_path / "keys", size) for url, size in zip(urls, (SMALL, LARGE), strict=True)
    )
    print(f"\n{request.param}: both stores filled in {time.monotonic() - started:.0f} s")
    yield small, large
    small.close()
    large.close()


def test_every_call_is_measured() -> None:
    assert {measured.call for measured in (*COMMANDS, *QUERIES)} == set(REQUESTS_CALLS)


def test_no_call_needs_more_statements_with_more_requests(stores: tuple[Casework, Casework]) -> None:
    dearer = []
    print(f"{HEADING[0]:42}{HEADING[1]:>11}{HEADING[2]:>12}{HEADING[3]:>14}{HEADING[4]:>8}")
    for measured in (*QUERIES, *COMMANDS):
        counts = [_statements(store, measured) for store in stores]
        small, large = _milliseconds(stores, measured)
        name = f"{measured.call} {measured.what and f'({measured.what})'}"
        print(f"{name:42}{counts[1]:>11}{small:>12.2f}{large:>14.2f}{large / small:>8.2f}", flush=True)
        dearer += [(name, counts)] if counts[0] != counts[1] else []
    assert dearer == []


def _statements(store: Casework, measured: Measured) -> int:
    body = measured.ready(store)
    with store.counted() as sent:
        store.done(measured.call, measured.actor, **body)
    return len([statement for statement in sent if not statement.startswith("BEGIN")])


def _milliseconds(stores: tuple[Casework, Casework], measured: Measured) -> tuple[float, float]:
    """The medians, both stores by turns: what else the machine does hits both alike."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for store, times in zip(stores, taken, strict=True):
            body = measured.ready(store)
            started = time.perf_counter()
            store.done(measured.call, measured.actor, **body)
            times.append((time.perf_counter() - started) * 1_000)
    return statistics.median(taken[0]), statistics.median(taken[1])
