"""A request's whole life, given by programs of everybody who has to do with it, and what each is told."""

from typing import Any

import pytest

from gateway.api.routes import COMMANDS
from gateway.service_clients.clients import Ask, ServiceClients
from services.chassis.actor import Actor
from services.contracts import requests_calls
from tests.gateway.api_examples import EXAMPLES
from tests.gateway.api_programs import ROLES, Program, problem_of, raising, told_between
from tests.working_days import a_working_day

LATER = a_working_day(70).isoformat()
CONTRIBUTOR = "officer of another service"
READERS = [who for who in ROLES if ROLES[who] != "administrator"]

# Who gives which command, and what they send when it is not the example.
STEPS: list[tuple[str, str, dict[str, Any]]] = [
    ("desk", "amend", {"subject": "The capstan at the new pier"}),
    ("officer", "assign", {"officer_id": "officer"}),
    ("desk", "unassign", {"officer_id": "officer"}),
    ("head", "assign", {"officer_id": "officer"}),
    ("officer", "set_job_number", {}),
    ("officer", "note", {"message": "Between ourselves."}),
    ("officer", "add_contributor", {}),
    (CONTRIBUTOR, "contribute", {}),
    ("member", "attach_constituent", {}),
    ("member", "add_message", {}),
    ("member", "set_sharing", {"sharing": "ward_colleagues"}),
    ("colleague", "ask_to_join", {}),
    ("member", "refuse_join", {"member_id": "colleague"}),
    ("colleague", "ask_to_join", {}),
    ("member", "accept_join", {"member_id": "colleague"}),
    ("officer", "ask_clarification", {}),
    ("member", "give_clarification", {}),
    ("officer", "ask_clarification", {}),
    ("officer", "drop_clarification", {}),
    ("officer", "give_initial_response", {"holder_id": "officer"}),
    ("officer", "post_update", {"holder_id": "head"}),
    ("officer", "propose_deadline", {"due_on": LATER}),
    ("member", "decline_deadline", {"due_on": LATER}),
    ("member", "propose_deadline", {"due_on": LATER}),
    ("officer", "agree_deadline", {"due_on": LATER}),
    ("member", "ask_urgency", {}),
    ("head", "refuse_urgency", {}),
    ("member", "ask_urgency", {}),
    ("deputy", "accept_urgency", {}),
    ("officer", "schedule_work", {}),
    ("member", "escalate", {}),
    ("head", "respond", {"shareable": "Some words."}),
    ("member", "ask_further_information", {}),
    ("officer", "respond", {"outcome": "referred", "outside_body": "The harbour trust"}),
    ("member", "escalate", {}),
    ("director", "respond", {"outcome": "partly", "limitation": "One ring only."}),
    ("member", "close", {}),
    ("desk", "reopen", {}),
    ("governance", "hold", {}),
    ("officer", "propose_deadline", {"due_on": LATER}),
]
AFTERWARDS: list[tuple[str, str, dict[str, Any]]] = [
    ("desk", "remove_contributor", {}),
    ("colleague", "leave", {}),
    ("governance", "release_hold", {}),
    ("member", "withdraw_agreement", {}),
    ("officer", "respond", {}),
    ("member", "close", {}),
    ("governance", "redact", {}),
]


@pytest.fixture(scope="module")
def ids(programs: dict[str, Program]) -> dict[str, str]:
    """Everybody's id."""
    return {who: program.person_id for who, program in programs.items()}


@pytest.fixture(scope="module")
def request_id(programs: dict[str, Program], ids: dict[str, str]) -> str:
    """A request to which nearly everything has happened."""
    raised = str(programs["member"].done("/requests", raising())["request_id"])
    for step in STEPS:
        give(programs, ids, raised, *step)
    return raised


def give(
    programs: dict[str, Program],
    ids: dict[str, str],
    request_id: str,
    who: str,
    name: str,
    sent: dict[str, Any],
) -> Any:
    """Give a command; people in it are named by who they are."""
    named = {field: ids.get(str(value), value) for field, value in sent.items()}
    return programs[who].done(address(request_id, name), EXAMPLES.get(name, {}) | named)


def address(request_id: str, name: str) -> str:
    """Where a command is given."""
    return f"/requests/{request_id}/{name.replace('_', '-')}"


