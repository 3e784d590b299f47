"""What is refused, each with a sentence that says what can be done instead, and nothing stored."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.chassis.actor import Actor
from tests.service.requests_casework import (
    DESK,
    HEAD,
    MEMBER,
    OFFICER,
    OTHER_MEMBER,
    Casework,
    full_answer,
    next_step,
    person,
    raising,
    service,
)
from tests.service.requests_council import a_file, constituent, led, types_read, whole
from tests.service.told_clocks import clock_facts

PAST, SATURDAY, HOLIDAY, TOO_FAR = "2023-09-19", "2023-09-23", "2023-09-25", "2024-09-23"
CALENDAR = {
    "version": 1,
    "first": date(2023, 1, 1),
    "last": date(2024, 12, 31),
    "days": [{"date": date(2023, 9, 25), "reason": "September holiday"}],
}
DATED: list[tuple[str, Actor, str, dict[str, Any]]] = [
    ("give_initial_response", OFFICER, "next_update_on", next_step("")),
    ("schedule_work", OFFICER, "work_on", {"message": "Then."}),
    ("propose_deadline", OFFICER, "due_on", {"reason": "Tar is scarce."}),
    ("propose_deadline", MEMBER, "due_on", {"reason": "It cannot wait."}),
]
WORDS: list[tuple[str, Actor, str, int, dict[str, Any]]] = [
    ("add_message", MEMBER, "message", 10_000, {}),
    ("note", OFFICER, "message", 10_000, {}),
    ("ask_clarification", OFFICER, "message", 10_000, {}),
    ("escalate", MEMBER, "message", 10_000, {}),
    ("respond", OFFICER, "message", 10_000, {"outcome": "fulfilled"}),
    ("ask_urgency", MEMBER, "reason", 2_000, {}),
    ("give_initial_response", OFFICER, "next_step", 500, next_step("")),
    ("amend", OFFICER, "subject", 200, {}),
    ("attach", MEMBER, "name", 200, a_file("")),
    ("attach_constituent", MEMBER, "name", 200, constituent("")),
]


@pytest.mark.parametrize("day", [PAST, SATURDAY, HOLIDAY, TOO_FAR])
@pytest.mark.parametrize(("name", "actor", "field", "body"), DATED)
def test_a_date_is_a_working_day_from_today_within_a_year(
    casework: Casework, name: str, actor: Actor, field: str, body: dict[str, Any], day: str
) -> None:
    request_id = casework.raised()
    casework.tell("calendar_published", CALENDAR)
    problem = casework.refused(name, actor, **{**body, "request_id": request_id, field: day})
    assert (problem["code"], set(problem["fields"])) == ("invalid", {field})
    assert types_read(casework, actor, request_id) == ["request_raised"]


def test_a_date_is_judged_again_on_the_day_it_is_agreed_to(casework: Casework) -> None:
    request_id = casework.raised()
    casework.done(
        "propose_deadline", OFFICER, request_id=request_id, due_on="2023-09-25", reason="Tar is scarce."
    )
    casework.tell("calendar_published", CALENDAR)
    problem = casework.refused("agree_deadline", MEMBER, request_id=request_id, due_on="2023-09-25")
    assert set(problem["fields"]) == {"due_on"}
    casework.tell("calendar_published", {**CALENDAR, "version": 2, "days": []})
    casework.tell("calendar_published", CALENDAR)
    casework.clock.advance(timedelta(days=7))
    assert casework.refused("agree_deadline", MEMBER, request_id=request_id, due_on="2023-09-25")["fields"]
    casework.clock.advance(timedelta(days=-7))
    casework.done("agree_deadline", MEMBER, request_id=request_id, due_on="2023-09-25")


def test_no_date_is_agreed_that_is_earlier_than_the_one_in_force(casework: Casework) -> None:
    request_id = casework.raised()
    clock = clock_facts(request_id, "full_response", date(2023, 10, 18))
    casework.tell("clock_changed", clock)
    body = {"request_id": request_id, "reason": "It cannot wait."}
    problem = casework.refused("propose_deadline", MEMBER, **body, due_on="2023-10-17")
    assert set(problem["fields"]) == {"due_on"}
    casework.done("propose_deadline", MEMBER, **body, due_on="2023-10-18")
    casework.tell("clock_changed", {**clock, "due_on": date(2023, 10, 25)})
    assert casework.refused("agree_deadline", OFFICER, request_id=request_id, due_on="2023-10-18")["fields"]


def test_an_escalation_goes_to_a_director_once_its_clock_is_late(casework: Casework) -> None:
    request_id = whole(casework).raised()
    casework.done("escalate", MEMBER, request_id=request_id, message="Nobody comes.")
    assert casework.refused("escalate", MEMBER, request_id=request_id, message="Still nobody.")
    casework.tell("clock_changed", clock_facts(request_id, "escalation", date(2023, 9, 27)))
    casework.clock.set(datetime(2023, 9, 27, 22, 59, tzinfo=UTC))
    problem = casework.refused("escalate", MEMBER, request_id=request_id, message="Still nobody.")
    assert problem["code"] == "wrong_state"
    casework.clock.advance(timedelta(minutes=1))
    casework.done("escalate", MEMBER, request_id=request_id, message="Still nobody.")


@pytest.mark.parametrize(("name", "actor", "field", "limit", "body"), WORDS)
def test_words_are_not_empty_not_too_long_and_can_be_shown(
    casework: Casework, name: str, actor: Actor, field: str, limit: int, body: dict[str, Any]
) -> None:
    request_id = casework.raised()
    for words in (" \u200b ", "x" * (limit + 1), "a\0b"):
        problem = casework.refused(name, actor, **{**body, "request_id": request_id, field: words})
        assert problem["code"] == "invalid", words[:10]
        assert problem["fields"]
    assert types_read(casework, actor, request_id) == ["request_raised"]


def test_nothing_is_transferred_to_a_closed_service_or_a_category_of_another(casework: Casework) -> None:
    request_id = whole(casework).raised()
    body = {"request_id": request_id, "reason": "It is theirs."}
    for service_id, category_id, field in (
        ("waste", "schools", "category_id"),
        ("roads", "gritting", "service_id"),
        ("nowhere", "bins", "service_id"),
    ):
        problem = casework.refused(
            "transfer", OFFICER, **body, service_id=service_id, category_id=category_id
        )
        assert set(problem["fields"]) == {field}
    casework.tell("service_recorded", service("waste", "Waste", ends=date(2023, 9, 19)))
    problem = casework.refused("transfer", OFFICER, **body, service_id="waste", category_id="bins")
    assert "closed" in problem["message"]


def test_what_a_category_asks_is_answered_and_what_it_stops_is_not_raised(casework: Casework) -> None:
    asked = [
        {"id": "width", "label": "How wide is it?", "required": True, "help": ""},
        {"id": "depth", "label": "How deep is it?", "required": False, "help": ""},
    ]
    facts = {"category_id": "potholes", "name": "Potholes", "service_id": "roads", "questions": asked}
    facts |= {"stop_advice": None, "starts": date(2020, 1, 1), "ends": None}
    casework.tell("category_recorded", facts)
    for answers in ({}, {"width": "  "}, {"width": "A foot", "height": "Two"}):
        problem = casework.refused("raise_request", MEMBER, **raising(answers=answers))
        assert set(problem["fields"]) == {"answers"}
    request_id = casework.raised(answers={"width": "A foot"})
    shown = casework.done("request", OFFICER, request_id=request_id)["request"]
    assert shown["answers"] == [{"question": "How wide is it?", "answer": "A foot"}]
    advice = {"text": "Ring 0300 123 0000 instead.", "stops": True}
    casework.tell("category_recorded", {**facts, "questions": [], "stop_advice": advice})
    problem = casework.refused("raise_request", MEMBER, **raising())
    assert problem["fields"] == {"category_id": ["Ring 0300 123 0000 instead."]}


def test_a_request_is_reopened_to_the_thirtieth_day_after_closing(casework: Casework) -> None:
    request_id = casework.raised()
    led(casework, request_id, ("respond", OFFICER, full_answer("")), ("close", MEMBER, {}))
    casework.clock.set(datetime(2023, 10, 20, 23, 0, tzinfo=UTC))
    problem = casework.refused("reopen", MEMBER, request_id=request_id, message="It is open again.")
    assert problem["code"] == "wrong_state"
    casework.clock.advance(timedelta(minutes=-1))
    casework.done("reopen", MEMBER, request_id=request_id, message="It is open again.")


def test_a_role_taken_away_a_second_ago_counts_no_more(casework: Casework) -> None:
    request_id = casework.raised()
    casework.done("assign", OFFICER, request_id=request_id, officer_id="olive")
    casework.tell("person_recorded", person("olive", "Olive Officer", roles=[("officer", "education")]))
    refused = casework.refused("respond", OFFICER, **full_answer(request_id))
    assert refused["code"] == "not_found"
    casework.tell("person_recorded", person("olive", "Olive Officer"))
    assert casework.refused("respond", OFFICER, **full_answer(request_id))["code"] == "not_allowed"
    casework.tell("person_recorded", person("ann", "Ann Member", terms=[("cowal", date(2023, 9, 19))]))
    problem = casework.refused("add_message", MEMBER, request_id=request_id, message="Hello?")
    assert problem["code"] == "not_allowed"


def test_urgency_is_for_the_head_and_ends_of_office_for_the_desk(casework: Casework) -> None:
    request_id = whole(casework).raised()
    casework.done("ask_urgency", MEMBER, request_id=request_id, reason="It cannot wait.")
    assert casework.refused("accept_urgency", OFFICER, request_id=request_id)["code"] == "not_allowed"
    casework.done("accept_urgency", HEAD, request_id=request_id)
    problem = casework.refused("hand_over", DESK, request_id=request_id, member_id="cara")
    assert (problem["code"], problem["details"]["reason"]) == ("wrong_state", "not_frozen")
    assert casework.refused("hand_over", OTHER_MEMBER, request_id=request_id, member_id="cara")
