"""Portfolios, worklists and the home page: who sees what, in which order, at what cost."""

from datetime import timedelta
from typing import Any

import pytest

from services.chassis.actor import Actor
from tests.service.requests_casework import (
    DESK,
    HEAD,
    MEMBER,
    OFFICER,
    OTHER_MEMBER,
    OTHER_OFFICER,
    Casework,
    full_answer,
    next_step,
    person,
    raised_one_after_another,
    raising,
    subjects,
)


def test_a_portfolio_is_ones_own_latest_activity_first(casework: Casework) -> None:
    first, *_ = raised_one_after_another(casework, 3)
    casework.raised(OTHER_MEMBER, ward_id="bute")
    assert subjects(casework.done("portfolio", MEMBER)) == ["Number 3", "Number 2", "Number 1"]
    casework.done("add_message", MEMBER, request_id=first, message="Any news?")
    assert subjects(casework.done("portfolio", MEMBER)) == ["Number 1", "Number 3", "Number 2"]


def test_a_worklist_is_what_ones_services_have_in_action_longest_waiting_first(casework: Casework) -> None:
    ids = raised_one_after_another(casework, 3)
    casework.raised(category_id="schools")
    casework.done("respond", OFFICER, **full_answer(ids[1]))
    assert subjects(casework.done("worklist", OFFICER)) == ["Number 1", "Number 3"]
    assert subjects(casework.done("worklist", HEAD)) == ["Number 1", "Number 3"]
    assert subjects(casework.done("worklist", OTHER_OFFICER)) == ["Pothole outside the surgery"]
    assert subjects(casework.done("worklist", OFFICER, state=["responded"])) == ["Number 2"]
    assert subjects(casework.done("worklist", OFFICER, service_id="education")) == []


def test_an_officer_of_two_services_has_one_worklist(casework: Casework) -> None:
    roles: list[tuple[str, str | None]] = [("officer", "roads"), ("officer", "education")]
    casework.tell("person_recorded", person("olive", "Olive Officer", roles=roles))
    raised_one_after_another(casework, 1)
    raised_one_after_another(casework, 1, category_id="schools", subject="Leaking roof")
    raised_one_after_another(casework, 1, subject="Last")
    worklist = casework.done("worklist", OFFICER)
    assert subjects(worklist) == ["Number 1", "Leaking roof", "Last"]
    assert [choice["id"] for choice in worklist["choices"]["services"]] == ["education", "roads"]
    assert subjects(casework.done("worklist", OFFICER, service_id="education")) == ["Leaking roof"]


def test_a_worklist_can_be_what_i_have_or_what_nobody_has(casework: Casework) -> None:
    mine, oscars, _ = raised_one_after_another(casework, 3)
    casework.done("assign", OFFICER, request_id=mine, officer_id="olive")
    casework.done("assign", OFFICER, request_id=oscars, officer_id="oscar")
    assert subjects(casework.done("worklist", OFFICER, assigned="me")) == ["Number 1"]
    assert subjects(casework.done("worklist", OFFICER, assigned="nobody")) == ["Number 3"]
    casework.done("unassign", OFFICER, request_id=mine, officer_id="olive")
    assert subjects(casework.done("worklist", OFFICER, assigned="me")) == []


def test_a_worklist_can_be_what_another_officer_has(casework: Casework) -> None:
    _, oscars = raised_one_after_another(casework, 2)
    casework.done("assign", OFFICER, request_id=oscars, officer_id="oscar")
    worklist = casework.done("worklist", OFFICER, officer_id="oscar")
    assert subjects(worklist) == ["Number 2"]
    assert {"id": "oscar", "name": "Oscar Officer"} in worklist["choices"]["officers"]
    assert "officers" not in casework.done("portfolio", MEMBER)["choices"]
    assert subjects(casework.done("worklist", OTHER_OFFICER, officer_id="oscar")) == []


def test_lists_are_narrowed_by_urgency_and_by_words_as_they_stand(casework: Casework) -> None:
    first, _ = raised_one_after_another(casework, 2, place="The 100% corner")
    casework.done("ask_urgency", MEMBER, request_id=first, reason="It is dangerous.")
    casework.done("accept_urgency", HEAD, request_id=first)
    for name, actor in (("portfolio", MEMBER), ("worklist", OFFICER)):
        assert subjects(casework.done(name, actor, priority="urgent")) == ["Number 1"]
        assert subjects(casework.done(name, actor, priority="normal")) == ["Number 2"]
        assert subjects(casework.done(name, actor, words=" number 2 ")) == ["Number 2"]
        assert len(subjects(casework.done(name, actor, words="100% C"))) == 2
        assert subjects(casework.done(name, actor, words="n_mber")) == []
        assert len(subjects(casework.done(name, actor, words=" "))) == 2


