"""What members said, in lists: to be answered, for services, for the paper; and quality checks."""

import json
from datetime import timedelta
from typing import Any

from services.contracts import problems
from tests.service.feedback_room import (
    DESK,
    DIRECTOR,
    HEAD,
    MEMBER,
    OFFICER,
    OPERATOR,
    OTHER_MEMBER,
    OTHER_OFFICER,
    FeedbackRoom,
)


def said(room: FeedbackRoom, actor: Any = OFFICER, **body: Any) -> list[str]:
    return [row["request_id"] for row in room.done("said", actor, **body)["surveys"]]


def answered(room: FeedbackRoom, stream: str, **different: Any) -> None:
    """A request is closed, and its member says something."""
    raising = {name: different.pop(name) for name in ("service_id",) if name in different}
    room.closed(stream, **raising)
    room.clock.advance(timedelta(seconds=1))
    room.answer(stream, **different)


def test_a_member_is_offered_the_surveys_that_they_can_still_answer(feedback_room: FeedbackRoom) -> None:
    feedback_room.closed("old")
    feedback_room.now_is("2023-09-18")
    feedback_room.closed("r1")
    feedback_room.closed("r2")
    feedback_room.closed("bobs", member_id="bob")
    feedback_room.answer("r2")
    offered = feedback_room.done("surveys_to_answer", MEMBER)["closings"]
    assert [(one["request_id"], one["last_day"]) for one in offered] == [
        ("r1", "2023-10-02"),
        ("old", "2023-09-18"),
    ]
    assert [o["request_id"] for o in feedback_room.done("surveys_to_answer", OTHER_MEMBER)["closings"]] == [
        "bobs"
    ]
    feedback_room.now_is("2023-09-19")
    assert [o["request_id"] for o in feedback_room.done("surveys_to_answer", MEMBER)["closings"]] == ["r1"]
    assert feedback_room.refused("surveys_to_answer", OFFICER)["code"] == problems.NOT_ALLOWED


def test_a_service_reads_what_was_said_about_its_own_and_nothing_else(feedback_room: FeedbackRoom) -> None:
    answered(feedback_room, "ours")
    answered(feedback_room, "theirs", service_id="education")
    assert said(feedback_room) == said(feedback_room, HEAD) == said(feedback_room, DIRECTOR) == ["ours"]
    assert said(feedback_room, OTHER_OFFICER) == ["theirs"]
    assert sorted(said(feedback_room, DESK)) == ["ours", "theirs"]
    assert said(feedback_room, DESK, service_id="education") == ["theirs"]
    assert said(feedback_room, OFFICER, service_id="education") == []
    assert feedback_room.refused("said", MEMBER)["code"] == problems.NOT_ALLOWED


def test_unhappy_and_unreplied_answers_are_found_and_pages_follow(feedback_room: FeedbackRoom) -> None:
    answered(feedback_room, "a", speed="very_unhappy", quality="good")
    answered(feedback_room, "b", speed="happy", quality="poor")
    answered(feedback_room, "c", speed="moderately_happy", quality="satisfactory")
    feedback_room.done("reply_to_survey", OFFICER, request_id="a", closing=2, message="Sorry.")
    assert said(feedback_room, unhappy=True) == ["b", "a"]
    assert said(feedback_room, unreplied=True) == ["c", "b"]
    assert said(feedback_room, unhappy=True, unreplied=True) == ["b"]
    first = feedback_room.done("said", OFFICER, limit=2)
    assert [row["request_id"] for row in first["surveys"]] == ["c", "b"]
    second = feedback_room.done("said", OFFICER, limit=2, cursor=first["next"])
    assert [row["request_id"] for row in second["surveys"]] == ["a"]
    assert second["next"] is None
    for cursor in ("x", "2023-09-04 r1 2", "2023-09-04T10:00:00+00:00 r1 x", "0001-01-01T00:00:00+14:00 r 1"):
        assert feedback_room.refused("said", OFFICER, cursor=cursor)["code"] == problems.INVALID
    with feedback_room.counted() as few:
        feedback_room.done("said", OFFICER, limit=1)
    with feedback_room.counted() as many:
        feedback_room.done("said", OFFICER, limit=3)
    assert len(few) == len(many)


