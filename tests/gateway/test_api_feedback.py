"""Feedback by programs: how it went, replies, checks, the sounding board, improvement actions."""

from datetime import timedelta
from typing import Any

import pytest

from services.chassis.clock import SystemClock, council_date
from services.chassis.identifiers import new_id
from tests.gateway.api_programs import Program, problem_of, raising
from tests.waiting import until

NOTHING: dict[str, Any] = {"surveys": [], "responses": []}
DUE_ON = (council_date(SystemClock().now()) + timedelta(days=30)).isoformat()
UNHAPPY = {"speed": "unhappy", "quality": "poor", "comment": "It came off again.", "may_quote": True}


@pytest.fixture
def closed(programs: dict[str, Program]) -> dict[str, Any]:
    """A request of Isla's that was answered and closed, and which closing that was."""
    path = f"/requests/{programs['member'].done('/requests', raising())['request_id']}"
    programs["officer"].done(f"{path}/respond", {"outcome": "fulfilled", "message": "The rings are new."})
    closing = programs["member"].done(f"{path}/close", {})["sequence"]
    return {"path": path, "request_id": path.rpartition("/")[2], "closing": closing}


def surveys(program: Program, path: str) -> list[dict[str, Any]]:
    """What was said about a request."""
    found: list[dict[str, Any]] = program.seen(f"{path}/feedback")["surveys"]
    return found


def is_due(member: Program, closed: dict[str, Any]) -> bool:
    return closed["request_id"] in str(member.seen("/surveys-to-answer"))


def test_a_survey_is_due_answered_changed_and_replied_to(
    programs: dict[str, Program], closed: dict[str, Any]
) -> None:
    member, officer, path = programs["member"], programs["officer"], closed["path"]
    until(lambda: is_due(member, closed), within=60, what="the survey to be due")
    said = {"closing": closed["closing"], **UNHAPPY}
    assert member.done(f"{path}/survey", said, method="PUT") == {"held": False, "version": 1}
    assert not is_due(member, closed)
    changed = said | {"speed": "happy", "comment": "Better now."}
    assert member.done(f"{path}/survey", changed, method="PUT")["version"] == 2
    (survey,) = surveys(officer, path)
    assert survey["may_reply"]
    assert survey["answer"] | changed == survey["answer"] | {"closing": closed["closing"]}
    reply = {"closing": closed["closing"], "message": "Thank you."}
    assert officer.done(f"{path}/survey/replies", reply) == {"reply": 1}
    (survey,) = surveys(member, path)
    assert [one["message"] for one in survey["replies"]] == ["Thank you."]
    assert closed["request_id"] in str(officer.seen("/said"))
    assert closed["request_id"] not in str(programs["officer of another service"].seen("/said"))


def test_what_was_said_is_not_for_strangers(programs: dict[str, Program], closed: dict[str, Any]) -> None:
    path = closed["path"]
    said = {"closing": closed["closing"], **UNHAPPY}
    until(lambda: surveys(programs["member"], path), within=60, what="the closing to be heard of")
    problem_of(programs["other member"].send(f"{path}/survey", said, method="PUT"), 404)
    for who in ("other member", "officer of another service"):
        assert programs[who].seen(f"{path}/feedback") == NOTHING
        assert programs[who].seen(f"/requests/{new_id()}/feedback") == NOTHING


def test_a_service_judges_its_own_response(programs: dict[str, Program], closed: dict[str, Any]) -> None:
    officer, path = programs["officer"], closed["path"]
    (response,) = until(
        lambda: officer.seen(f"{path}/feedback")["responses"], within=60, what="the response to be heard of"
    )
    check = {"response": response["response"], "score": "satisfactory", "note": "Too late."}
    assert officer.done(f"{path}/quality-check", check, method="PUT") == {"version": 1}
    (response,) = officer.seen(f"{path}/feedback")["responses"]
    assert (response["check"]["score"], response["check"]["note"]) == ("satisfactory", "Too late.")


def test_a_suggestion_is_made_supported_answered_and_finished(programs: dict[str, Program]) -> None:
    words = f"Show the tides ({new_id()})."
    made = programs["member"].done("/suggestions", {"suggestion": words, "page": "/home"})
    place = f"/suggestions/{made['suggestion_id']}"
    assert programs["officer"].done(f"{place}/support", {"supported": True}) == {"supports": 1}
    answer = {"decision": "planned", "answer": "In the spring."}
    assert programs["desk"].done(f"{place}/answer", answer) == {"state": "planned"}
    assert programs["desk"].done(f"{place}/finish") == {"state": "done"}
    (shown,) = programs["member"].seen("/suggestions", mine="true", limit=1)["suggestions"]
    assert (shown["suggestion"], shown["state"], shown["supports"]) == (words, "done", 1)
    programs["member"].done("/suggestions", {"suggestion": "Another one."})
    first = programs["member"].get("/suggestions", mine="true", limit=1)
    assert f"before={first.get_json()['next']}" in first.headers["Link"]


def test_an_improvement_action_is_recorded_and_changed_by_the_version_that_was_read(
    programs: dict[str, Program],
) -> None:
    head, member = programs["head"], programs["member"]
    choices = head.seen("/improvement-choices")
    assert [one["id"] for one in choices["services"]] == ["harbours"]
    owner = programs["officer"].person_id
    assert owner in {one["id"] for one in choices["owners"]}
    action = {
        "action": "Ring back within a day.",
        "owner_id": owner,
        "due_on": DUE_ON,
        "service_id": "harbours",
    }
    recorded = head.done("/improvements", action)["improvement_id"]
    place = f"/improvements/{recorded}"
    read = head.seen(place)["action"]
    assert (read["action"], read["version"], read["late"]) == ("Ring back within a day.", 1, False)
    assert read in head.seen("/improvements")["actions"]
    assert recorded in str(member.seen("/improvements"))
    done = {"owner_id": owner, "due_on": DUE_ON, "state": "done"}
    first = head.send(place, done, method="PUT", headers={"If-Match": '"1"'})
    assert (first.get_json(), first.headers["ETag"]) == ({"version": 2}, '"2"')
    again = head.send(place, done, method="PUT", headers={"If-Match": '"1"'})
    assert problem_of(again, 412)["code"] == "stale"
