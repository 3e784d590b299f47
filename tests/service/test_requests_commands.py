"""Commands to a raised request: what follows, who may, and what a second person is told."""

from typing import Any

import pytest
import sqlalchemy as sa

from services.chassis.actor import Actor
from services.requests import tables
from services.requests.domain.evolve import fold
from services.requests.repository.requests import load
from tests.service.requests_casework import (
    DESK,
    HEAD,
    MEMBER,
    OFFICER,
    OTHER_MEMBER,
    OTHER_OFFICER,
    SECOND_OFFICER,
    Casework,
    full_answer,
    next_step,
    person,
    raising,
)

EVERY_COMMAND: dict[str, dict[str, Any]] = {
    "assign": {"officer_id": "olive"},
    "unassign": {"officer_id": "olive"},
    "add_message": {"message": "Any news?"},
    "ask_clarification": {"message": "Which side?"},
    "give_clarification": {"message": "The left."},
    "drop_clarification": {},
    "give_initial_response": next_step(""),
    "post_update": next_step(""),
    "respond": full_answer(""),
    "close": {},
    "withdraw": {},
}
OF_THE_OWNER = ("add_message", "give_clarification", "close", "withdraw")


def test_a_request_goes_its_whole_way_to_the_members_close(casework: Casework) -> None:
    request_id = casework.raised()
    for name, actor, body, state in (
        ("assign", OFFICER, {"officer_id": "olive"}, "with_service"),
        ("ask_clarification", OFFICER, {"message": "Which side of the road?"}, "awaiting_member"),
        ("give_clarification", MEMBER, {"message": "The left side."}, "with_service"),
        ("give_initial_response", OFFICER, next_step(request_id), "with_service"),
        ("post_update", HEAD, next_step(request_id, next_step="Tar is ordered."), "with_service"),
        ("add_message", MEMBER, {"message": "Thank you."}, "with_service"),
        ("respond", SECOND_OFFICER, full_answer(request_id), "responded"),
        ("close", MEMBER, {}, "closed"),
    ):
        assert casework.done(name, actor, **{"request_id": request_id, **body})["state"] == state
    page = casework.done("request", MEMBER, request_id=request_id)
    assert [entry["type"] for entry in page["timeline"]] == [
        "request_raised",
        "officer_assigned",
        "clarification_asked",
        "clarification_given",
        "initial_response_given",
        "progress_posted",
        "message_added",
        "response_given",
        "request_closed",
    ]
    assert page["sequence"] == 9
    assert [entry["sequence"] for entry in page["timeline"]] == list(range(1, 10))
    assert page["timeline"][1]["data"]["officer"] == "Olive Officer"
    assert page["timeline"][2]["texts"] == {"message": "Which side of the road?"}
    assert page["timeline"][4]["data"]["holder"] == "Olive Officer"
    assert page["timeline"][4]["texts"]["next_step"] == "A crew will measure it."
    assert page["timeline"][7]["by"] == "Oscar Officer"
    assert page["request"]["state"] == "closed"
    assert page["request"]["officers"] == ["Olive Officer"]


def test_the_row_that_lists_read_says_what_the_history_says(casework: Casework) -> None:
    request_id = casework.raised()
    casework.done("give_initial_response", OFFICER, **next_step(request_id))
    casework.done("respond", OFFICER, **full_answer(request_id, outcome="partly", limitation="No tar left."))
    with casework.looking() as session:
        row = session.execute(sa.select(tables.requests)).mappings().one()
        loaded = load(session, request_id)
    assert loaded is not None
    state = fold(request_id, (event.happened for event in loaded.history))
    for name in (
        "state",
        "sequence",
        "first_answer_at",
        "responded_at",
        "closed_at",
        "raised_at",
        "member_id",
    ):
        assert row[name] == getattr(state, name)
    assert row["next_update_on"] is None


def test_the_page_says_who_has_it_and_what_comes_next(casework: Casework) -> None:
    request_id = casework.raised()
    casework.done("give_initial_response", OFFICER, **next_step(request_id))
    shown = casework.done("request", MEMBER, request_id=request_id)["request"]
    assert shown["holder"] == "Olive Officer"
    assert shown["next_step"] == "A crew will measure it."
    assert shown["next_update_on"] == "2023-09-22"
    casework.done("respond", OFFICER, **full_answer(request_id))
    shown = casework.done("request", MEMBER, request_id=request_id)["request"]
    assert (shown["holder"], shown["next_step"], shown["next_update_on"]) == (None, None, None)