def test_what_may_be_quoted_is_as_at_a_day_and_names_nobody(feedback_room: FeedbackRoom) -> None:
    answered(feedback_room, "yes", comment="Done in a day.")
    answered(feedback_room, "no", may_quote=False)
    answered(feedback_room, "silent", comment="")
    feedback_room.now_is("2023-09-06")
    answered(feedback_room, "later", comment="A sticker does not empty a bin.")

    def quoted(**body: str) -> list[str]:
        answer = feedback_room.done("quotable_comments", DESK, **body)
        return [row["request_id"] for row in answer["comments"]]

    assert quoted(as_at="2023-09-03") == []
    assert quoted(as_at="2023-09-05") == ["yes"]
    assert quoted(as_at="2023-09-06") == ["later", "yes"]
    assert quoted(as_at="2023-09-06", since="2023-09-05") == ["later"]
    answer = feedback_room.done("quotable_comments", OPERATOR, as_at="9999-12-31")
    assert "ann" not in json.dumps(answer).lower()
    feedback_room.answer("yes", may_quote=False)
    assert quoted(as_at="2023-09-06") == ["later"]
    for actor in (MEMBER, OFFICER, HEAD, DIRECTOR):
        problem = feedback_room.refused("quotable_comments", actor, as_at="2023-09-06")
        assert problem["code"] == problems.NOT_ALLOWED


def test_a_service_checks_its_own_responses_beside_the_members_score(feedback_room: FeedbackRoom) -> None:
    feedback_room.raised()
    feedback_room.happens("response_given", state="responded", outcome="fulfilled")
    moved = {"from_service_id": "roads", "service_id": "education", "category_id": "school-places"}
    feedback_room.happens("request_transferred", **moved)
    check = {"request_id": "r1", "response": 2, "score": "poor", "note": "No photograph."}
    assert feedback_room.done("check_quality", OFFICER, **check) == {"version": 1}
    assert feedback_room.done("check_quality", HEAD, **{**check, "score": "satisfactory"}) == {"version": 2}
    shown = feedback_room.done("request_feedback", OFFICER, request_id="r1")["responses"]
    assert [(one["response"], one["service"], one["may_check"]) for one in shown] == [(2, "Roads", True)]
    assert shown[0]["check"] | {"checked_at": ""} == {
        "score": "satisfactory",
        "note": "No photograph.",
        "by": "Hugh",
        "checked_at": "",
    }
    [seen] = feedback_room.done("request_feedback", OTHER_OFFICER, request_id="r1")["responses"]
    assert seen["may_check"] is False
    assert feedback_room.done("request_feedback", MEMBER, request_id="r1")["responses"] == []
    assert [e.data["version"] for e in feedback_room.events("quality_checked")] == [1, 2]
    assert "photograph" not in json.dumps([event.data for event in feedback_room.events()])
    feedback_room.happens("details_redacted")
    [seen] = feedback_room.done("request_feedback", OFFICER, request_id="r1")["responses"]
    assert (seen["check"]["note"], seen["check"]["score"]) == ("", "satisfactory")


def test_nobody_checks_anothers_responses(feedback_room: FeedbackRoom) -> None:
    feedback_room.raised()
    feedback_room.happens("response_given", state="responded", outcome="fulfilled")
    check = {"request_id": "r1", "response": 2, "score": "poor"}
    problem = feedback_room.refused("check_quality", OTHER_OFFICER, **check)
    assert problem == feedback_room.refused("check_quality", OFFICER, **{**check, "response": 1})
    assert problem["code"] == problems.NOT_FOUND
    for actor in (MEMBER, DESK, DIRECTOR):
        assert feedback_room.refused("check_quality", actor, **check)["code"] == problems.NOT_ALLOWED
