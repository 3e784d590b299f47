"""People with several roles: each request is read, and each command given, in the role that fits it."""

from typing import Any

import pytest

from services.chassis.actor import Actor
from tests.service.requests_casework import (
    MEMBER,
    OFFICER,
    Casework,
    full_answer,
    next_step,
    person,
    subjects,
)

OWN = [("cowal", None)]


def both(first: str, *others: str) -> Actor:
    """Vera, who acts in `first` as the gateway sees it, and holds the others too."""
    return Actor("vera", first, frozenset({first, *others}))


def told_of(casework: Casework, request_id: str, actor: Actor = MEMBER) -> tuple[Any, ...]:
    """The latest event: its type, who did it and in which role."""
    last = casework.done("request", actor, request_id=request_id)["timeline"][-1]
    return last["type"], last["by"], last["role"]


def test_a_member_who_is_an_officer_answers_what_is_on_the_worklist(casework: Casework) -> None:
    casework.tell("person_recorded", person("vera", "Vera Both", roles=[("officer", "roads")], terms=OWN))
    of_ann = casework.raised()
    member, officer = both("member", "officer"), both("officer", "member")
    assert subjects(casework.done("worklist", officer)) == ["Pothole outside the surgery"]
    page = casework.done("request", member, request_id=of_ann)
    assert page["role"] == "officer"
    assert {"give_initial_response", "respond"} <= set(page["permitted"])
    assert "add_message" not in page["permitted"]
    casework.done("give_initial_response", officer, **next_step(of_ann))
    assert told_of(casework, of_ann) == ("initial_response_given", "Vera Both", "officer")
    assert casework.refused("withdraw", member, request_id=of_ann)["code"] == "not_allowed"


def test_a_member_who_is_an_officer_reads_their_own_requests_as_a_member(casework: Casework) -> None:
    casework.tell("person_recorded", person("vera", "Vera Both", roles=[("officer", "roads")], terms=OWN))
    member, officer = both("member", "officer"), both("officer", "member")
    own = casework.raised(member, category_id="schools")
    assert casework.done("request", member, request_id=own)["role"] == "member"
    assert casework.refused("respond", officer, **full_answer(own))["code"] == "not_allowed"
    of_own_service = casework.raised(member)
    page = casework.done("request", member, request_id=of_own_service)
    assert page["role"] == "member"
    assert {"add_message", "withdraw", "respond"} <= set(page["permitted"])
    casework.done("respond", officer, **full_answer(of_own_service))
    assert told_of(casework, of_own_service, member) == ("response_given", "Vera Both", "officer")
    casework.done("close", member, request_id=of_own_service)
    assert told_of(casework, of_own_service, member) == ("request_closed", "Vera Both", "member")


def test_somebody_of_the_desk_who_is_an_officer_answers_and_speaks_for_the_member(casework: Casework) -> None:
    roles = [("officer", "roads"), ("member_services", None)]
    casework.tell("person_recorded", person("vera", "Vera Both", roles=roles))
    desk, officer = both("member_services", "officer"), both("officer", "member_services")
    of_ann = casework.raised()
    page = casework.done("request", desk, request_id=of_ann)
    assert page["role"] == "officer"
    assert {"respond", "add_message"} <= set(page["permitted"])
    casework.done("add_message", desk, request_id=of_ann, message="She phoned.")
    assert told_of(casework, of_ann) == ("message_added", "Vera Both", "member_services")
    casework.done("assign", desk, request_id=of_ann, officer_id="olive")
    assert told_of(casework, of_ann) == ("officer_assigned", "Vera Both", "officer")
    casework.done("respond", officer, **full_answer(of_ann))
    assert told_of(casework, of_ann) == ("response_given", "Vera Both", "officer")
    of_another_service = casework.raised(category_id="schools")
    assert casework.done("request", desk, request_id=of_another_service)["role"] == "member_services"
    assert casework.refused("respond", officer, **full_answer(of_another_service))["code"] == "not_allowed"


def test_a_member_who_works_at_the_desk_speaks_for_others_and_for_themself(casework: Casework) -> None:
    casework.tell(
        "person_recorded", person("vera", "Vera Both", roles=[("member_services", None)], terms=OWN)
    )
    member = both("member", "member_services")
    own, of_ann = casework.raised(member), casework.raised()
    for request_id in (own, of_ann):
        casework.done("respond", OFFICER, **full_answer(request_id))
        casework.done("close", member, request_id=request_id)
    assert told_of(casework, own, member) == ("request_closed", "Vera Both", "member")
    assert told_of(casework, of_ann) == ("request_closed", "Vera Both", "member_services")


def test_an_officer_of_one_service_who_heads_another_acts_in_each_as_what_they_are(
    casework: Casework,
) -> None:
    roles = [("officer", "education"), ("head_of_service", "roads")]
    casework.tell("person_recorded", person("vera", "Vera Both", roles=roles))
    actor = both("officer", "head_of_service")
    for category, role in (("potholes", "head_of_service"), ("schools", "officer")):
        request_id = casework.raised(category_id=category)
        casework.done("respond", actor, **full_answer(request_id))
        assert told_of(casework, request_id) == ("response_given", "Vera Both", role)


@pytest.mark.parametrize("signed", ["member", "officer"])
def test_only_roles_that_the_directory_still_gives_count(casework: Casework, signed: str) -> None:
    casework.tell("person_recorded", person("vera", "Vera Both", terms=OWN))
    of_ann = casework.raised()
    problem = casework.refused("request", both(signed, "member", "officer"), request_id=of_ann)
    assert problem["code"] == ("not_found" if signed == "member" else "not_allowed")
