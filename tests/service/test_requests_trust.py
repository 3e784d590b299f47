"""Who is believed, and what a command that comes again is answered: nothing is done twice."""

from datetime import timedelta
from typing import Any

import pytest

from services.chassis.actor import Actor
from tests.service.requests_casework import HEAD, MEMBER, OFFICER, Casework, full_answer, person
from tests.service.requests_council import DEPUTY, GOVERNANCE, a_file, constituent, types_read, whole

KEY = "the-one-and-only-key"
AGAIN: list[tuple[str, Actor, dict[str, Any], dict[str, Any]]] = [
    ("add_message", MEMBER, {"message": "Any news?"}, {"message": "Any other news?"}),
    ("respond", OFFICER, full_answer(""), full_answer("", outcome="cannot", limitation="No tar.")),
    ("attach", MEMBER, a_file(""), a_file("", name="other.jpg")),
    ("attach_constituent", MEMBER, constituent(""), constituent("", name="Angus Other")),
    ("hold", GOVERNANCE, {"reason": "A court asks."}, {"reason": "Two courts ask."}),
]


@pytest.mark.parametrize(("name", "actor", "body", "other"), AGAIN)
def test_a_command_that_comes_again_is_answered_as_before_and_another_with_its_key_is_refused(
    casework: Casework, name: str, actor: Actor, body: dict[str, Any], other: dict[str, Any]
) -> None:
    request_id = whole(casework).raised()
    first, again = (
        casework.call(name, actor, key=KEY, **{**body, "request_id": request_id}) for _ in range(2)
    )
    assert first == again
    assert first["result"]["sequence"] == 2
    reused = casework.call(name, actor, key=KEY, **{**other, "request_id": request_id})
    assert reused["problem"]["code"] == "key_reused"
    assert len(types_read(casework, GOVERNANCE, request_id)) == 2


def test_a_token_that_is_old_or_for_another_service_or_command_is_not_believed(casework: Casework) -> None:
    request_id = casework.raised()
    body = {"request_id": request_id, "message": "Any news?"}
    old = casework.signed(MEMBER, KEY)
    elsewhere = casework.signed(MEMBER, KEY, service="directory")
    for token in (elsewhere, casework.signed(MEMBER, "another-key"), "no token"):
        problem = casework.call("add_message", MEMBER, key=KEY, token=token, **body)["problem"]
        assert problem["code"] == "not_signed_in"
    casework.clock.advance(timedelta(seconds=66))
    problem = casework.call("add_message", MEMBER, key=KEY, token=old, **body)["problem"]
    assert problem["code"] == "not_signed_in"
    assert types_read(casework, MEMBER, request_id) == ["request_raised"]


def test_a_leaver_is_not_believed_from_the_next_second_on(casework: Casework) -> None:
    request_id = whole(casework).raised()
    token = casework.signed(DEPUTY, KEY)
    casework.tell("person_recorded", person("delia", "Delia Deputy"))
    body = full_answer(request_id)
    assert casework.call("respond", DEPUTY, key=KEY, token=token, **body)["problem"]["code"] == "not_allowed"
    assert casework.refused("worklist", DEPUTY)["code"] == "not_allowed"


def test_who_loses_one_role_acts_in_the_other(casework: Casework) -> None:
    request_id = casework.raised()
    both = Actor("hector", "officer", frozenset({"officer", "head_of_service"}))
    roles = [("officer", "roads"), ("head_of_service", "roads")]
    casework.tell("person_recorded", person("hector", "Hector Head", roles=roles))
    casework.done("ask_urgency", MEMBER, request_id=request_id, reason="It cannot wait.")
    casework.tell("person_recorded", person("hector", "Hector Head", roles=roles[:1]))
    assert casework.refused("accept_urgency", both, request_id=request_id)["code"] == "not_allowed"
    assert casework.refused("accept_urgency", HEAD, request_id=request_id)["code"] == "not_allowed"
    casework.done("respond", both, **full_answer(request_id))
