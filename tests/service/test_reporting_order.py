"""Events that arrive late, twice or in another order, one by one or many at once, change no figure."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from services.reporting.tables import counts, spells, sums
from tests.service.figures_room import DESK, FiguresRoom, local

ORDERS = 4
REQUESTS = 6
DAYS = ("2023-09-04", "2023-09-08", "2023-09-13", "2023-09-15", "2023-09-22")


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[list[FiguresRoom]]:
    made = [
        FiguresRoom(f"sqlite:///{tmp_path}/{number}.sqlite3", tmp_path / "keys") for number in range(ORDERS)
    ]
    yield made
    for room in made:
        room.close()


def life(room: FiguresRoom, number: int) -> Iterator[dict[str, Any]]:
    """A request that is answered, closed, rated and rated anew, opened again and handed over."""
    request, facts = f"r{number}", {"reference": f"MZ-{number}", "kind": "action", "priority": "normal"}
    place = {"service_id": "roads", "category_id": "potholes", "ward_id": "cowal"}
    who = {"member_id": "ann" if number % 2 else "bob", "channel": "online"}

    def happens(name: str, at: str, state: str, **data: Any) -> dict[str, Any]:
        return room.published("requests", name, request, {"state": state, **data}, local(at))

    def rated(at: str, version: int, **said: Any) -> dict[str, Any]:
        closing = {"request_id": request, "closing": 3, "member_id": who["member_id"], "service_id": "roads"}
        data = closing | {"version": version, "commented": False, "quotable": False} | said
        return room.published("feedback", "survey_answered", f"survey:{request}:3", data, local(at))

    def stands(at: str, state: str, **data: Any) -> dict[str, Any]:
        clock = {"request_id": request, "clock": "full_response", "number": 1, "state": state, **STARTED}
        return room.published("sla", "clock_changed", f"clocks:{request}", clock | data, local(at))

    yield happens("request_raised", "2023-09-04", "with_service", **facts, **place, **who)
    yield stands("2023-09-04", "running", due_on="2023-09-05")
    yield happens("response_given", f"2023-09-{5 + number:02}", "responded", outcome="fulfilled")
    stopped = local(f"2023-09-{5 + number:02}").isoformat()
    yield stands(
        f"2023-09-{5 + number:02}", "missed", due_on="2023-09-05", stopped_at=stopped, taken=number + 1
    )
    yield happens("request_closed", "2023-09-12", "closed")
    yield rated("2023-09-13", 1, speed="unhappy")
    yield rated("2023-09-15", 2, speed="happy", quality="good")
    yield happens("request_reopened", "2023-09-18", "further_information")
    there = {"from_service_id": "roads", "service_id": "education", "category_id": "schools"}
    yield happens("request_transferred", "2023-09-19", "further_information", **there)


STARTED = {
    "started_at": local("2023-09-04").isoformat(),
    "day_0": "2023-09-04",
    "original_due_on": "2023-09-05",
    "calendar_version": 1,
    "because": "request",
    "request_sequence": 1,
}


def figures(room: FiguresRoom) -> list[Any]:
    """The papers of some days, from the beginning and of a period, and figures by service."""
    papers = [room.paper(day) for day in DAYS] + [room.paper("2023-09-22", since="2023-09-12")]
    groups = room.done("figures", DESK, group_by="service", by="day")
    return [*papers, groups["groups"], groups["series"], groups["total"]]


def test_the_order_in_which_events_arrive_changes_no_figure(rooms: list[FiguresRoom]) -> None:
    first, *others = rooms
    events = [event for number in range(REQUESTS) for event in life(first, number)]
    for event in events:
        first.hear(event)
    wanted = figures(first)
    assert wanted[-4]["feedback"]["speed"] == {"answered": REQUESTS, "moderately_or_better": REQUESTS}
    for seed, room in enumerate(others):
        rng = random.Random(seed)
        arriving = events * 2
        rng.shuffle(arriving)
        while arriving:
            batch = [arriving.pop() for _ in range(min(len(arriving), rng.randint(1, 9)))]
            room.hear(*batch)
            if rng.random() < 0.2:
                room.add_up()
        assert figures(room) == wanted


def test_a_copy_that_is_built_anew_has_the_same_figures_and_goes_on(rooms: list[FiguresRoom]) -> None:
    first, second, *_ = rooms
    events = [event for number in range(REQUESTS) for event in life(first, number)]
    first.hear(*events)
    second.hear(*events[:-5])
    before = figures(second)
    with second.database.transaction() as session:
        for table in (counts, spells, sums):
            session.execute(sa.delete(table))
    assert figures(second) != before
    second.rebuild()
    assert figures(second) == before
    assert behind(second)
    second.hear(*events[-5:], *events[:9])
    assert figures(second) == figures(first)
    assert behind(second) == behind(first)


def behind(room: FiguresRoom) -> list[Any]:
    """The requests behind some figures."""
    opened = ("made", "further_information", "closures", "full_response", "good_or_better")
    return [room.done("requests_behind", DESK, figure=figure)["requests"] for figure in opened]


def test_what_requests_counted_is_compared_anew_when_everything_is_counted(rooms: list[FiguresRoom]) -> None:
    room = rooms[0]
    room.hear(*life(room, 1))
    right = [{"service_id": "education", "state": "further_information", "count": 1}]
    for day, there in (("2023-09-20", right), ("2023-09-21", [{**right[0], "count": 2}])):
        data = {"as_at": day, "counts": there}
        room.hear(room.published("requests", "counts_published", f"counts:{day}", data))
    told = [room.done("compare_figures", DESK, as_at=day) for day in ("2023-09-20", "2023-09-21")]
    assert [one["holds"] for one in told] == [True, False]
    room.rebuild()
    assert [room.done("compare_figures", DESK, as_at=one["as_at"]) for one in told] == told
