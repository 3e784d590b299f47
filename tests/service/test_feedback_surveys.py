"""Surveys: who may answer about which closing, until when, what is published, and who reads what."""

import json
from datetime import timedelta

import pytest

from services.contracts import problems
from tests.service.feedback_room import (
    ADMINISTRATOR,
    DESK,
    DIRECTOR,
    GOVERNANCE,
    MEMBER,
    OFFICER,
    OPERATOR,
    OTHER_MEMBER,
    OTHER_OFFICER,
    PLEASED,
    RAISED_OF_BOB,
    FeedbackRoom,
)


def test_an_answer_is_published_without_its_words_and_a_second_one_is_a_change(
    feedback_room: FeedbackRoom,
) -> None:
    feedback_room.closed()
    assert feedback_room.answer() == {"held": False, "version": 1}
    assert feedback_room.answer(quality=None, comment="", speed="unhappy") == {"held": False, "version": 2}
    first, second = feedback_room.events("survey_answered")
    assert first.data == {
        "request_id": "r1",
        "closing": 2,
        "member_id": "ann",
        "service_id": "roads",
        "version": 1,
        "speed": "happy",
        "quality": "good",
        "commented": True,
        "quotable": True,
    }
    assert (second.stream, second.sequence, second.data["version"]) == ("survey:r1:2", 2, 2)
    assert (second.data["quality"], second.data["commented"], second.data["quotable"]) == (None, False, False)
    assert "Done in a day" not in json.dumps([event.data for event in feedback_room.events()])
    [survey] = feedback_room.surveys(MEMBER)
    assert survey["answer"] | {"answered_at": ""} == {
        "version": 2,
        "speed": "unhappy",
        "quality": None,
        "comment": "",
        "may_quote": True,
        "answered_at": "",
    }


def test_it_can_be_answered_to_the_end_of_the_fourteenth_day_even_when_reopened(
    feedback_room: FeedbackRoom,
) -> None:
    feedback_room.closed()
    feedback_room.happens("request_reopened", state="further_information")
    feedback_room.now_is("2023-09-18 23:59")
    assert feedback_room.surveys(MEMBER)[0]["may_answer"]
    assert feedback_room.answer()["version"] == 1
    feedback_room.now_is("2023-09-19 00:00")
    problem = feedback_room.refused("answer_survey", MEMBER, request_id="r1", closing=2, **PLEASED)
    assert problem["code"] == problems.WRONG_STATE
    assert "until 18 September 2023" in problem["message"]
    [survey] = feedback_room.surveys(MEMBER)
    assert (survey["may_answer"], survey["last_day"]) == (False, "2023-09-18")
    assert survey["answer"]["version"] == 1


def test_each_closing_has_a_survey_of_its_own(feedback_room: FeedbackRoom) -> None:
    feedback_room.closed()
    feedback_room.answer()
    feedback_room.happens("request_reopened", state="further_information")
    feedback_room.happens("request_closed", state="closed")
    assert feedback_room.answer(closing=4, speed="very_happy")["version"] == 1
    assert [s["closing"] for s in feedback_room.surveys(MEMBER)] == [4, 2]
    assert [s["answer"]["speed"] for s in feedback_room.surveys(MEMBER)] == ["very_happy", "happy"]


def test_a_strangers_survey_is_refused_as_no_such_request(feedback_room: FeedbackRoom) -> None:
    feedback_room.raised("open")
    feedback_room.closed()
    for place in ({"request_id": "r1", "closing": 2}, {"request_id": "open", "closing": 2}):
        problem = feedback_room.refused("answer_survey", OTHER_MEMBER, **place, **PLEASED)
        assert problem["code"] == problems.NOT_FOUND
    assert feedback_room.events() == []
    assert feedback_room.surveys(OTHER_MEMBER) == feedback_room.surveys(OTHER_MEMBER, "none") == []


