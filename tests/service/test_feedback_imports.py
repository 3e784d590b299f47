"""Answers of the past, and casebooks: what is taken, with which times, and at what cost."""

from services.contracts import problems
from tests.service.feedback_room import (
    ADMINISTRATOR,
    DESK,
    MEMBER,
    OPERATOR,
    PLEASED,
    RAISED_OF_BOB,
    FeedbackRoom,
    local,
)


def test_answers_of_the_past_come_in_with_their_times_and_once(feedback_room: FeedbackRoom) -> None:
    feedback_room.now_is("2022-11-01")
    feedback_room.closed()
    feedback_room.closed("r2")
    feedback_room.now_is("2023-09-04")
    line = {"request_id": "r1", "closing": 2, "time": local("2022-11-03").isoformat(), **PLEASED}
    lines = [
        line,
        {**line, "comment": ""},
        {**line, "request_id": "r2", "time": local("2022-11-16").isoformat()},
        {**line, "request_id": "r2", "time": local("2022-10-31").isoformat()},
        {**line, "request_id": "r3"},
        {**line, "request_id": "r2", "time": local("2023-10-01").isoformat()},
        {"request_id": "r2", "closing": 2, "time": local("2022-11-03").isoformat()},
    ]
    answer = feedback_room.done("import_surveys", OPERATOR, surveys=lines)
    assert (answer["imported"], answer["already"]) == (1, 0)
    assert [r["line"] for r in answer["rejected"]] == [2, 3, 4, 5, 6, 7]
    assert feedback_room.done("import_surveys", OPERATOR, surveys=[line])["already"] == 1
    [event] = feedback_room.events()
    assert (event.imported, event.time, event.data["quotable"]) == (True, local("2022-11-03"), True)
    assert feedback_room.surveys(DESK)[0]["answer"]["comment"] == "Done in a day."
    for actor in (DESK, ADMINISTRATOR, MEMBER):
        assert feedback_room.refused("import_surveys", actor, surveys=[line])["code"] == problems.NOT_ALLOWED


def test_five_hundred_imported_answers_take_a_few_statements(feedback_room: FeedbackRoom) -> None:
    cases = [
        {
            **{name: RAISED_OF_BOB[name] for name in ("kind", "member_id", "channel", "service_id")},
            **{name: RAISED_OF_BOB[name] for name in ("category_id", "ward_id", "reference")},
            "request_id": f"c{number}",
            "external_reference": str(number),
            "raised_at": local("2022-10-01").isoformat(),
            "responded_at": local("2022-10-20").isoformat(),
            "closed_at": local("2022-11-01").isoformat(),
            "sequence": 3,
        }
        for number in range(500)
    ]
    with feedback_room.counted() as sent:
        feedback_room.hear(
            feedback_room.published(
                "requests", "cases_imported", "import:old", {"casebook": "old", "cases": cases}
            )
        )
    assert len(sent) < 25, sent
    time = local("2022-11-03").isoformat()
    lines = [{"request_id": f"c{n}", "closing": 3, "time": time, "speed": "happy"} for n in range(500)]
    with feedback_room.counted() as sent:
        answer = feedback_room.done("import_surveys", OPERATOR, surveys=lines)
    assert answer == {"imported": 500, "already": 0, "rejected": []}
    assert len(sent) < 40, sent