def test_each_person_is_offered_the_commands_that_they_may_give(casework: Casework) -> None:
    request_id = casework.raised()
    member = casework.done("request", MEMBER, request_id=request_id)
    officer = casework.done("request", OFFICER, request_id=request_id)
    desk = casework.done("request", DESK, request_id=request_id)
    assert member["permitted"] == [
        *("add_message", "escalate", "withdraw", "propose_deadline", "ask_urgency", "set_sharing"),
        *("amend", "attach", "attach_constituent"),
    ]
    assert officer["permitted"] == [
        *("give_initial_response", "respond", "schedule_work", "ask_clarification", "transfer", "merge_into"),
        *("propose_deadline", "assign", "add_contributor", "amend", "attach", "link"),
        *("set_job_number", "note"),
    ]
    assert {"add_message", "withdraw", "assign", "transfer"} <= set(desk["permitted"])
    assert not {"respond", "note", "set_job_number", "accept_urgency"} & set(desk["permitted"])
    assert member["officers"] == []
    assert officer["officers"] == desk["officers"]
    assert [o["name"] for o in officer["officers"]] == ["Hector Head", "Olive Officer", "Oscar Officer"]


@pytest.mark.parametrize("name", EVERY_COMMAND)
def test_what_is_not_theirs_looks_like_what_does_not_exist(casework: Casework, name: str) -> None:
    request_id = casework.raised()
    stranger = OTHER_MEMBER if name in OF_THE_OWNER else OTHER_OFFICER
    body = EVERY_COMMAND[name]
    theirs = casework.refused(name, stranger, **{**body, "request_id": request_id})
    none = casework.refused(name, stranger, **{**body, "request_id": "no-such-request"})
    assert theirs == none
    assert theirs["code"] == "not_found"
    for version in (1, 7):
        with_version = casework.refused(name, stranger, version=version, **{**body, "request_id": request_id})
        assert with_version == none


def test_strangers_cannot_open_a_request_by_id_or_reference(casework: Casework) -> None:
    request_id = casework.raised()
    reference = casework.done("request", MEMBER, request_id=request_id)["request"]["reference"]
    for stranger in (OTHER_MEMBER, OTHER_OFFICER):
        for by in ({"request_id": request_id}, {"reference": reference}):
            assert casework.refused("request", stranger, **by)["code"] == "not_found"
        assert (
            casework.refused("mark_seen", stranger, request_id=request_id, sequence=1)["code"] == "not_found"
        )


def test_a_role_that_the_call_is_not_for_is_refused(casework: Casework) -> None:
    request_id = casework.raised()
    assert casework.refused("respond", MEMBER, **full_answer(request_id))["code"] == "not_allowed"
    assert casework.refused("close", OFFICER, request_id=request_id)["code"] == "not_allowed"


def test_the_desk_closes_for_the_member_and_it_is_recorded_as_such(casework: Casework) -> None:
    request_id = casework.raised()
    casework.done("respond", OFFICER, **full_answer(request_id))
    desk_for_ann = Actor(DESK.id, DESK.role, DESK.roles, on_behalf_of="ann")
    desk_for_bob = Actor(DESK.id, DESK.role, DESK.roles, on_behalf_of="bob")
    assert casework.refused("close", desk_for_bob, request_id=request_id)["code"] == "not_allowed"
    casework.done("close", desk_for_ann, request_id=request_id)
    last = casework.done("request", MEMBER, request_id=request_id)["timeline"][-1]
    assert (last["type"], last["by"], last["role"]) == ("request_closed", "Dora Desk", "member_services")


def test_an_officer_whose_role_was_taken_away_has_no_say(casework: Casework) -> None:
    request_id = casework.raised()
    casework.tell("person_recorded", person("olive", "Olive Officer", roles=[("officer", "education")]))
    assert casework.refused("respond", OFFICER, **full_answer(request_id))["code"] == "not_found"
    casework.tell("person_recorded", person("olive", "Olive Officer"))
    assert casework.refused("respond", OFFICER, **full_answer(request_id))["code"] == "not_allowed"


def test_a_command_in_the_wrong_state_is_told_what_can_be_done_instead(casework: Casework) -> None:
    request_id = casework.raised()
    problem = casework.refused("close", MEMBER, request_id=request_id)
    assert problem["code"] == "wrong_state"
    page = casework.done("request", MEMBER, request_id=request_id)
    assert problem["details"]["permitted"] == page["permitted"]