@pytest.mark.parametrize("actor", [OFFICER, DESK, DIRECTOR, GOVERNANCE, ADMINISTRATOR, OPERATOR])
def test_nobody_answers_but_members(feedback_room: FeedbackRoom, actor: object) -> None:
    feedback_room.closed()
    problem = feedback_room.refused("answer_survey", actor, request_id="r1", closing=2, **PLEASED)
    assert problem["code"] == problems.NOT_ALLOWED


def test_what_says_nothing_or_cannot_be_shown_is_refused(feedback_room: FeedbackRoom) -> None:
    feedback_room.closed()
    place = {"request_id": "r1", "closing": 2}
    empty = feedback_room.refused("answer_survey", MEMBER, **place, comment=" \u200b ")
    assert "at least one" in empty["message"]
    for comment in ("x" * 2_001, "a\u202eb", "\ud800"):
        problem = feedback_room.refused("answer_survey", MEMBER, **place, comment=comment)
        assert (problem["code"], list(problem["fields"])) == (problems.INVALID, ["comment"])
    wrong = feedback_room.refused("answer_survey", MEMBER, **place, speed="quick")
    assert list(wrong["fields"]) == ["speed"]


def test_an_answer_that_is_quicker_than_the_closing_is_held_and_then_counts(
    feedback_room: FeedbackRoom,
) -> None:
    feedback_room.raised()
    closing = feedback_room.published("requests", "request_closed", "r1", {"state": "closed"})
    assert feedback_room.answer(speed="unhappy") == {"held": True, "version": None}
    feedback_room.clock.advance(timedelta(seconds=5))
    assert feedback_room.answer() == {"held": True, "version": None}
    given_at = feedback_room.clock.now()
    feedback_room.clock.advance(timedelta(days=20))
    feedback_room.settle()
    assert feedback_room.events() == []
    feedback_room.hear(closing)
    feedback_room.settle()
    feedback_room.settle()
    [event] = feedback_room.events("survey_answered")
    assert (event.time, event.actor_id, event.actor_role) == (given_at, "ann", "member")
    assert (event.data["version"], event.data["speed"]) == (1, "happy")
    assert feedback_room.surveys(OFFICER)[0]["answer"]["comment"] == "Done in a day."


def test_a_held_answer_of_a_stranger_or_too_late_is_dropped(feedback_room: FeedbackRoom) -> None:
    late = feedback_room.published(
        "requests", "request_raised", "r1", {"state": "with_service", **RAISED_OF_BOB}
    )
    closing = feedback_room.published("requests", "request_closed", "r1", {"state": "closed"})
    assert feedback_room.answer()["held"]
    feedback_room.now_is("2023-09-30")
    body = {"request_id": "r1", "closing": 2, **PLEASED}
    assert feedback_room.done("answer_survey", OTHER_MEMBER, **body)["held"]
    feedback_room.hear(late, closing)
    feedback_room.settle()
    assert feedback_room.events() == []
    assert feedback_room.surveys(DESK)[0]["answer"] is None


def test_nobody_fills_the_table_of_what_waits(feedback_room: FeedbackRoom) -> None:
    for number in range(50):
        feedback_room.answer(f"no-such-{number}")
    body = {"request_id": "no-such", "closing": 2, **PLEASED}
    assert feedback_room.refused("answer_survey", MEMBER, **body)["code"] == problems.WRONG_STATE
    assert feedback_room.done("answer_survey", OTHER_MEMBER, **body)["held"]
    feedback_room.now_is("2023-12-01")
    feedback_room.settle()
    assert feedback_room.answer("no-such")["held"]


def test_only_the_two_sides_the_desk_and_governance_read_it(feedback_room: FeedbackRoom) -> None:
    feedback_room.closed()
    feedback_room.answer()
    readers = {actor.id: len(feedback_room.surveys(actor)) for actor in (MEMBER, OFFICER, DESK, DIRECTOR)}
    assert readers == {"ann": 1, "olive": 1, "dora": 1, "dina": 1}
    assert len(feedback_room.surveys(GOVERNANCE)) == 1
    assert feedback_room.surveys(OTHER_OFFICER) == feedback_room.surveys(OTHER_MEMBER) == []
    assert feedback_room.refused("request_feedback", ADMINISTRATOR, request_id="r1")["code"] == "not_allowed"
    assert [s["may_reply"] for s in feedback_room.surveys(OFFICER)] == [True]
    assert [s["may_reply"] for s in feedback_room.surveys(GOVERNANCE)] == [False]


