"""Improvement actions: who records and changes them, and the list as at a day."""

import json
from typing import Any

from services.contracts import problems
from tests.service.feedback_room import (
    DESK,
    DIRECTOR,
    GOVERNANCE,
    HEAD,
    MEMBER,
    OFFICER,
    OPERATOR,
    OTHER_OFFICER,
    FeedbackRoom,
)

ACTION = {
    "action": "Photograph every finished pothole.",
    "owner_id": "hugh",
    "due_on": "2023-11-30",
    "service_id": "roads",
    "source": "comment",
    "source_id": "r1:2",
}


def recorded(room: FeedbackRoom, actor: Any = OFFICER, **different: Any) -> str:
    made: str = room.done("record_improvement", actor, **{**ACTION, **different})["improvement_id"]
    return made


def listed(room: FeedbackRoom, actor: Any = MEMBER, **body: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = room.done("improvement_actions", actor, **body)["actions"]
    return found


def changed(room: FeedbackRoom, improvement_id: str, actor: Any = HEAD, **different: Any) -> dict[str, Any]:
    body = {"owner_id": "hugh", "due_on": "2023-11-30", "state": "done", "note": "Since Monday."}
    return room.done("change_improvement", actor, improvement_id=improvement_id, **{**body, **different})


def test_an_action_has_an_owner_and_a_day_and_is_followed_to_done(feedback_room: FeedbackRoom) -> None:
    made = recorded(feedback_room)
    feedback_room.now_is("2023-12-01")
    [action] = listed(feedback_room, OFFICER)
    assert action == {
        "improvement_id": made,
        "version": 1,
        **ACTION,
        "owner": "Hugh",
        "service": "Roads",
        "state": "open",
        "done_on": None,
        "note": "",
        "recorded_on": "2023-09-04",
        "recorded_by": "Olive",
        "late": True,
        "may_change": True,
    }
    assert feedback_room.done("improvement_action", OFFICER, improvement_id=made) == {"action": action}
    assert changed(feedback_room, made) == {"version": 2}
    feedback_room.now_is("2023-12-24")
    [action] = listed(feedback_room)
    assert (action["state"], action["done_on"], action["note"]) == ("done", "2023-12-01", "Since Monday.")
    assert (action["late"], action["may_change"], action["source_id"]) == (False, False, None)
    first, second = feedback_room.events()
    assert (first.data["due_on"], second.data["state"], second.data["done_on"]) == (
        "2023-11-30",
        "done",
        "2023-12-01",
    )
    assert "pothole" not in json.dumps([first.data, second.data])


def test_the_list_is_as_at_a_day(feedback_room: FeedbackRoom) -> None:
    first = recorded(feedback_room)
    feedback_room.now_is("2023-10-02")
    second = recorded(feedback_room, DESK, service_id=None)
    changed(feedback_room, first)
    assert [a["improvement_id"] for a in listed(feedback_room, OPERATOR, as_at="2023-09-03")] == []
    [then] = listed(feedback_room, OPERATOR, as_at="2023-10-01")
    assert (then["improvement_id"], then["state"], then["done_on"]) == (first, "open", None)
    now = listed(feedback_room, OPERATOR, as_at="2023-10-02")
    assert [(a["improvement_id"], a["state"]) for a in now] == [(second, "open"), (first, "done")]
    done = listed(feedback_room, OPERATOR, as_at="2023-10-02", state=["done"])
    assert [a["improvement_id"] for a in done] == [first]
    assert listed(feedback_room, as_at="2023-10-01", state=["done"]) == []
    assert [a["improvement_id"] for a in listed(feedback_room, service_id="roads")] == [first]
    page = feedback_room.done("improvement_actions", MEMBER, limit=1)
    assert page["next"] == second
    assert [a["improvement_id"] for a in listed(feedback_room, before=second)] == [first]


def test_officers_record_for_their_own_service_and_owners_work_for_the_council(
    feedback_room: FeedbackRoom,
) -> None:
    for actor, service_id in ((OTHER_OFFICER, "roads"), (OFFICER, None), (DIRECTOR, "education")):
        problem = feedback_room.refused("record_improvement", actor, **{**ACTION, "service_id": service_id})
        assert list(problem["fields"]) == ["service_id"]
    for wrong in ({"owner_id": "ann"}, {"owner_id": "nobody"}, {"due_on": "2023-09-03"}, {"action": " "}):
        problem = feedback_room.refused("record_improvement", OFFICER, **{**ACTION, **wrong})
        assert (problem["code"], list(problem["fields"])) == (problems.INVALID, list(wrong))
    for actor in (MEMBER, GOVERNANCE, OPERATOR):
        problem = feedback_room.refused("record_improvement", actor, **ACTION)
        assert problem["code"] == problems.NOT_ALLOWED
    assert feedback_room.events() == []
    choices = feedback_room.done("improvement_choices", OFFICER)
    assert choices["services"] == [{"id": "roads", "name": "Roads"}]
    assert {"id": "hugh", "name": "Hugh"} in choices["owners"]
    assert "ann" not in {one["id"] for one in choices["owners"]}
    assert len(feedback_room.done("improvement_choices", DESK)["services"]) == 2


def test_another_services_action_cannot_be_changed_but_by_its_owner(feedback_room: FeedbackRoom) -> None:
    made = recorded(feedback_room)
    body = {"improvement_id": made, "owner_id": "petra", "due_on": "2023-11-30", "state": "open"}
    problem = feedback_room.refused("change_improvement", OTHER_OFFICER, **body)
    assert problem["code"] == problems.NOT_FOUND
    nowhere = feedback_room.refused("change_improvement", HEAD, **{**body, "improvement_id": "none"})
    assert nowhere == problem
    one = feedback_room.refused("improvement_action", HEAD, improvement_id="none")
    assert one["code"] == problems.NOT_FOUND
    assert changed(feedback_room, made, owner_id="petra", state="open")["version"] == 2
    assert changed(feedback_room, made, OTHER_OFFICER, owner_id="petra")["version"] == 3
    wrong = {**body, "owner_id": "ann", "due_on": "2023-01-01"}
    problem = feedback_room.refused("change_improvement", HEAD, **wrong)
    assert sorted(problem["fields"]) == ["due_on", "owner_id"]
