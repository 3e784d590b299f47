"""Bringing whole lives of requests in: decided as of then, stored like any, told to nobody, in once."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from services.chassis.event_store import read_after, read_stream
from services.chassis.identifiers import new_id
from services.requests import tables
from services.requests.repository.requests import load
from services.requests.use_cases.search_index import index_request
from tests.service.requests_casework import (
    MEMBER,
    NOON,
    OFFICER,
    OPERATOR,
    OTHER_MEMBER,
    Casework,
    person,
    raising,
)

Step = dict[str, Any]
SPRING = NOON.replace(month=4, day=3)  # a Monday


def step(command: str, person_id: str, days: int, **body: Any) -> Step:
    at = SPRING + timedelta(days=days)
    return {"command": command, "at": at.isoformat(), "person_id": person_id, "body": body}


def raised(days: int = 0, **different: Any) -> Step:
    return step("raise_request", "ann", days, **raising(sharing="only_me", **different))


def answered_first(days: int) -> Step:
    body = {"holder_id": "olive", "next_step": "A crew measures it.", "next_update_on": "2023-04-14"}
    return step("give_initial_response", "olive", days, message="We have seen it.", **body)


def whole_life() -> list[Step]:
    return [
        raised(answers={}),
        step("assign", "hector", 1, officer_id="olive"),
        answered_first(1),
        step("ask_clarification", "olive", 2, message="On which side?"),
        step("respond", "oscar", 4, message="Filled with tarmacadam.", outcome="fulfilled"),
        step("close", "ann", 9),
    ]


def bring_in(casework: Casework, *lives: list[Step], ids: list[str] | None = None) -> dict[str, Any]:
    named = zip(ids or [new_id() for _ in lives], lives, strict=True)
    return casework.done(
        "bring_in_history", OPERATOR, requests=[{"request_id": i, "steps": steps} for i, steps in named]
    )


def refused(casework: Casework, *steps: Step) -> dict[str, Any]:
    life = {"request_id": new_id(), "steps": list(steps)}
    found = casework.refused("bring_in_history", OPERATOR, requests=[life])
    with casework.looking() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(tables.requests)) == 0
    return found


def test_its_events_are_those_of_the_commands_with_their_times_and_people(casework: Casework) -> None:
    request_id = new_id()
    assert bring_in(casework, whole_life(), ids=[request_id]) == {
        "brought_in": 1,
        "already": 0,
        "reached": {request_id: 7},
    }
    with casework.looking() as session:
        events = read_stream(session, request_id)
    assert [(event.type, event.actor_id, event.actor_role) for event in events] == [
        ("request_raised", "ann", "member"),
        ("officer_assigned", "hector", "head_of_service"),
        ("initial_response_given", "olive", "officer"),
        ("clarification_asked", "olive", "officer"),
        ("clarification_dropped", "oscar", "officer"),
        ("response_given", "oscar", "officer"),
        ("request_closed", "ann", "member"),
    ]
    assert [(event.time - SPRING).days for event in events] == [0, 1, 1, 2, 4, 4, 9]
    assert {(event.imported, event.recorded_time) for event in events} == {(True, NOON)}


def test_it_reads_and_is_found_like_one_that_was_raised_here(casework: Casework) -> None:
    request_id = new_id()
    bring_in(casework, whole_life(), ids=[request_id])
    page = casework.done("request", MEMBER, request_id=request_id)
    assert page["request"]["state"] == "closed"
    assert page["request"]["reference"].startswith("MZ-2023-000001-")
    assert page["timeline"][2]["texts"]["next_step"] == "A crew measures it."
    found = casework.done("search", OFFICER, words="tarmacadam")["results"]
    assert [row["request_id"] for row in found] == [request_id]
    row = casework.done("portfolio", MEMBER)["requests"][0]
    assert (row["last_activity_at"], row["new"]) == ((SPRING + timedelta(days=9)).isoformat(), False)


def test_the_rows_are_those_that_commands_one_by_one_would_have_written(casework: Casework) -> None:
    request_id = new_id()
    bring_in(casework, whole_life()[:4], ids=[request_id])
    found = sa.select(tables.search_documents).where(tables.search_documents.c.request_id == request_id)
    with casework.database.transaction() as session:
        before = session.execute(found).mappings().one()
        loaded = load(session, request_id)
        assert loaded is not None
        index_request(session, loaded.state)
        assert session.execute(found).mappings().one() == before
    assert casework.done("request", OFFICER, request_id=request_id)["request"]["officers"] == [
        "Olive Officer"
    ]
    answer = {"request_id": request_id, "message": "On the left."}
    assert casework.done("give_clarification", MEMBER, **answer)["sequence"] == 5


def test_what_the_other_side_has_not_acted_on_is_news(casework: Casework) -> None:
    bring_in(casework, whole_life()[:4])
    assert casework.done("portfolio", MEMBER)["requests"][0]["new"] is True
    assert casework.done("worklist", OFFICER)["requests"][0]["new"] is False


def test_what_is_here_already_stays_as_it_is_and_the_rest_comes_in(casework: Casework) -> None:
    ids = [new_id(), new_id()]
    bring_in(casework, whole_life(), ids=ids[:1])
    again = bring_in(casework, whole_life()[:2], [raised(3)], ids=ids)
    assert again == {"brought_in": 1, "already": 1, "reached": {ids[0]: 7, ids[1]: 1}}
    with casework.looking() as session:
        stored = read_after(session, 0, 100)
    assert [event.stream for event in stored] == [ids[0]] * 7 + [ids[1]]


def test_references_count_on_year_by_year_in_the_order_given(casework: Casework) -> None:
    ids = [new_id() for _ in range(3)]
    logged = raising(member_id="ann", received_by="phone", received_on="2022-12-30")
    lives = [step("raise_request", "dora", -60, **logged)], [raised()], [raised(1)]
    bring_in(casework, *lives, ids=ids)
    references = [
        casework.done("request", MEMBER, request_id=request_id)["request"]["reference"][:14]
        for request_id in ids
    ]
    assert references == ["MZ-2022-000001", "MZ-2023-000001", "MZ-2023-000002"]
    assert casework.done("raise_request", MEMBER, **raising())["reference"].startswith("MZ-2023-000003")


@pytest.mark.parametrize(
    ("steps", "code", "words"),
    [
        ([raised(), step("close", "ann", 1)], "wrong_state", "Step 2 (close)"),
        (
            [raised(), step("respond", "petra", 1, message="Done.", outcome="fulfilled")],
            "not_found",
            "Step 2",
        ),
        ([raised(), answered_first(30)], "invalid", "cannot be in the past"),
        ([step("assign", "olive", 0, officer_id="olive")], "invalid", "begins with raising"),
        ([raised(), step("add_message", "ann", -1, message="Hm.")], "invalid", "earlier than"),
        ([raised(200)], "invalid", "in the future"),
        ([raised(), step("link", "olive", 1, other="x")], "invalid", "part of a history"),
        ([raised(), step("unheard_of", "olive", 1)], "invalid", "part of a history"),
        ([raised(), step("close", "ann", 1, why="Done.")], "invalid", "not put together"),
        ([step("raise_request", "olive", 0, **raising())], "not_allowed", "did not hold the role"),
    ],
)
def test_a_step_that_was_not_allowed_then_is_refused_by_its_number_and_nothing_comes_in(
    casework: Casework, steps: list[Step], code: str, words: str
) -> None:
    problem = refused(casework, *steps)
    assert problem["code"] == code
    assert words in problem["message"]


def test_roles_are_those_of_the_day_of_the_step(casework: Casework) -> None:
    later = person("late", "Late Comer", roles=[("officer", "roads")])
    later["roles"][0]["starts"] = SPRING.date() + timedelta(days=3)
    casework.tell("person_recorded", later)
    assert "not_found" in refused(casework, raised(), step("assign", "late", 2, officer_id="olive"))["code"]
    bring_in(casework, [raised(), step("assign", "late", 3, officer_id="late")])


def test_nobody_but_the_operator_brings_a_history_in(casework: Casework) -> None:
    life = {"request_id": new_id(), "steps": [raised()]}
    for actor in (MEMBER, OFFICER, OTHER_MEMBER):
        assert casework.refused("bring_in_history", actor, requests=[life])["code"] == "not_allowed"


def test_many_cost_no_more_statements_than_a_few(casework: Casework) -> None:
    def statements(count: int) -> int:
        with casework.counted() as counted:
            bring_in(casework, *[whole_life() for _ in range(count)])
        return len(counted)

    few, many = statements(2), statements(40)
    assert many <= few + 2
