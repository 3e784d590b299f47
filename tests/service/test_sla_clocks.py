"""Sla hears of requests, works their clocks out, publishes what changed, and tells what is due, once."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from services.chassis.tables import stream_heads
from tests.service.clock_room import DESK, PROMISED, RAISED, ClockRoom, local


@pytest.fixture
def twin(sqlite_url: str, tmp_path: Path) -> Iterator[ClockRoom]:
    """A second copy of the service."""
    made = ClockRoom(sqlite_url.replace("test", "twin"), tmp_path / "twin-keys")
    yield made
    made.close()


def told(room: ClockRoom) -> list[tuple[str, str, str]]:
    """(what, which clock, at what local time), in the order of telling."""
    names = ("due_soon", "breached", "over_by_a_week", "telling_corrected")
    return [
        (e.type, e.data["clock"], f"{e.time.astimezone(local('2023-01-01').tzinfo):%d.%m. %H:%M}")
        for e in room.events(*names)
    ]


def changes(room: ClockRoom, clock: str) -> list[tuple[str, str | None, str]]:
    """(state, due date, why) of each change of a clock."""
    return [
        (e.data["state"], e.data.get("due_on"), e.data["because"])
        for e in room.events("clock_changed")
        if e.data["clock"] == clock
    ]


def test_a_raised_request_has_two_clocks_and_they_are_published_on_its_own_stream(
    clock_room: ClockRoom,
) -> None:
    clock_room.raised()
    clock_room.keep_up()
    first, full = clock_room.events("clock_changed")
    assert (first.stream, first.sequence, full.sequence) == ("clocks:r1", 1, 2)
    assert first.data == {
        "request_id": "r1",
        "clock": "initial_response",
        "number": 1,
        "state": "running",
        "started_at": "2023-09-04T08:00:00+00:00",
        "day_0": "2023-09-04",
        "working_days": 5,
        "original_due_on": "2023-09-11",
        "due_on": "2023-09-11",
        "calendar_version": 1,
        "because": "request",
        "request_sequence": 1,
        "previous_due_on": None,
    }
    assert full.data["due_on"] == "2023-10-02"
    assert first.time == clock_room.clock.now()


def test_each_step_is_published_with_its_own_time_even_when_they_come_together(clock_room: ClockRoom) -> None:
    clock_room.raised()
    clock_room.clock.set(local("2023-09-06"))
    clock_room.happens("clarification_asked", state="awaiting_member")
    clock_room.clock.set(local("2023-09-08"))
    clock_room.happens("clarification_given")
    clock_room.clock.set(local("2023-09-13"))
    clock_room.happens("initial_response_given", **PROMISED)
    clock_room.keep_up()
    assert changes(clock_room, "initial_response") == [
        ("running", "2023-09-11", "request"),
        ("paused", None, "request"),
        ("running", "2023-09-13", "request"),
        ("met", "2023-09-13", "request"),
    ]
    assert changes(clock_room, "next_update") == [("running", "2023-09-29", "request")]
    last = next(e for e in clock_room.events("clock_changed") if e.data["state"] == "met")
    assert (last.time, last.data["taken"], last.data["request_sequence"]) == (local("2023-09-13"), 5, 4)


def test_nothing_new_publishes_nothing(clock_room: ClockRoom) -> None:
    clock_room.raised()
    clock_room.keep_up()
    before = len(clock_room.events())
    clock_room.hear(clock_room.heard[-1])
    clock_room.happens("message_added")
    clock_room.keep_up()
    assert len(clock_room.events()) == before


def test_each_due_date_is_told_once_at_the_time_that_its_rule_gives(clock_room: ClockRoom) -> None:
    clock_room.raised()
    clock_room.now_is("2023-09-07")
    assert told(clock_room) == []
    clock_room.now_is("2023-09-08 07:30")
    clock_room.now_is("2023-09-12 03:00")
    clock_room.keep_up()
    clock_room.now_is("2023-09-11 23:00")  # the machine's clock was set back
    clock_room.now_is("2023-09-19")
    assert told(clock_room) == [
        ("due_soon", "initial_response", "08.09. 00:00"),
        ("breached", "initial_response", "12.09. 00:00"),
        ("over_by_a_week", "initial_response", "18.09. 00:00"),
    ]


def test_after_a_long_silence_all_that_was_due_is_told_in_its_order(clock_room: ClockRoom) -> None:
    clock_room.raised()
    clock_room.now_is("2023-12-01")
    assert [what for what, clock, _ in told(clock_room) if clock == "full_response"] == [
        "due_soon",
        "breached",
        "over_by_a_week",
    ]


def test_a_new_due_date_is_told_anew_and_a_pause_tells_nothing(clock_room: ClockRoom) -> None:
    clock_room.raised()
    clock_room.now_is("2023-09-08 09:00")
    clock_room.happens("clarification_asked", state="awaiting_member")
    clock_room.now_is("2023-10-31")
    assert [t[:2] for t in told(clock_room)] == [("due_soon", "initial_response")]
    clock_room.happens("clarification_given")
    clock_room.keep_up()
    assert clock_room.clock_of("initial_response")["due_on"] == "2023-11-01"
    assert told(clock_room)[-1] == ("due_soon", "initial_response", "31.10. 12:00")
    clock_room.now_is("2023-11-02 06:00")
    assert told(clock_room)[-1] == ("breached", "initial_response", "02.11. 00:00")


def test_an_answer_that_came_late_takes_the_telling_back(clock_room: ClockRoom) -> None:
    clock_room.raised()
    clock_room.now_is("2023-09-12 00:05")
    in_time = clock_room.published(
        "requests",
        "initial_response_given",
        "r1",
        {"state": "with_service", **PROMISED},
        time=local("2023-09-11 23:55"),
    )
    clock_room.hear(in_time)
    clock_room.keep_up()
    correction = clock_room.events("telling_corrected")
    assert [(e.data["telling"], e.data["due_on"]) for e in correction] == [("breached", "2023-09-11")]
    assert clock_room.clock_of("initial_response")["state"] == "met"
    clock_room.now_is("2023-09-19")
    assert len(clock_room.events("breached", "telling_corrected", "over_by_a_week")) == 2


@pytest.mark.parametrize("night", ["2023-03-26", "2023-10-29"])
def test_a_breach_on_the_night_of_a_change_of_summer_time_is_told_at_midnight(
    clock_room: ClockRoom, night: str
) -> None:
    friday = {"2023-03-26": "2023-03-24", "2023-10-29": "2023-10-27"}[night]
    monday = {"2023-03-26": "2023-03-17", "2023-10-29": "2023-10-20"}[night]
    clock_room.clock.set(local(monday))
    clock_room.raised()
    clock_room.now_is(f"{friday} 23:59")
    assert clock_room.events("breached") == []
    clock_room.now_is(f"{night} 12:00")
    [breach] = clock_room.events("breached")
    assert breach.time == local(f"{friday} 00:00").replace(day=int(friday[-2:]) + 1)
    clock_room.now_is(f"{night} 13:00")
    assert len(clock_room.events("breached")) == 1


def lives(room: ClockRoom) -> list[dict[str, Any]]:
    """Everything that was published about three requests."""
    for stream in ("r1", "r2", "r3"):
        room.raised(stream)
    room.clock.set(local("2023-09-06"))
    room.happens("clarification_asked", "r1", state="awaiting_member")
    room.happens("initial_response_given", "r2", **PROMISED)
    room.happens("work_scheduled", "r3", state="work_scheduled", work_on="2023-09-20")
    room.clock.set(local("2023-09-12"))
    room.happens("clarification_given", "r1")
    room.happens("deadline_agreed", "r2", due_on="2023-10-20")
    room.happens("response_given", "r3", state="responded", outcome="fulfilled")
    return [event for event in room.heard if event["source"].split("/")[2] == "requests"]


def told_of(room: ClockRoom) -> list[list[dict[str, Any]]]:
    return [room.done("clocks", DESK, request_id=stream)["clocks"] for stream in ("r1", "r2", "r3")]


def test_events_that_come_twice_and_out_of_order_come_to_the_same_end(
    clock_room: ClockRoom, twin: ClockRoom
) -> None:
    events = lives(clock_room)
    clock_room.keep_up()
    dice = random.Random(7)
    mixed = events + dice.choices(events, k=6)
    dice.shuffle(mixed)
    twin.clock.set(clock_room.clock.now())
    for event in mixed:
        twin.hear(event)
        twin.keep_up()
    assert told_of(twin) == told_of(clock_room)

    def said(room: ClockRoom) -> list[str]:
        changed = room.events("clock_changed")
        return sorted(f"{e.stream} {e.time} {sorted(map(str, e.data.items()))}" for e in changed)

    assert said(twin) == said(clock_room)


def case(number: int, **different: Any) -> dict[str, Any]:
    """A case of a casebook."""
    return {
        **{name: value for name, value in RAISED.items() if name != "priority"},
        "request_id": f"c{number}",
        "reference": f"MZ-2019-{number:06}-A",
        "external_reference": str(number),
        "raised_at": "2019-01-07T09:00:00+00:00",
        "responded_at": "2019-01-09T09:00:00+00:00",
        "closed_at": "2019-01-10T09:00:00+00:00",
        "sequence": 3,
        **different,
    }


OPEN = {"responded_at": None, "closed_at": None, "sequence": 1}


def test_an_imported_chunk_is_published_as_one_and_nobody_is_told(clock_room: ClockRoom) -> None:
    clock_room.import_cases(case(1), case(2, **OPEN), case(3, responded_at=None, sequence=2))
    [chunk] = clock_room.events("clocks_imported")
    assert (chunk.stream, chunk.imported) == ("import:old", True)
    assert [one["sequence"] for one in chunk.data["cases"]] == [1, 1, 1]
    assert [[c["state"] for c in one["clocks"]] for one in chunk.data["cases"]] == [
        ["met", "met"],
        ["running", "running"],
        ["cancelled", "cancelled"],
    ]
    assert chunk.data["cases"][0]["clocks"][0]["taken"] == 2
    assert clock_room.events("breached", "due_soon", "over_by_a_week", "clock_changed") == []
    with clock_room.database.reading() as session:
        assert clocks_begun(session) == ["clocks:c1", "clocks:c2", "clocks:c3"]


def clocks_begun(session: Session) -> list[str]:
    streams = session.scalars(stream_heads.select().with_only_columns(stream_heads.c.stream))
    return sorted(stream for stream in streams if stream.startswith("clocks:"))


def test_the_life_of_an_imported_request_goes_on_behind_its_chunk(clock_room: ClockRoom) -> None:
    clock_room.import_cases(case(1), case(2, **OPEN))
    clock_room.happens("request_reopened", "c1", state="further_information")
    clock_room.happens("response_given", "c2", state="responded", outcome="fulfilled")
    clock_room.keep_up()
    after = [
        (e.stream, e.sequence, e.data["clock"], e.data["state"]) for e in clock_room.events("clock_changed")
    ]
    assert sorted(after) == [
        ("clocks:c1", 2, "further_response", "running"),
        ("clocks:c2", 2, "initial_response", "missed"),
        ("clocks:c2", 3, "full_response", "missed"),
    ]


def test_of_what_a_history_made_due_before_it_came_nobody_is_told(clock_room: ClockRoom) -> None:
    clock_room.now_is("2023-09-08")
    raised = clock_room.published(
        "requests", "request_raised", "h1", {**RAISED, "state": "with_service"}, local("2023-08-31 10:00")
    )
    clock_room.hear(raised | {"imported": True})
    clock_room.keep_up()
    assert [event.data["due_on"] for event in clock_room.events("clock_changed")] == [
        "2023-09-07",
        "2023-09-28",
    ]
    assert told(clock_room) == []
    clock_room.now_is("2023-09-15")
    assert told(clock_room) == [("over_by_a_week", "initial_response", "14.09. 00:00")]


def test_what_becomes_due_after_an_import_is_told(clock_room: ClockRoom) -> None:
    clock_room.import_cases(case(4, **{**OPEN, "raised_at": "2023-09-01T09:00:00+00:00"}))
    clock_room.now_is("2023-09-09")
    assert told(clock_room) == [
        ("due_soon", "initial_response", "07.09. 00:00"),
        ("breached", "initial_response", "09.09. 00:00"),
    ]
