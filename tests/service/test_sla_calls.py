"""What sla answers: the calendar and its changes, standards, clocks for those who may know, sums."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.chassis.actor import Actor
from tests.service.clock_room import (
    ADMINISTRATOR,
    DESK,
    DIRECTOR,
    MEMBER,
    OFFICER,
    OPERATOR,
    OTHER_MEMBER,
    OTHER_OFFICER,
    PROMISED,
    ClockRoom,
)

EXAMPLES = Path(__file__).parents[1] / "data" / "working_day_vectors.jsonl"
STORM = {"date": "2023-09-07", "kind": "closed", "reason": "Storm Agnes"}
EXPECTED = ("day_0", "due", "taken", "late")


def closed(day: str, **different: Any) -> dict[str, Any]:
    return {**STORM, "date": day, **different}


def test_the_calendar_names_every_weekday_of_a_span_that_is_not_worked(clock_room: ClockRoom) -> None:
    answer = clock_room.done("calendar", MEMBER, first="2022-12-26", last="2023-01-03")
    assert answer["days"] == [
        {"date": "2022-12-26", "reason": "Boxing Day"},
        {"date": "2022-12-27", "reason": "Christmas Day (observed)"},
        {"date": "2023-01-02", "reason": "New Year Holiday; New Year's Day (observed)"},
        {"date": "2023-01-03", "reason": "New Year Holiday (observed)"},
    ]
    assert (answer["version"], answer["last"], answer["ends_soon"]) == (1, "2030-12-31", False)
    clock_room.clock.set(clock_room.clock.now().replace(year=2030))
    assert clock_room.done("calendar", MEMBER, first="2030-01-01", last="2030-01-01")["ends_soon"]


def test_a_change_is_shown_before_it_is_made_and_moves_what_runs_or_is_paused(clock_room: ClockRoom) -> None:
    for stream in ("running", "paused", "answered"):
        clock_room.raised(stream)
    clock_room.clock.advance(timedelta(days=1))
    clock_room.happens("clarification_asked", "paused", state="awaiting_member")
    clock_room.happens("response_given", "answered", state="responded", outcome="fulfilled")
    clock_room.keep_up()
    shown = clock_room.done("preview_calendar_change", ADMINISTRATOR, version=1, days=[STORM])
    assert (shown["looked_at"], shown["all"], shown["moved"]) == (1, True, 2)
    assert shown["moves"][0] == {
        "request_id": "running",
        "reference": "MZ-2023-000001-A",
        "clock": "initial_response",
        "number": 1,
        "due_on": "2023-09-11",
        "would_be_due_on": "2023-09-12",
    }
    clock_room.clock.advance(timedelta(minutes=1))
    made = clock_room.done("change_calendar", ADMINISTRATOR, version=1, days=[STORM])
    assert made == {"version": 2, "waiting": 2}
    clock_room.keep_up()
    moved = [e for e in clock_room.events("clock_changed") if e.data["because"] == "calendar"]
    assert sorted((e.stream, e.data["original_due_on"], str(e.data.get("due_on"))) for e in moved) == [
        ("clocks:paused", "2023-09-12", "None"),
        ("clocks:paused", "2023-10-03", "None"),
        ("clocks:running", "2023-09-12", "2023-09-12"),
        ("clocks:running", "2023-10-03", "2023-10-03"),
    ]
    assert {e.data["previous_due_on"] for e in moved} == {"2023-09-11", "2023-10-02"}
    assert clock_room.clock_of("initial_response", "answered")["calendar_version"] == 1
    clock_room.happens("clarification_given", "paused")
    assert clock_room.clock_of("initial_response", "paused")["due_on"] == "2023-09-12"


def test_a_change_made_before_the_first_calendar_was_published_publishes_both(clock_room: ClockRoom) -> None:
    """Whoever follows tells by the first which days the second changed."""
    clock_room.done("change_calendar", ADMINISTRATOR, version=1, days=[STORM])
    clock_room.keep_up()
    published = clock_room.events("calendar_published")
    assert [(event.sequence, event.data["version"], event.actor_id) for event in published] == [
        (1, 1, "sla"),
        (2, 2, ADMINISTRATOR.id),
    ]


def test_the_published_calendar_is_whole_and_says_who_changed_it(clock_room: ClockRoom) -> None:
    clock_room.keep_up()
    clock_room.done("change_calendar", ADMINISTRATOR, version=1, days=[STORM])
    first, second = clock_room.events("calendar_published")
    assert len(first.data["days"]) + 1 == len(second.data["days"])
    assert {"date": "2023-09-07", "reason": "Storm Agnes"} in second.data["days"]
    assert (second.sequence, second.actor_id, second.actor_role) == (2, "ada", "administrator")
    told = clock_room.done("calendar_versions", ADMINISTRATOR)
    assert [(v["version"], v["by"]) for v in told["versions"]] == [(2, "Ada"), (1, "sla")]
    assert told["entered"] == [{**STORM}]


def test_a_day_worked_after_all_beats_a_closure_until_it_is_taken_back(clock_room: ClockRoom) -> None:
    worked = closed("2023-09-07", kind="worked", reason="The storm passed")
    clock_room.done("change_calendar", ADMINISTRATOR, version=1, days=[STORM, worked])
    span = {"first": "2023-09-01", "last": "2023-09-30"}
    assert clock_room.done("calendar", MEMBER, **span)["days"] == []
    clock_room.done("change_calendar", ADMINISTRATOR, version=2, days=[{**worked, "removed": True}])
    assert [day["reason"] for day in clock_room.done("calendar", MEMBER, **span)["days"]] == ["Storm Agnes"]


@pytest.mark.parametrize(
    "day",
    [
        closed("2023-09-09"),
        closed("2031-01-02"),
        closed("2023-09-07", reason=" "),
        closed("2023-09-07", removed=True),
    ],
)
def test_a_change_that_cannot_be_is_refused_at_its_day(clock_room: ClockRoom, day: dict[str, Any]) -> None:
    for name in ("preview_calendar_change", "change_calendar"):
        problem = clock_room.refused(name, ADMINISTRATOR, version=1, days=[closed("2023-09-06"), day])
        assert problem["code"] == "invalid"
        assert list(problem["fields"]["days"]) == ["1"]


def test_of_two_who_change_the_calendar_the_second_looks_again(clock_room: ClockRoom) -> None:
    clock_room.done("change_calendar", ADMINISTRATOR, version=1, days=[STORM])
    problem = clock_room.refused("change_calendar", OPERATOR, version=1, days=[closed("2023-09-08")])
    assert problem["code"] == "stale"


@pytest.mark.parametrize("actor", [MEMBER, OFFICER, DESK], ids=lambda actor: actor.role)
def test_only_administrators_change_calendar_and_standards(clock_room: ClockRoom, actor: Actor) -> None:
    assert clock_room.refused("change_calendar", actor, version=1, days=[STORM])["code"] == "not_allowed"
    standard = {"clock": "full_response", "working_days": 3, "starts": "2023-09-01"}
    assert clock_room.refused("record_standard", actor, **standard)["code"] == "not_allowed"


def test_a_standard_holds_for_what_starts_from_its_day_on(clock_room: ClockRoom) -> None:
    clock_room.raised("before")
    clock_room.happens("response_given", "before", state="responded", outcome="fulfilled")
    clock_room.raised("runs")
    clock_room.keep_up()
    clock_room.clock.advance(timedelta(minutes=1))
    body = {"clock": "full_response", "working_days": 10, "starts": "2023-09-04", "service_id": "roads"}
    assert clock_room.done("record_standard", ADMINISTRATOR, **body)["waiting"] == 1
    clock_room.keep_up()
    [moved] = [e for e in clock_room.events("clock_changed") if e.data["because"] == "standard"]
    assert (moved.stream, moved.data["working_days"], moved.data["due_on"]) == (
        "clocks:runs",
        10,
        "2023-09-18",
    )
    assert clock_room.clock_of("full_response", "before")["working_days"] == 20
    listed = clock_room.done("standards", MEMBER)["standards"]
    assert [(s["working_days"], s["service"]) for s in listed if s["standard_id"]] == [(10, "Roads")]
    assert len([s for s in listed if s["standard_id"] is None]) == 6
    [published] = clock_room.events("standard_recorded")
    assert (published.stream, published.actor_id) == ("standards", "ada")


@pytest.mark.parametrize(
    "wrong",
    [{"service_id": "nowhere"}, {"category_id": "x"}, {"service_id": "education", "category_id": "potholes"}],
)
def test_a_standard_for_what_nobody_knows_is_refused(clock_room: ClockRoom, wrong: dict[str, str]) -> None:
    body = {"clock": "full_response", "working_days": 10, "starts": "2023-09-04", **wrong}
    assert clock_room.refused("record_standard", ADMINISTRATOR, **body)["code"] == "invalid"


def test_a_requests_dates_are_for_its_own_people_and_unknown_to_all_others(clock_room: ClockRoom) -> None:
    clock_room.raised()
    body = {"request_id": "r1", "clock": "full_response"}
    for actor in (MEMBER, OFFICER, DESK):
        assert clock_room.done("explain", actor, **body)["clock"]["due_on"] == "2023-10-02"
    unknown = clock_room.refused("clocks", OTHER_MEMBER, request_id="nothing")
    for actor in (OTHER_MEMBER, OTHER_OFFICER, DIRECTOR):
        assert clock_room.refused("clocks", actor, request_id="r1") == unknown
        assert clock_room.refused("explain", actor, **body) == unknown
    clock_room.happens("join_accepted", member_id="bob")
    clock_room.happens("contributor_added", service_id="education")
    clock_room.happens("request_escalated", state="escalated", level=2, holder_id="dina")
    for actor in (OTHER_MEMBER, OTHER_OFFICER, DIRECTOR):
        assert len(clock_room.done("clocks", actor, request_id="r1")["clocks"]) == 3
    clock_room.happens("member_left", member_id="bob")
    clock_room.happens("contributor_removed", service_id="education")
    transferred = {"from_service_id": "roads", "service_id": "education", "category_id": "schools"}
    clock_room.happens("request_transferred", **transferred)
    assert clock_room.refused("clocks", OTHER_MEMBER, request_id="r1") == unknown
    assert clock_room.refused("clocks", OFFICER, request_id="r1") == unknown
    assert clock_room.done("clocks", OTHER_OFFICER, request_id="r1")


def test_a_date_is_explained_with_who_and_why(clock_room: ClockRoom) -> None:
    clock_room.done("change_calendar", ADMINISTRATOR, version=1, days=[STORM])
    clock_room.raised()
    clock_room.clock.advance(timedelta(days=1))
    clock_room.happens("deadline_agreed", due_on="2023-10-05")
    told = clock_room.done("explain", MEMBER, request_id="r1", clock="full_response")
    assert told["calendar"]["by"] == "Ada"
    assert told["standard"] == {"working_days": 20, "standard_id": None, "cut_off": None}
    assert told["days"][0] == {
        "date": "2023-09-04",
        "what": "day_0",
        "number": 0,
        "reason": None,
        "pause": None,
    }
    assert told["days"][3] == {
        "date": "2023-09-07",
        "what": "skipped",
        "number": None,
        "reason": "Storm Agnes",
        "pause": None,
    }
    assert told["days"][-1]["date"] == "2023-10-05"
    assert [(c["what"], c["by"], c["due_before"], c["due_after"]) for c in told["changes"]] == [
        ("started", "Olive", None, "2023-10-03"),
        ("date_agreed", "Olive", "2023-10-03", "2023-10-05"),
    ]
    missing = {"request_id": "r1", "clock": "escalation"}
    assert clock_room.refused("explain", MEMBER, **missing)["code"] == "not_found"


def test_a_clock_is_late_on_any_day_after_its_due_date(clock_room: ClockRoom) -> None:
    clock_room.raised()
    clock_room.now_is("2023-09-11 23:59")
    assert not clock_room.clock_of("initial_response")["late"]
    clock_room.now_is("2023-09-12 00:00")
    assert clock_room.clock_of("initial_response")["late"]
    clock_room.happens("initial_response_given", **PROMISED)
    answered = clock_room.clock_of("initial_response")
    assert (answered["late"], answered["state"]) == (False, "missed")


def test_the_eighty_worked_examples_come_out_and_bad_lines_say_what_is_wrong(clock_room: ClockRoom) -> None:
    examples = [json.loads(line) for line in EXAMPLES.read_text().splitlines()]
    results = clock_room.done("work_out", MEMBER, lines=examples)["results"]
    assert results == [{name: example[name] for name in EXPECTED} for example in examples]
    good = {"received": "2023-09-22", "working_days": 5}
    bad = [
        {},
        {**good, "received": "yesterday"},
        {**good, "received": "2023-09-22T10:00:00"},
        {**good, "working_days": 0},
        {**good, "pauses": [["2023-09-26", "2023-09-25"]]},
        {**good, "pauses": [["2023-09-25"]]},
        {**good, "answered": "9999-12-31"},
    ]
    results = clock_room.done("work_out", MEMBER, lines=[*bad, good])["results"]
    assert [list(result) for result in results[:-1]] == [["error"]] * len(bad)
    assert results[-1] == {"day_0": "2023-09-22", "due": "2023-09-29", "taken": None, "late": None}


def test_by_the_councils_calendar_its_closures_count(clock_room: ClockRoom) -> None:
    clock_room.done("change_calendar", ADMINISTRATOR, version=1, days=[STORM])
    line = {"received": "2023-09-06", "working_days": 1, "answered": "2023-09-08"}
    by_holidays, by_council = (
        clock_room.done("work_out", MEMBER, lines=[line], council=council, days=True)["results"][0]
        for council in (False, True)
    )
    assert (by_holidays["due"], by_holidays["late"]) == ("2023-09-07", True)
    assert (by_council["due"], by_council["late"]) == ("2023-09-08", False)
    assert [day["reason"] for day in by_council["days"]] == [None, "Storm Agnes", None]
