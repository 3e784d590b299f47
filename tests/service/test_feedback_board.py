"""The sounding board: who suggests, supports, answers and finishes, and who is told what of it."""

import json

from services.contracts import problems
from tests.service.feedback_room import DESK, HEAD, MEMBER, OFFICER, OPERATOR, OTHER_MEMBER, FeedbackRoom


def suggested(room: FeedbackRoom, text: str = "Larger buttons.") -> str:
    made: str = room.done("suggest", MEMBER, suggestion=text, page="/requests/MZ-2023-000001-A")[
        "suggestion_id"
    ]
    return made


def on_the_board(room: FeedbackRoom, actor: object = OFFICER, **body: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = room.done("suggestions", actor, **body)["suggestions"]
    return found


def test_a_suggestion_is_supported_answered_and_followed_to_done(feedback_room: FeedbackRoom) -> None:
    made = suggested(feedback_room)
    for actor in (OFFICER, OTHER_MEMBER, OTHER_MEMBER):
        feedback_room.done("support_suggestion", actor, suggestion_id=made)
    [row] = on_the_board(feedback_room)
    assert (row["state"], row["supports"], row["supported"], row["mine"]) == ("new", 2, True, False)
    assert feedback_room.done("support_suggestion", OFFICER, suggestion_id=made, supported=False) == {
        "supports": 1
    }
    answer = {"suggestion_id": made, "decision": "planned", "answer": "In the spring."}
    assert feedback_room.done("answer_suggestion", DESK, **answer) == {"state": "planned"}
    assert feedback_room.done("finish_suggestion", DESK, suggestion_id=made) == {"state": "done"}
    [row] = on_the_board(feedback_room, MEMBER, mine=True)
    assert (row["state"], row["answer"], row["mine"]) == ("done", "In the spring.", True)
    assert [event.type for event in feedback_room.events()] == [
        "suggestion_made",
        "suggestion_supported",
        "suggestion_supported",
        "suggestion_supported",
        "suggestion_answered",
        "suggestion_done",
    ]
    assert [e.data["supports"] for e in feedback_room.events("suggestion_supported")] == [1, 2, 1]
    published = json.dumps([event.data for event in feedback_room.events()])
    assert "buttons" not in published
    assert "spring" not in published
    assert "MZ-2023" not in published


def test_the_page_and_the_name_are_for_the_desk(feedback_room: FeedbackRoom) -> None:
    suggested(feedback_room)
    [desk], [author], [other] = (on_the_board(feedback_room, actor) for actor in (DESK, MEMBER, OFFICER))
    assert (desk["page"], desk["by"]) == ("/requests/MZ-2023-000001-A", "Ann")
    assert (author["page"], author["by"]) == ("/requests/MZ-2023-000001-A", None)
    assert (other["page"], other["by"]) == (None, None)


def test_what_cannot_be_is_refused_with_a_sentence(feedback_room: FeedbackRoom) -> None:
    made = suggested(feedback_room)
    own = feedback_room.refused("support_suggestion", MEMBER, suggestion_id=made)
    assert own["code"] == problems.WRONG_STATE
    assert (
        feedback_room.refused("finish_suggestion", DESK, suggestion_id=made)["code"] == problems.WRONG_STATE
    )
    answer = {"suggestion_id": made, "decision": "declined", "answer": "They are large."}
    for actor in (MEMBER, OFFICER, HEAD):
        assert feedback_room.refused("answer_suggestion", actor, **answer)["code"] == problems.NOT_ALLOWED
        problem = feedback_room.refused("finish_suggestion", actor, suggestion_id=made)
        assert problem["code"] == problems.NOT_ALLOWED
    feedback_room.done("answer_suggestion", DESK, **answer)
    late = feedback_room.refused("support_suggestion", OFFICER, suggestion_id=made)
    assert late["code"] == problems.WRONG_STATE
    again = {**answer, "decision": "planned", "answer": "We think again."}
    assert feedback_room.done("answer_suggestion", DESK, **again)["state"] == "planned"
    feedback_room.done("finish_suggestion", DESK, suggestion_id=made)
    assert feedback_room.refused("answer_suggestion", DESK, **answer)["code"] == problems.WRONG_STATE
    nowhere = feedback_room.refused("support_suggestion", OFFICER, suggestion_id="none")
    assert nowhere["code"] == problems.NOT_FOUND
    empty = feedback_room.refused("suggest", MEMBER, suggestion=" \u200b")
    assert list(empty["fields"]) == ["suggestion"]
    assert feedback_room.refused("suggest", OPERATOR, suggestion="x")["code"] == problems.NOT_ALLOWED


def test_pages_are_filtered_and_cost_the_same_however_many_there_are(feedback_room: FeedbackRoom) -> None:
    ids = [suggested(feedback_room, f"Number {number}") for number in range(7)]
    answer = {"decision": "planned", "answer": "Yes."}
    feedback_room.done("answer_suggestion", DESK, suggestion_id=ids[3], **answer)
    assert [row["suggestion_id"] for row in on_the_board(feedback_room, state=["planned"])] == [ids[3]]
    with feedback_room.counted() as few:
        first = feedback_room.done("suggestions", DESK, limit=1)
    with feedback_room.counted() as many:
        first = feedback_room.done("suggestions", DESK, limit=3)
    assert len(few) == len(many)
    assert [row["suggestion_id"] for row in first["suggestions"]] == [ids[6], ids[5], ids[4]]
    second = feedback_room.done("suggestions", DESK, limit=4, before=first["next"])
    assert [row["suggestion_id"] for row in second["suggestions"]] == [ids[3], ids[2], ids[1], ids[0]]
    assert second["next"] is None