def test_a_portfolio_is_put_in_the_order_that_is_asked_for(casework: Casework) -> None:
    first, *_ = raised_one_after_another(casework, 3)
    casework.done("add_message", MEMBER, request_id=first, message="Any news?")
    for order, expected in (
        ("activity", ["Number 1", "Number 3", "Number 2"]),
        ("newest", ["Number 3", "Number 2", "Number 1"]),
        ("oldest", ["Number 1", "Number 2", "Number 3"]),
    ):
        page = casework.done("portfolio", MEMBER, order=order, limit=2)
        rest = casework.done("portfolio", MEMBER, order=order, limit=2, cursor=page["next"])
        assert subjects(page) + subjects(rest) == expected
        back = casework.done("portfolio", MEMBER, order=order, limit=2, cursor=rest["previous"])
        assert subjects(back) == subjects(page)


def test_rows_carry_names_and_no_more_than_the_contract_says(casework: Casework) -> None:
    request_id = casework.raised()
    for officer in ("oscar", "olive"):
        casework.done("assign", OFFICER, request_id=request_id, officer_id=officer)
    casework.done("give_initial_response", OFFICER, **next_step(request_id))
    (row,) = casework.done("portfolio", MEMBER)["requests"]
    assert row.pop("reference").startswith("MZ-2023-000001-")
    assert row == {
        "request_id": request_id,
        "external_reference": None,
        "subject": "Pothole outside the surgery",
        "state": "with_service",
        "kind": "action",
        "priority": "normal",
        "service": "Roads",
        "category": "Potholes",
        "ward": "Cowal",
        "member": "Ann Member",
        "officers": ["Olive Officer", "Oscar Officer"],
        "holder": None,
        "due": None,
        "frozen": False,
        "raised_at": "2023-09-20T11:00:00+00:00",
        "last_activity_at": "2023-09-20T11:00:00+00:00",
        "next_update_on": "2023-09-22",
        "new": True,
    }


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"category_id": "gritting"}, ["Gritting"]),
        ({"ward_id": "bute"}, ["In Bute"]),
        ({"kind": "information"}, ["A question"]),
        ({"service_id": "education"}, ["A question"]),
        ({"state": ["withdrawn"]}, ["Gritting"]),
        ({"state": ["finished"]}, ["Gritting"]),
        ({"state": ["open"]}, ["A question", "In Bute"]),
        ({"state": ["in_action", "withdrawn"], "ward_id": "cowal"}, ["Gritting", "A question"]),
        ({"state": ["escalated"]}, []),
    ],
)
def test_a_portfolio_can_be_filtered(casework: Casework, wanted: dict[str, Any], found: list[str]) -> None:
    raised_one_after_another(casework, 1, subject="In Bute", ward_id="bute")
    raised_one_after_another(casework, 1, subject="A question", kind="information", category_id="schools")
    (gritting,) = raised_one_after_another(casework, 1, subject="Gritting", category_id="gritting")
    casework.done("withdraw", MEMBER, request_id=gritting)
    assert subjects(casework.done("portfolio", MEMBER, **wanted)) == found


def test_nobody_but_members_and_officers_have_lists(casework: Casework) -> None:
    assert casework.refused("portfolio", OFFICER)["code"] == "not_allowed"
    assert casework.refused("worklist", MEMBER)["code"] == "not_allowed"
    assert casework.refused("member_home", DESK)["code"] == "not_allowed"


def test_what_the_other_side_did_is_new_until_it_is_seen(casework: Casework) -> None:
    request_id = casework.raised()

    def new(name: str, actor: Actor) -> bool:
        (row,) = casework.done(name, actor)["requests"]
        assert casework.done("request", actor, request_id=request_id)["request"]["new"] == row["new"]
        return bool(row["new"])

    assert (new("portfolio", MEMBER), new("worklist", OFFICER)) == (False, True)
    casework.done("mark_seen", OFFICER, request_id=request_id, sequence=1)
    assert (new("worklist", OFFICER), new("worklist", HEAD)) == (False, True)
    casework.done("ask_clarification", OFFICER, request_id=request_id, message="Which side?")
    assert (new("portfolio", MEMBER), new("worklist", OFFICER)) == (True, False)
    casework.done("mark_seen", MEMBER, request_id=request_id, sequence=99)
    casework.done("mark_seen", MEMBER, request_id=request_id, sequence=1)
    assert new("portfolio", MEMBER) is False
    casework.done("add_message", DESK, request_id=request_id, message="She says: the left.")
    assert (new("portfolio", MEMBER), new("worklist", OFFICER)) == (True, True)


