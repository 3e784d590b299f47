"""A calendar change with 100,000 running clocks, and the tick at 1,000 and at 1,000,000 of them.

The recomputing is asserted to need few statements for each step and to answer meanwhile; times are printed.
`BENCH_CLOCKS`, `BENCH_TICK_CLOCKS`: the large sizes.
"""

import os
import statistics
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from services.chassis.identifiers import new_id
from services.sla.tables import clocks, to_work_out
from services.sla.use_cases.keep_up import keep_up
from tests.machines.postgres import ThrowAwayPostgres
from tests.service.clock_room import ADMINISTRATOR, DESK, RAISED, ClockRoom

CLOCKS = int(os.environ.get("BENCH_CLOCKS", "100000"))
FEW, MANY = 1_000, int(os.environ.get("BENCH_TICK_CLOCKS", "1000000"))
EACH = 2  # a request that was just raised has the first answer and the answer in full
AT_ONCE = 500
ROUNDS = 21
AIM_SECONDS = 30


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/sla.sqlite3"
    postgres: ThrowAwayPostgres = request.getfixturevalue("postgres")
    return postgres.new_database()


@pytest.fixture
def room(url: str, tmp_path: Path) -> Iterator[ClockRoom]:
    """The service over it."""
    opened = ClockRoom(url, tmp_path / "keys")
    opened.keep_up()
    yield opened
    opened.close()


def test_a_calendar_change_with_many_running_clocks(room: ClockRoom) -> None:
    ids = [new_id() for _ in range(CLOCKS // EACH)]
    for start in range(0, len(ids), AT_ONCE):
        room.hear(
            *(room.published("requests", "request_raised", one, raised()) for one in ids[start:][:AT_ONCE])
        )
        room.keep_up()
        room.heard.clear()
    as_autovacuum_does(room)
    version = room.done("calendar", ADMINISTRATOR, first="2023-09-01", last="2023-09-30")["version"]
    change = {"date": "2023-09-08", "kind": "closed", "reason": "A storm"}
    started, busy = time.monotonic(), time.process_time()
    changed = room.done("change_calendar", ADMINISTRATOR, version=version, days=[change])
    assert changed["waiting"] == len(ids)
    saved = time.monotonic() - started
    answers, steps = drained(room, ids[0])
    taken, worked = time.monotonic() - started, time.process_time() - busy
    print(
        f"\n{dialect(room)}: {CLOCKS:,} running clocks: saved in {saved:.2f} s, all worked out in {taken:.1f}"
        f" s, of which this process worked {worked:.1f} s (aim {AIM_SECONDS} s);"
        f" {len(steps)} steps of {milliseconds(steps)};"
        f" a call after each, of {milliseconds(answers)}",
        flush=True,
    )
    assert moved(room) == CLOCKS


def test_the_tick_costs_the_same_however_many_clocks_are_not_due(room: ClockRoom) -> None:
    told: dict[int, tuple[int, float]] = {}
    for size in (FEW, MANY):
        fill(room, size - sum(1 for _ in told) * FEW)
        as_autovacuum_does(room)
        with room.counted() as sent:
            one_step(room)
        times = [timed(lambda: one_step(room)) for _ in range(ROUNDS)]
        told[size] = (len(sent), 1000 * statistics.median(times))
        print(
            f"\n{dialect(room)}: tick at {size:,} clocks: {len(sent)} statements, {told[size][1]:.2f} ms",
            flush=True,
        )
    few, many = told[FEW], told[MANY]
    print(
        f"{dialect(room)}: {MANY // FEW:,} times the clocks, {many[1] / few[1]:.2f} times the time",
        flush=True,
    )
    assert few[0] == many[0]


def raised() -> dict[str, Any]:
    """The data of a request that was raised."""
    return {"state": "with_service", **RAISED}


def drained(room: ClockRoom, request_id: str) -> tuple[list[float], list[float]]:
    """Seconds of each call that is answered after a step, and of each step, until nothing is left."""
    answers, steps = [], []
    more = True
    while more:
        started = time.monotonic()
        more = one_step(room)
        steps.append(time.monotonic() - started)
        answers.append(timed(lambda: room.done("clocks", DESK, request_id=request_id)))
    with room.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(to_work_out)) == 0
    return answers, steps


def one_step(room: ClockRoom) -> bool:
    """What the tick does."""
    with room.database.transaction() as session:
        return keep_up(session, room.clock.now())


def timed(work: Any) -> float:
    """Seconds."""
    started = time.monotonic()
    work()
    return time.monotonic() - started


def milliseconds(seconds: list[float]) -> str:
    """Median and longest."""
    return f"{1000 * statistics.median(seconds):.0f} ms (longest {1000 * max(seconds):.0f} ms)"


def moved(room: ClockRoom) -> int:
    """How many clocks stand by the newest calendar."""
    with room.database.reading() as session:
        like = clocks.c.facts.like('%"calendar_version":2%')
        return session.scalar(sa.select(sa.func.count()).select_from(clocks).where(like)) or 0


def fill(room: ClockRoom, count: int) -> None:
    """So many more running clocks that have something to tell, but not today."""
    now: datetime = room.clock.now()
    for start in range(0, count, 10_000):
        rows = [
            {
                "request_id": new_id(),
                "clock": "full_response",
                "number": 1,
                "steps": 1,
                "state": "running",
                "facts": "{}",
                "day_0": date(2023, 9, 4),
                "due_on": date(2023, 10, 2),
                "next_telling_at": now + timedelta(days=1, seconds=number),
            }
            for number in range(start, min(start + 10_000, count))
        ]
        with room.database.transaction() as session:
            session.execute(sa.insert(clocks), rows)


def as_autovacuum_does(room: ClockRoom) -> None:
    """PostgreSQL's statistics."""
    if not room.database.is_sqlite:
        with room.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM ANALYZE"))


def dialect(room: ClockRoom) -> str:
    """Which kind of database it is."""
    return str(room.database.engine.dialect.name)
