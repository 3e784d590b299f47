"""Due dates in lists: sorted, filtered and counted by our own copy; moved dates are news to both sides."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.service.requests_casework import (
    HEAD,
    MEMBER,
    NOON,
    OFFICER,
    TODAY,
    Casework,
    full_answer,
    next_step,
    person,
    raised_one_after_another,
    subjects,
)
from tests.service.requests_council import whole
from tests.service.told_clocks import clock_facts

SUNDAY = TODAY + timedelta(days=4)
CALENDAR: dict[str, Any] = {"first": date(2014, 1, 1), "last": date(2030, 12, 31)}


def with_dates(casework: Casework, *days: date | None) -> list[str]:
    """The ids of requests named `Number 1`…, each with a full response due on its day."""
    ids = raised_one_after_another(casework, len(days))
    for request_id, day in zip(ids, days, strict=True):
        if day is not None:
            casework.tell("clock_changed", clock_facts(request_id, "full_response", day))
    return ids


def test_the_earliest_date_comes_first_and_what_has_none_last(casework: Casework) -> None:
    ids = with_dates(casework, date(2023, 10, 4), None, date(2023, 9, 27), date(2023, 9, 19))
    casework.tell("clock_changed", clock_facts(ids[0], "initial_response", date(2023, 9, 26)))
    in_order = ["Number 4", "Number 1", "Number 3", "Number 2"]
    assert subjects(casework.done("worklist", OFFICER, order="due")) == in_order
    assert subjects(casework.done("portfolio", MEMBER, order="due")) == in_order
    first = casework.done("worklist", OFFICER, order="due")["requests"][1]["due"]
    assert first == {"clock": "initial_response", "number": 1, "due_on": "2023-09-26"}
    casework.tell(
        "clock_changed", clock_facts(ids[0], "initial_response", TODAY, state="paused", due_on=None)
    )
    assert subjects(casework.done("worklist", OFFICER, order="due")) == [
        "Number 4",
        "Number 3",
        "Number 1",
        "Number 2",
    ]


def test_pages_go_on_by_due_date_both_ways(casework: Casework) -> None:
    with_dates(casework, *(date(2023, 9, 25) + timedelta(days=number // 2) for number in range(5)), None)
    first = casework.done("worklist", OFFICER, order="due", limit=2)
    second = casework.done("worklist", OFFICER, order="due", limit=2, cursor=first["next"])
    third = casework.done("worklist", OFFICER, order="due", limit=2, cursor=second["next"])
    told = [subjects(page) for page in (first, second, third)]
    assert told == [["Number 1", "Number 2"], ["Number 3", "Number 4"], ["Number 5", "Number 6"]]
    assert third["next"] is None
    back = casework.done("worklist", OFFICER, order="due", limit=2, cursor=third["previous"])
    assert subjects(back) == told[1]


@pytest.mark.parametrize(
    ("due", "found"),
    [
        ("today", ["Number 3"]),
        ("this_week", ["Number 3", "Number 4"]),
        ("late", ["Number 1", "Number 2"]),
        ("late_by_a_week", ["Number 1"]),
    ],
)
def test_lists_are_narrowed_and_counted_by_what_is_due(
    casework: Casework, due: str, found: list[str]
) -> None:
    week = timedelta(days=7)
    with_dates(
        casework,
        TODAY - week,
        TODAY - week + timedelta(days=1),
        TODAY,
        SUNDAY,
        SUNDAY + timedelta(days=1),
        None,
    )
    worklist = casework.done("worklist", OFFICER, due=due)
    assert subjects(worklist) == found
    assert worklist["due"][due] == len(found)
    assert subjects(casework.done("portfolio", MEMBER, due=due)) == found
    assert casework.done("member_home", MEMBER)["due"][due] == len(found)


def test_what_is_in_somebodys_list_for_several_reasons_is_counted_once(casework: Casework) -> None:
    roles = [("head_of_service", "roads"), ("officer", "waste"), ("officer", "education")]
    whole(casework).tell("person_recorded", person("hector", "Hector Head", roles=roles))
    both, contributed, transferred = with_dates(casework, TODAY, TODAY, TODAY)
    for request_id in (both, contributed):
        for service_id in ("waste", "education"):
            casework.done("add_contributor", OFFICER, request_id=request_id, service_id=service_id)
    for request_id in (both, transferred):
        casework.done("escalate", MEMBER, request_id=request_id, message="Nobody comes.")
    elsewhere = {"service_id": "waste", "category_id": "bins", "reason": "A bin."}
    casework.done("transfer", OFFICER, request_id=transferred, **elsewhere)
    worklist = casework.done("worklist", HEAD)
    assert (len(worklist["requests"]), worklist["due"]["today"]) == (3, 3)


def test_what_stands_with_a_head_is_asked_for_apart_and_names_its_holder(casework: Casework) -> None:
    first, second = raised_one_after_another(whole(casework), 2)
    casework.done("escalate", MEMBER, request_id=second, message="Nobody comes.")
    [held] = casework.done("worklist", HEAD, part="escalated_to_me")["requests"]
    assert (held["request_id"], held["holder"]) == (second, "Hector Head")
    assert [r["request_id"] for r in casework.done("worklist", HEAD, part="others")["requests"]] == [first]
    assert len(casework.done("worklist", OFFICER, part="others")["requests"]) == 2
    assert casework.done("portfolio", MEMBER)["requests"][0]["holder"] == "Hector Head"


def test_a_date_that_the_calendar_moved_is_told_to_both_sides_with_its_reason(casework: Casework) -> None:
    days = [{"date": date(2023, 12, 25), "reason": "Christmas Day"}]
    casework.tell("calendar_published", {**CALENDAR, "version": 1, "days": days})
    [request_id] = with_dates(casework, date(2023, 10, 18))
    seen = casework.done("request", OFFICER, request_id=request_id)["request"]
    casework.done("mark_seen", MEMBER, request_id=request_id, sequence=1)
    casework.done("mark_seen", OFFICER, request_id=request_id, sequence=1, dates_told=seen["dates_told"])
    closed = {"date": date(2023, 10, 9), "reason": "Offices closed by a storm"}
    casework.tell("calendar_published", {**CALENDAR, "version": 2, "days": [*days, closed]})
    moved = {"because": "calendar", "calendar_version": 2, "previous_due_on": date(2023, 10, 18)}
    facts = clock_facts(request_id, "full_response", date(2023, 10, 19), **moved)
    casework.tell("clock_changed", facts)
    for actor in (MEMBER, OFFICER):
        shown = casework.done("request", actor, request_id=request_id)["request"]
        [told] = shown["date_news"]
        assert (told["previous_due_on"], told["due_on"]) == ("2023-10-18", "2023-10-19")
        assert told["because"] == "calendar"
        assert told["changes"] == [{"date": "2023-10-09", "reason": "Offices closed by a storm"}]
        assert told["time"] == NOON.isoformat()
        assert shown["new"] is True
        casework.done("mark_seen", actor, request_id=request_id, sequence=1, dates_told=shown["dates_told"])
        assert casework.done("request", actor, request_id=request_id)["request"]["new"] is False


def test_a_date_that_an_event_moved_points_to_it_and_is_no_news_by_itself(casework: Casework) -> None:
    [request_id] = with_dates(casework, date(2023, 10, 18))
    moved = {"previous_due_on": date(2023, 10, 18), "request_sequence": 3}
    casework.tell(
        "clock_changed",
        clock_facts(
            request_id,
            "full_response",
            date(2023, 10, 18),
            **moved,
            agreed_due_on=date(2023, 10, 25),
            due_on=date(2023, 10, 25),
        ),
    )
    shown = casework.done("request", MEMBER, request_id=request_id)["request"]
    assert shown["dates_told"] == 0
    [told] = shown["date_news"]
    assert (told["because"], told["request_sequence"], told["due_on"]) == ("request", 3, "2023-10-25")
    [clock] = shown["clocks"]
    assert (clock["original_due_on"], clock["agreed_due_on"]) == ("2023-10-18", "2023-10-25")


def test_a_breach_is_news_until_it_is_corrected(casework: Casework) -> None:
    [request_id] = with_dates(casework, date(2023, 9, 19))
    casework.done("mark_seen", MEMBER, request_id=request_id, sequence=1)
    telling = {"request_id": request_id, "clock": "full_response", "number": 1, "due_on": date(2023, 9, 19)}
    casework.tell("breached", telling)
    assert casework.done("portfolio", MEMBER)["requests"][0]["new"] is True
    shown = casework.done("request", MEMBER, request_id=request_id)["request"]
    assert [told["kind"] for told in shown["date_news"]] == ["breached"]
    casework.tell("telling_corrected", {**telling, "telling": "breached", "told_for": NOON})
    assert casework.done("portfolio", MEMBER)["requests"][0]["new"] is False
    assert casework.done("request", MEMBER, request_id=request_id)["request"]["date_news"] == []


@pytest.mark.parametrize("listed", ["portfolio", "request"])
def test_a_date_that_the_requests_own_events_ended_is_told_no_more(casework: Casework, listed: str) -> None:
    """Though sla, which hears of them a moment later, has not said so yet."""
    (request_id,) = with_dates(casework, date(2023, 9, 19))
    casework.tell("clock_changed", clock_facts(request_id, "initial_response", date(2023, 9, 18)))

    def due() -> str | None:
        [row] = casework.done("portfolio", MEMBER)["requests"]
        if listed == "request":
            row = casework.done("request", OFFICER, reference=row["reference"])["request"]
        return row["due"] and str(row["due"]["clock"])

    assert due() == "initial_response"
    casework.done("ask_clarification", OFFICER, request_id=request_id, message="Which one?")
    assert due() is None
    casework.done("give_clarification", MEMBER, request_id=request_id, message="The left one.")
    assert due() == "initial_response"
    casework.done("give_initial_response", OFFICER, **next_step(request_id))
    assert due() == "full_response"
    casework.done("respond", OFFICER, **full_answer(request_id))
    assert due() is None
