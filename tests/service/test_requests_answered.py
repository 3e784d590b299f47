"""The heap of answered requests that nobody has closed: the desk's alone, longest answered first."""

from datetime import timedelta

from tests.service.requests_casework import (
    DESK,
    MEMBER,
    OFFICER,
    OTHER_MEMBER,
    Casework,
    full_answer,
    raised_one_after_another,
    subjects,
)


def test_the_desk_sees_what_nobody_has_closed_longest_answered_first(casework: Casework) -> None:
    first, second, third = raised_one_after_another(casework, 3)
    theirs = casework.raised(OTHER_MEMBER, ward_id="bute", subject="Of another member")
    for request_id in (second, first, theirs):
        casework.done("respond", OFFICER, **full_answer(request_id))
        casework.clock.advance(timedelta(minutes=1))
    heap = casework.done("answered", DESK)
    assert subjects(heap) == ["Number 2", "Number 1", "Of another member"]
    assert heap["count"] == 3
    assert len(heap["members"]) == 2
    assert [service["id"] for service in heap["services"]] == ["roads"]
    assert third not in {row["request_id"] for row in heap["requests"]}
    one = casework.done("answered", DESK, member_id=MEMBER.id, limit=1)
    assert (subjects(one), one["count"]) == (["Number 2"], 2)
    rest = casework.done("answered", DESK, member_id=MEMBER.id, limit=1, cursor=one["next"])
    assert (subjects(rest), rest["next"]) == (["Number 1"], None)
    assert casework.done("answered", DESK, service_id="education")["requests"] == []
    casework.done("close", MEMBER, request_id=first)
    assert subjects(casework.done("answered", DESK)) == ["Number 2", "Of another member"]


def test_it_is_for_the_desk_alone(casework: Casework) -> None:
    for actor in (MEMBER, OFFICER):
        assert casework.refused("answered", actor)["code"] == "not_allowed"


def test_what_it_costs_is_the_same_however_much_there_is(casework: Casework) -> None:
    for count in (1, 4):
        for request_id in raised_one_after_another(casework, count):
            casework.done("respond", OFFICER, **full_answer(request_id))
        with casework.counted() as sent:
            casework.done("answered", DESK)
        assert len([one for one in sent if one.startswith("SELECT")]) <= 6, sent
