"""Reminders of answers that nobody closed: events of the request, once each, and news to its member alone."""

from datetime import timedelta

import pytest

from services.chassis.event_store import read_after
from services.requests.use_cases import following_up
from services.requests.use_cases.following_up import remind_of_answers
from tests.service.requests_casework import MEMBER, OFFICER, OPERATOR, Casework, case, full_answer
from tests.service.requests_council import led, types_read, whole

REMINDED = "follow_up_reminded"
WEEK = timedelta(days=7)  # five working days: nothing is closed


def answered(casework: Casework) -> str:
    request_id = casework.raised()
    led(casework, request_id, ("respond", OFFICER, full_answer("")))
    return request_id


def reminders(casework: Casework, request_id: str) -> int:
    return types_read(casework, MEMBER, request_id).count(REMINDED)


def pass_on(casework: Casework, time: timedelta) -> None:
    """Time goes on, and the clock ticks twice."""
    casework.clock.set(casework.clock.now() + time)
    for _ in range(2):
        while casework.tick(remind_of_answers):
            pass


def test_a_member_is_reminded_twice_and_finds_it_among_what_is_new(casework: Casework) -> None:
    request_id = answered(whole(casework))
    page = casework.done("request", MEMBER, request_id=request_id)
    casework.done("mark_seen", MEMBER, request_id=request_id, sequence=page["sequence"])
    assert casework.done("member_home", MEMBER)["new"] == []
    pass_on(casework, WEEK)
    [new] = casework.done("member_home", MEMBER)["new"]
    assert new["request_id"] == request_id
    told = [reminders(casework, request_id)]
    for _ in range(3):
        pass_on(casework, WEEK)
        told.append(reminders(casework, request_id))
    assert told == [1, 2, 2, 2]
    last = casework.done("request", MEMBER, request_id=request_id)["timeline"][-1]
    assert (last["type"], last["role"]) == (REMINDED, "requests")


def test_a_reminder_is_no_news_to_the_service_and_leaves_the_state(casework: Casework) -> None:
    request_id = answered(whole(casework))
    page = casework.done("request", OFFICER, request_id=request_id)
    casework.done("mark_seen", OFFICER, request_id=request_id, sequence=page["sequence"])
    pass_on(casework, WEEK)
    [row] = casework.done("worklist", OFFICER, state=["responded"])["requests"]
    assert not row["new"]
    assert casework.done("request", OFFICER, request_id=request_id)["request"]["state"] == "responded"


def test_a_reminder_is_in_the_way_of_nobody_who_has_the_page_open(casework: Casework) -> None:
    request_id = answered(whole(casework))
    seen = casework.done("request", MEMBER, request_id=request_id)["sequence"]
    pass_on(casework, WEEK)
    answer = casework.call("close", MEMBER, version=seen, request_id=request_id)
    assert answer["result"]["state"] == "closed"


def test_what_was_closed_or_asked_for_again_is_not_reminded_of(casework: Casework) -> None:
    closed, asked_again = answered(whole(casework)), answered(casework)
    led(casework, closed, ("close", MEMBER, {}))
    led(casework, asked_again, ("ask_further_information", MEMBER, {"message": "And the kerb?"}))
    pass_on(casework, WEEK)
    assert [reminders(casework, one) for one in (closed, asked_again)] == [0, 0]


def test_an_old_casebook_reminds_nobody(casework: Casework) -> None:
    old = case(1) | {"closed_at": None}
    whole(casework).done("import_cases", OPERATOR, casebook="old", cases=[old])
    pass_on(casework, WEEK)
    assert casework.done("portfolio", MEMBER)["requests"][0]["state"] == "responded"
    with casework.database.reading() as session:
        assert [event for event in read_after(session, 0, 500) if event.type == REMINDED] == []


def test_many_are_reminded_step_by_step(casework: Casework, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following_up, "REMINDED_AT_ONCE", 2)
    whole(casework)
    ids = [answered(casework) for _ in range(3)]
    casework.clock.set(casework.clock.now() + WEEK)
    assert [casework.tick(remind_of_answers) for _ in range(2)] == [True, False]
    assert [reminders(casework, request_id) for request_id in ids] == [1, 1, 1]