@pytest.mark.parametrize(
    ("name", "different", "field"),
    [
        ("give_initial_response", {"message": " "}, "message"),
        ("give_initial_response", {"holder_id": "petra"}, "holder_id"),
        ("give_initial_response", {"next_update_on": "2023-09-23"}, "next_update_on"),
        ("give_initial_response", {"next_update_on": "2023-09-19"}, "next_update_on"),
        ("respond", {"outcome": "partly"}, "limitation"),
        ("respond", {"outcome": "referred"}, "outside_body"),
        ("respond", {"outcome": "soon"}, "outcome"),
        ("assign", {"officer_id": "petra"}, "officer_id"),
    ],
)
def test_a_flawed_command_is_refused_by_its_field(
    casework: Casework, name: str, different: dict[str, str], field: str
) -> None:
    request_id = casework.raised()
    body = {**EVERY_COMMAND[name], "request_id": request_id, **different}
    problem = casework.refused(name, OFFICER, **body)
    assert (problem["code"], list(problem["fields"])) == ("invalid", [field])


def test_the_second_of_two_people_is_shown_what_the_first_did(casework: Casework) -> None:
    request_id = casework.raised()
    seen = casework.done("request", SECOND_OFFICER, request_id=request_id)["sequence"]
    casework.done("respond", OFFICER, version=seen, **full_answer(request_id, message="Filled on Monday."))
    problem = casework.refused("respond", SECOND_OFFICER, version=seen, **full_answer(request_id))
    assert problem["code"] == "stale"
    assert problem["details"]["sequence"] == 2
    assert problem["details"]["state"] == "responded"
    (happened,) = problem["details"]["happened"]
    assert happened["type"] == "response_given"
    assert happened["by"] == "Olive Officer"
    assert happened["texts"] == {"message": "Filled on Monday."}
    assert casework.done("request", OFFICER, request_id=request_id)["sequence"] == 2


def test_a_version_that_was_never_reached_is_stale_too(casework: Casework) -> None:
    request_id = casework.raised()
    problem = casework.refused("add_message", MEMBER, version=9, request_id=request_id, message="Hello")
    assert (problem["code"], problem["details"]["happened"]) == ("stale", [])


def test_dropping_a_question_by_answering_tells_both(casework: Casework) -> None:
    request_id = casework.raised()
    casework.done("ask_clarification", OFFICER, request_id=request_id, message="Which side?")
    result = casework.done("respond", OFFICER, **full_answer(request_id))
    assert result == {"state": "responded", "sequence": 4}
    timeline = casework.done("request", MEMBER, request_id=request_id)["timeline"]
    assert [entry["type"] for entry in timeline[2:]] == ["clarification_dropped", "response_given"]
    assert timeline[3]["texts"] == {"message": "It has been filled."}


def test_no_word_that_was_typed_is_in_an_event(casework: Casework) -> None:
    typed = ["Xanthippe", "Quetzal", "Zymurgy", "Floccinauci", "Borborygm", "Jentacular", "Snollygoster"]
    words = dict(zip(("subject", "place", "what_happened", "ask", "earlier_case"), typed, strict=False))
    request_id = casework.raised(**words)
    casework.done(
        "give_initial_response", OFFICER, **next_step(request_id, message=typed[5], next_step=typed[6])
    )
    casework.done("add_message", MEMBER, request_id=request_id, message="Widdershins")
    answer = full_answer(request_id, outcome="cannot", message="Absquatulate", limitation="Gobemouche")
    casework.done("respond", OFFICER, **answer)
    with casework.looking() as session:
        stored = session.execute(sa.text("SELECT * FROM events")).all()
        receipts = session.execute(sa.text("SELECT * FROM receipts")).all()
    assert len(stored) == 4
    for word in (*typed, "Widdershins", "Absquatulate", "Gobemouche"):
        assert word not in str(stored)
        assert word not in str(receipts)


def test_a_request_is_found_by_its_reference_however_it_is_written(casework: Casework) -> None:
    request_id = casework.raised()
    reference = casework.done("request", MEMBER, request_id=request_id)["request"]["reference"]
    for typed in (
        reference,
        reference.lower(),
        f"  {reference.replace('-', ' ')} ",
        reference.replace("-", ""),
    ):
        assert casework.done("request", MEMBER, reference=typed)["request"]["request_id"] == request_id
    slipped = reference.replace("000001", "000002")
    problem = casework.refused("request", MEMBER, reference=slipped)
    assert (problem["code"], list(problem["fields"])) == ("not_found", ["reference"])
    assert casework.refused("request", MEMBER)["code"] == "invalid"


def test_each_raised_request_has_words_of_its_own(casework: Casework) -> None:
    first, second = casework.raised(), casework.raised(**raising(subject="Bins not emptied"))
    assert (
        casework.done("request", MEMBER, request_id=first)["request"]["subject"]
        == "Pothole outside the surgery"
    )
    assert casework.done("request", MEMBER, request_id=second)["request"]["subject"] == "Bins not emptied"
