"""The cost of the update paper at 2,000 and at very many requests, and how fast events are counted; printed.

`BENCH_REPORTED`: how many requests the large store has.
"""

import os
import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.contracts.sla_events import clocks_stream
from tests.service.figures_room import DESK, FiguresRoom, local

SMALL, LARGE = 2_000, int(os.environ.get("BENCH_REPORTED", "1000000"))
BEGIN = datetime(2015, 1, 5, 9, 0, tzinfo=UTC)
DAYS = 3_000
AT_ONCE = 500
SERVICES, WARDS, CATEGORIES, MEMBERS = 9, 11, 60, 36
ROUNDS = 15
MOST_MILLISECONDS, MOST_TIMES = 50, 1.2
EVENTS, LEAST_A_SECOND = int(os.environ.get("BENCH_EVENTS", "20000")), 3_000


def lives(rng: random.Random, number: int, of: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A case of a casebook and its clocks, spread evenly over the days."""
    raised = BEGIN + timedelta(days=DAYS * number / of)
    answered = raised + timedelta(days=rng.randint(0, 40))
    closed = answered + timedelta(days=rng.randint(0, 60))
    case = {
        "request_id": f"r{number}",
        "reference": f"MZ-{number}",
        "external_reference": str(number),
        "member_id": f"member{rng.randrange(MEMBERS)}",
        "kind": "action",
        "channel": rng.choice(["online", "logged_by_officer"]),
        "service_id": f"service{rng.randrange(SERVICES)}",
        "category_id": f"category{rng.randrange(CATEGORIES)}",
        "ward_id": f"ward{rng.randrange(WARDS)}",
        "raised_at": raised.isoformat(),
        "responded_at": answered.isoformat(),
        "closed_at": closed.isoformat(),
        "sequence": 3,
    }
    clock = {
        "number": 1,
        "state": "met",
        "started_at": raised.isoformat(),
        "stopped_at": answered.isoformat(),
        "day_0": raised.date().isoformat(),
        "original_due_on": (raised + timedelta(days=28)).date().isoformat(),
        "due_on": (raised + timedelta(days=28)).date().isoformat(),
        "taken": (answered - raised).days * 5 // 7,
        "met_original": True,
        "calendar_version": 1,
    }
    clocks = [{"clock": name, **clock} for name in ("initial_response", "full_response")]
    return case, {"request_id": f"r{number}", "sequence": 1, "clocks": clocks}


def filled(room: FiguresRoom, size: int) -> None:
    """Bring them in as a casebook comes in."""
    rng = random.Random(size)
    for start in range(0, size, AT_ONCE):
        pairs = [lives(rng, number, size) for number in range(start, min(size, start + AT_ONCE))]
        cases, clocks = ({"casebook": "big", "cases": list(part)} for part in zip(*pairs, strict=True))
        room.hear(room.published("requests", "cases_imported", "import:big", cases))
        room.hear(room.published("sla", "clocks_imported", "import:big", clocks))
    room.add_up()


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[list[FiguresRoom]]:
    """A small and a large store."""
    made = [FiguresRoom(f"sqlite:///{tmp_path}/{size}.sqlite3", tmp_path / "keys") for size in (SMALL, LARGE)]
    for room, size in zip(made, (SMALL, LARGE), strict=True):
        started = time.monotonic()
        filled(room, size)
        print(f"\n{size:,} imported requests counted in {time.monotonic() - started:.0f} s", flush=True)
    yield made
    for room in made:
        room.close()


def test_a_paper_costs_the_same_however_many_requests_there_are(rooms: list[FiguresRoom]) -> None:
    slow = []
    for since in (None, "2022-01-01"):
        taken: list[list[float]] = [[], []]
        for _ in range(ROUNDS):
            for room, times in zip(rooms, taken, strict=True):
                started = time.perf_counter()
                room.done("update_paper", DESK, as_at="2022-09-22", since=since)
                times.append((time.perf_counter() - started) * 1_000)
        small, large = map(statistics.median, taken)
        print(f"since {since}: {small:.1f} ms at {SMALL:,}, {large:.1f} ms at {LARGE:,}: {large / small:.2f}")
        slow += [since] if large > MOST_MILLISECONDS or large > small * MOST_TIMES else []
    assert not slow


def test_single_events_are_counted_fast_enough_for_a_rebuild(tmp_path: Path) -> None:
    room = FiguresRoom(f"sqlite:///{tmp_path}/events.sqlite3", tmp_path / "keys")
    pages = list(events_of(room))
    started = time.perf_counter()
    for page in pages:
        room.hear(*page)
    rate = sum(map(len, pages)) / (time.perf_counter() - started)
    print(f"\n{rate:,.0f} single events a second")
    room.close()
    assert rate >= LEAST_A_SECOND


def events_of(room: FiguresRoom) -> Iterator[list[dict[str, Any]]]:
    """Pages of a hundred, as a rebuild applies them: raised, running, answered, met, closed."""
    page: list[dict[str, Any]] = []
    rng = random.Random(1)
    for number in range(EVENTS // 7):
        request, day = f"r{number}", local("2022-06-06") + timedelta(days=number // 20)
        answered = day + timedelta(days=rng.randint(0, 30))
        facts = {
            "reference": request,
            "kind": "action",
            "member_id": f"member{number % MEMBERS}",
            "channel": "online",
            "service_id": f"service{number % SERVICES}",
            "priority": "normal",
            "category_id": f"category{number % CATEGORIES}",
            "ward_id": f"ward{number % WARDS}",
        }
        page.append(
            room.published("requests", "request_raised", request, {"state": "with_service", **facts}, day)
        )
        for clock in ("initial_response", "full_response"):
            page.append(_clock(room, request, clock, day, {"state": "running"}))
        answer = {"state": "responded", "outcome": "fulfilled"}
        page.append(room.published("requests", "response_given", request, answer, answered))
        stopped = {"state": "met", "stopped_at": answered.isoformat(), "taken": 3, "met_original": True}
        for clock in ("initial_response", "full_response"):
            page.append(_clock(room, request, clock, answered, stopped))
        page.append(room.published("requests", "request_closed", request, {"state": "closed"}, answered))
        if len(page) >= 100:
            yield page
            page = []


def _clock(
    room: FiguresRoom, request: str, clock: str, at: datetime, facts: dict[str, Any]
) -> dict[str, Any]:
    data = {
        "request_id": request,
        "clock": clock,
        "number": 1,
        "started_at": at.isoformat(),
        "day_0": "2022-06-06",
        "original_due_on": "2023-06-06",
        "due_on": "2023-06-06",
        "calendar_version": 1,
        "because": "request",
        "request_sequence": 1,
        **facts,
    }
    return room.published("sla", "clock_changed", clocks_stream(request), data, at)