def test_home_says_what_waits_what_is_new_and_how_much_is_open(casework: Casework) -> None:
    asked, answered, quiet, taken_back = raised_one_after_another(casework, 4)
    casework.done("ask_clarification", OFFICER, request_id=asked, message="Which side?")
    casework.clock.advance(timedelta(minutes=1))
    casework.done("respond", OFFICER, **full_answer(answered))
    casework.done("withdraw", MEMBER, request_id=taken_back)
    casework.done("mark_seen", MEMBER, request_id=answered, sequence=2)
    home = casework.done("member_home", MEMBER)
    assert [row["request_id"] for row in home["waiting_for_me"]] == [answered, asked]
    assert [row["request_id"] for row in home["new"]] == [asked]
    counts = {name: home[name] for name in ("waiting", "in_action", "responded", "open")}
    assert counts == {"waiting": 2, "in_action": 2, "responded": 1, "open": 3}
    assert quiet not in str(home)
    empty = casework.done("member_home", OTHER_MEMBER)
    counts = dict.fromkeys(("waiting", "in_action", "responded", "open"), 0)
    nothing_due = dict.fromkeys(("today", "this_week", "late", "late_by_a_week"), 0)
    assert empty == {"waiting_for_me": [], "new": [], **counts, "due": nothing_due}


def test_home_shows_ten_at_most_and_counts_all(casework: Casework) -> None:
    for request_id in raised_one_after_another(casework, 12):
        casework.done("respond", OFFICER, **full_answer(request_id))
    home = casework.done("member_home", MEMBER)
    assert (len(home["waiting_for_me"]), len(home["new"]), home["waiting"]) == (10, 10, 12)


# One query more for the roles of the actor, which every call checks.
@pytest.mark.parametrize(
    ("name", "actor", "most"),
    [("portfolio", MEMBER, 5), ("worklist", OFFICER, 7), ("member_home", MEMBER, 9)],
)
def test_a_list_asks_the_database_the_same_few_times_for_any_number_of_rows(
    casework: Casework, name: str, actor: Actor, most: int
) -> None:
    for request_id in raised_one_after_another(casework, 2):
        casework.done("ask_clarification", OFFICER, request_id=request_id, message="Which side?")
    with casework.counted() as for_two:
        casework.done(name, actor)
    for request_id in raised_one_after_another(casework, 12):
        casework.done("assign", OFFICER, request_id=request_id, officer_id="olive")
        casework.done("ask_clarification", OFFICER, request_id=request_id, message="Which side?")
    with casework.counted() as for_many:
        casework.done(name, actor)
    statements = [s for s in for_many if "SELECT" in s]
    assert len(statements) <= most
    assert len(for_many) == len(for_two)


def test_filters_offer_what_the_reader_can_meet(casework: Casework) -> None:
    choices = casework.done("worklist", OFFICER)["choices"]
    assert [choice["id"] for choice in choices["services"]] == ["roads"]
    assert [choice["name"] for choice in choices["categories"]] == ["Gritting", "Potholes"]
    assert [choice["name"] for choice in choices["wards"]] == ["Cowal", "Isle of Bute"]
    assert choices["states"][0] == "with_service"
    assert len(casework.done("portfolio", MEMBER)["choices"]["categories"]) == 3
    assert raising()["category_id"] in {choice["id"] for choice in choices["categories"]}


def test_a_worklist_has_what_is_led_what_is_contributed_to_and_what_stands_with_oneself(
    casework: Casework,
) -> None:
    led = casework.raised(subject="Led")
    helped = casework.raised(subject="Helped", category_id="schools")
    casework.done("add_contributor", OTHER_OFFICER, request_id=helped, service_id="roads")
    casework.done("escalate", MEMBER, request_id=led, message="Nobody comes.")
    assert sorted(subjects(casework.done("worklist", HEAD))) == ["Helped", "Led"]
    for part, expected in (
        ("lead", ["Led"]),
        ("contributing", ["Helped"]),
        ("escalated_to_me", ["Led"]),
    ):
        assert subjects(casework.done("worklist", HEAD, part=part)) == expected
    assert subjects(casework.done("worklist", OFFICER, part="escalated_to_me")) == []
    assert sorted(subjects(casework.done("worklist", OTHER_OFFICER))) == ["Helped"]
    casework.done("remove_contributor", OTHER_OFFICER, request_id=helped, service_id="roads")
    assert subjects(casework.done("worklist", OFFICER)) == ["Led"]