@pytest.mark.parametrize("who", READERS)
def test_everybody_is_told_what_the_service_says_and_nothing_else(
    who: str, request_id: str, programs: dict[str, Program], ids: dict[str, str], clients: ServiceClients
) -> None:
    actor = Actor(ids[who], ROLES[who], frozenset({ROLES[who]}))

    def service_says() -> dict[str, Any] | None:
        body = {"request_id": request_id}
        answer = clients.ask_together([Ask(requests_calls.REQUEST, body, actor)])[0]
        return None if isinstance(answer, Exception) else answer.result

    said, told = told_between(service_says, lambda: programs[who].get(f"/requests/{request_id}"))
    if said is None:
        problem_of(told, 404)
    else:
        assert told.get_json() == said


@pytest.mark.parametrize("who", READERS)
def test_everybody_finds_what_the_service_finds(
    who: str, request_id: str, programs: dict[str, Program], ids: dict[str, str], clients: ServiceClients
) -> None:
    actor = Actor(ids[who], ROLES[who], frozenset({ROLES[who]}))
    for words in (
        "capstan",
        programs["member"].seen(f"/requests/{request_id}")["request"]["reference"],
    ):
        found = clients.ask(Ask(requests_calls.SEARCH, {"words": words}, actor)).result
        assert programs[who].seen("/search", words=words) == found
        known = request_id in [row["request_id"] for row in found["results"]]
        assert known == (programs[who].get(f"/requests/{request_id}").status_code == 200)


def test_what_was_already_asked_is_told_to_members_and_to_the_desk_for_one(
    request_id: str, programs: dict[str, Program], ids: dict[str, str]
) -> None:
    query = {"ward_id": "cowal", "words": "capstan"}
    asked = programs["member"].seen("/already-asked", **query)["requests"]
    assert (request_id, True) in [(row["request_id"], row["own"]) for row in asked]
    by_the_desk = programs["desk"].get("/already-asked", {"On-Behalf-Of": ids["member"]}, **query)
    assert request_id in [row["request_id"] for row in by_the_desk.get_json()["requests"]]
    assert programs["other member"].seen("/already-asked", **query)["requests"] == []


def test_a_note_is_told_to_no_member(request_id: str, programs: dict[str, Program]) -> None:
    told = {who: programs[who].get(f"/requests/{request_id}").text for who in READERS}
    assert {who for who, text in told.items() if "Between ourselves." in text} == {
        *("officer", "head", "deputy", "director", "governance"),
    }


def test_a_constituent_is_told_to_the_owner_and_who_has_to_know(
    request_id: str, programs: dict[str, Program]
) -> None:
    told = {who: programs[who].get(f"/requests/{request_id}").text for who in READERS}
    assert {who for who, text in told.items() if "A constituent" in text} == {"member", "desk", "governance"}
    found = programs["member"].seen("/constituents", name="a CONSTIT")["constituents"]
    assert request_id in [one["request_id"] for record in found for one in record["requests"]]
    assert programs["colleague"].seen("/constituents") == {"constituents": []}


def test_ward_colleagues_see_what_is_shared(request_id: str, programs: dict[str, Program]) -> None:
    page = programs["colleague"].seen("/ward-requests")
    [row] = [row for row in page["requests"] if row["request_id"] == request_id]
    assert row["joined"]
    assert programs["other member"].seen("/ward-requests")["requests"] == []


def test_every_command_about_one_request_was_given(
    request_id: str, programs: dict[str, Program], ids: dict[str, str]
) -> None:
    member, officer = programs["member"], programs["officer"]
    others = [str(member.done("/requests", raising())["request_id"]) for _ in range(4)]
    last = member.done(address(others[0], "add_message"), {"message": "To be taken back."})
    elsewhere = [
        ("member", others[0], "retract_message", {"sequence": last["sequence"]}),
        ("officer", others[0], "link", {"other": request_id}),
        ("officer", others[1], "merge_into", {"other": others[0]}),
        ("member", others[2], "withdraw", {}),
        ("officer", others[3], "transfer", {}),
    ]
    for who, about, name, sent in elsewhere:
        give(programs, ids, about, who, name, sent)
    for step in AFTERWARDS:
        give(programs, ids, request_id, *step)
    assert set(officer.seen(f"/requests/{others[3]}")["request"]) == {
        *("request_id", "reference", "external_reference", "state"),
    }
    handed_over = programs["desk"].send(address(request_id, "hand_over"), {"member_id": ids["other member"]})
    assert problem_of(handed_over, 409)["code"] == "wrong_state"
    given = {name for _, name, _ in [*STEPS, *AFTERWARDS]} | {name for _, _, name, _ in elsewhere}
    assert given | {"hand_over"} == {route.name for route in COMMANDS}
