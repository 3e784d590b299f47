"""Every call that a person may make has a route, and every route lets in whom it is for and nobody else."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from gateway.api.routes import NOT_OFFERED, READ, ROUTES, WRITE, Route
from gateway.service_clients.clients import Ask, ServiceClients
from gateway.service_clients.outcome import CallProblem
from services.chassis.actor import Actor
from services.chassis.identifiers import new_id
from services.contracts.feedback_calls import (
    ANSWER_SURVEY,
    FEEDBACK_CALLS,
    IMPROVEMENT_ACTION,
    REQUEST_FEEDBACK,
)
from services.contracts.names import SLA
from services.contracts.requests_calls import REQUESTS_CALLS
from services.contracts.sla_calls import CLOCKS_OF_REQUEST, SLA_CALLS
from tests.gateway.api_examples import EXAMPLES, address
from tests.gateway.api_programs import NO_ROLE, PEOPLE, ROLES, Program, problem_of, raising, told_between
from tests.waiting import until

# A closing may be told of before feedback hears of it, and of what is nobody's to know nothing was said.
TAKEN_OF_ANY_REQUEST = (ANSWER_SURVEY, REQUEST_FEEDBACK)
ABOUT_A_REQUEST = [
    route for route in ROUTES if "request_id" in route.in_path and route.call not in TAKEN_OF_ANY_REQUEST
]
# What somebody whose role the call is for is never told when they send what is in order.
NOT_SAID = (NO_ROLE, "Some of what was sent needs correcting.", "The call is not put together as agreed.")
OUTSIDERS = ("colleague", "other member", "officer of another service", "director")
# One improvement action is among those of the list, which is read here.
READING = [route for route in ROUTES if route.method == "GET" and route.call is not IMPROVEMENT_ACTION]
EVERY_ROUTE = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)


def ask(program: Program, route: Route, request_id: str) -> TestResponse:
    """What a route is answered, asked about that request."""
    example = EXAMPLES.get(route.name)
    if route.method == "GET":
        return program.get(address(route, request_id), **(example or {}))
    return program.send(address(route, request_id), example, method=route.method)


def test_every_call_that_a_person_may_make_has_one_route() -> None:
    names = [route.name for route in ROUTES]
    assert sorted([*names, *NOT_OFFERED]) == sorted({**REQUESTS_CALLS, **SLA_CALLS, **FEEDBACK_CALLS})
    assert set(EXAMPLES) <= set(names)


def test_no_two_routes_share_an_address() -> None:
    assert len({(route.method, route.path) for route in ROUTES}) == len(ROUTES)


@EVERY_ROUTE
def test_a_route_is_for_the_roles_of_its_call(route: Route, programs: dict[str, Program]) -> None:
    request_id = programs["member"].done("/requests", raising())["request_id"]
    for who, program in programs.items():
        answer = ask(program, route, request_id)
        if ROLES[who] in route.call.roles:
            assert answer.status_code in (200, 201, 204, 400, 403, 404, 409), (who, answer.text)
            assert answer.status_code < 400 or answer.get_json()["detail"] not in NOT_SAID, who
        else:
            assert problem_of(answer, 403)["detail"] == NO_ROLE, who


@EVERY_ROUTE
def test_a_route_wants_a_token(route: Route, app: Flask) -> None:
    problem = problem_of(ask(Program(app), route, new_id()), 401)
    assert problem["code"] == "not_signed_in"


@EVERY_ROUTE
def test_a_route_wants_a_token_that_is_good_for_it(
    route: Route, app: Flask, clients: ServiceClients, whole_council: None
) -> None:
    of_the_other_scope = (WRITE if route.scope == READ else READ,)
    answer = ask(Program(app, clients, PEOPLE["member"], of_the_other_scope), route, new_id())
    assert route.scope in problem_of(answer, 403)["detail"]
    assert f'scope="{route.scope}"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("route", ABOUT_A_REQUEST, ids=lambda route: route.name)
def test_what_one_may_not_see_answers_as_what_is_not_there(
    route: Route, programs: dict[str, Program]
) -> None:
    request_id = programs["member"].done("/requests", raising())["request_id"]
    for who in OUTSIDERS:
        if ROLES[who] in route.call.roles:
            there = problem_of(ask(programs[who], route, request_id), 404)
            assert there == problem_of(ask(programs[who], route, new_id()), 404), who


def test_a_reference_that_one_may_not_see_answers_as_one_that_is_not_there(
    programs: dict[str, Program],
) -> None:
    reference = programs["member"].done("/requests", raising())["reference"]
    for who in OUTSIDERS:
        there = problem_of(programs[who].get(f"/requests/{reference}"), 404)
        assert there == problem_of(programs[who].get("/requests/CASE-1"), 404)


@pytest.mark.parametrize("route", READING, ids=lambda route: route.name)
def test_an_answer_leaves_nothing_out_of_what_the_service_says(
    route: Route, programs: dict[str, Program], clients: ServiceClients
) -> None:
    request_id = programs["member"].done("/requests", raising())["request_id"]
    who = next(who for who, role in ROLES.items() if role in route.call.roles)
    in_path = {"request_id": request_id} if "request_id" in route.in_path else {}
    in_path |= {"form": "raise"} if "<form>" in route.path else {}
    query = EXAMPLES.get(route.name, {})
    role = ROLES[who]
    actor = Actor(programs[who].person_id, role, frozenset({role}))
    if "request_id" in in_path and route.call.service == SLA:
        clocks = Ask(CLOCKS_OF_REQUEST, in_path, actor)
        until(lambda: not isinstance(clients.ask_together([clocks])[0], CallProblem), within=60)
    body = in_path | query
    said, told = told_between(
        lambda: clients.ask(Ask(route.call, body, actor)).result,
        lambda: programs[who].get(address(route, request_id), **query),
    )
    assert told.get_json() == said


@EVERY_ROUTE
def test_a_method_that_is_not_offered_says_which_are(route: Route, member: Program) -> None:
    answer = member.send(address(route, new_id()), method="PATCH")
    assert problem_of(answer, 405)["title"] == "That method is not offered here"
    assert route.method in answer.headers["Allow"].split(", ")