def test_a_service_that_gets_the_request_later_reads_it_too(feedback_room: FeedbackRoom) -> None:
    feedback_room.closed()
    feedback_room.answer()
    feedback_room.happens("request_reopened", state="further_information")
    moved = {"from_service_id": "roads", "service_id": "education", "category_id": "school-places"}
    feedback_room.happens("request_transferred", **moved)
    assert len(feedback_room.surveys(OTHER_OFFICER)) == len(feedback_room.surveys(OFFICER)) == 1


def test_the_service_replies_and_the_member_sees_it(feedback_room: FeedbackRoom) -> None:
    feedback_room.closed()
    body = {"request_id": "r1", "closing": 2, "message": "Sorry: the crew comes back on Friday."}
    assert feedback_room.refused("reply_to_survey", OFFICER, **body)["code"] == problems.WRONG_STATE
    feedback_room.answer(speed="unhappy")
    assert feedback_room.done("reply_to_survey", OFFICER, **body) == {"reply": 1}
    assert feedback_room.done("reply_to_survey", DESK, **{**body, "message": "Ring us."}) == {"reply": 2}
    [survey] = feedback_room.surveys(MEMBER)
    assert [(r["by"], r["role"], r["message"]) for r in survey["replies"]] == [
        ("Olive", "officer", "Sorry: the crew comes back on Friday."),
        ("Dora", "member_services", "Ring us."),
    ]
    assert [e.data["reply"] for e in feedback_room.events("survey_replied")] == [1, 2]
    assert "crew" not in json.dumps([event.data for event in feedback_room.events()])
    for stranger in (OTHER_OFFICER,):
        assert feedback_room.refused("reply_to_survey", stranger, **body)["code"] == problems.NOT_FOUND
    for outsider in (MEMBER, GOVERNANCE):
        assert feedback_room.refused("reply_to_survey", outsider, **body)["code"] == problems.NOT_ALLOWED
    empty = feedback_room.refused("reply_to_survey", OFFICER, **{**body, "message": "  "})
    assert list(empty["fields"]) == ["message"]


def test_words_go_when_the_requests_details_are_redacted_and_scores_stay(feedback_room: FeedbackRoom) -> None:
    feedback_room.closed()
    feedback_room.answer()
    feedback_room.done("reply_to_survey", OFFICER, request_id="r1", closing=2, message="Thank you.")
    feedback_room.clock.advance(timedelta(minutes=1))
    feedback_room.happens("details_redacted", state="closed")
    [survey] = feedback_room.surveys(DESK)
    assert (survey["answer"]["comment"], survey["answer"]["quality"]) == ("", "good")
    assert [reply["message"] for reply in survey["replies"]] == [""]


def test_duplicates_and_a_rebuild_change_nothing(feedback_room: FeedbackRoom) -> None:
    feedback_room.closed()
    feedback_room.answer()
    before = feedback_room.surveys(DESK)
    feedback_room.hear(*feedback_room.heard)
    feedback_room.hear(*reversed(feedback_room.heard))
    feedback_room.settle()
    assert feedback_room.surveys(DESK) == before
    assert len(feedback_room.events()) == 1


def test_events_out_of_order_end_the_same(feedback_room: FeedbackRoom) -> None:
    raised = feedback_room.published(
        "requests", "request_raised", "r1", {"state": "with_service", **RAISED_OF_BOB}
    )
    handed = feedback_room.published(
        "requests", "request_handed_over", "r1", {"state": "with_service", "member_id": "ann"}
    )
    closed = feedback_room.published("requests", "request_closed", "r1", {"state": "closed"})
    feedback_room.hear(closed, handed)
    assert feedback_room.surveys(DESK) == []
    feedback_room.hear(raised)
    assert feedback_room.answer(closing=3)["version"] == 1
