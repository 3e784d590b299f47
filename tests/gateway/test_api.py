"""The JSON interface: who asks, by bearer token, and errors as problem details."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gateway.service_clients.clients import Ask, ServiceClients
from services.chassis.identifiers import new_id
from services.contracts import directory_calls
from tests.gateway.small_council import AILSA
from tests.gateway.visitors import Visitor
from tests.machines.running_services import OPERATOR

ME = "/api/v1/me"


@pytest.fixture
def token(clients: ServiceClients) -> str:
    """A token of Ailsa Munro's."""
    body = {"email": AILSA, "scopes": ["requests:read"]}
    made = clients.ask(Ask(directory_calls.CREATE_TOKEN, body, OPERATOR, key=new_id())).result
    secret: str = made["token"]
    return secret


def ask(client: FlaskClient, authorization: str | None) -> TestResponse:
    """What `/me` answers."""
    return client.get(ME, headers={"Authorization": authorization} if authorization else {})


def test_a_token_says_whose_it_is_and_what_for(client: FlaskClient, token: str) -> None:
    answer = ask(client, f"Bearer {token}").get_json()
    assert answer.pop("person_id")
    assert answer == {
        "name": "Ailsa Munro",
        "roles": [{"role": "member", "service_id": None}],
        "wards": ["cowal"],
        "scopes": ["requests:read"],
    }


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer short", "Basic YTpi", "Bearer " + "x" * 43, "Bearer " + "x" * 500],
)
def test_without_a_good_token_nobody_is_told_anything(client: FlaskClient, authorization: str | None) -> None:
    answer = ask(client, authorization)
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.get_json()["code"] == "not_signed_in"


def test_a_revoked_token_is_worth_nothing(client: FlaskClient, clients: ServiceClients, token: str) -> None:
    for listed in clients.ask(Ask(directory_calls.LIST_TOKENS, {}, OPERATOR)).result["tokens"]:
        revoke = Ask(directory_calls.REVOKE_TOKEN, {"handle": listed["handle"]}, OPERATOR, key=new_id())
        clients.ask(revoke)
    assert ask(client, f"Bearer {token}").status_code == 401


def test_a_session_is_no_token(visitor: Visitor) -> None:
    assert visitor.client.get(ME).status_code == 401


@pytest.mark.parametrize(("path", "method", "status"), [("/api/v1/nothing", "GET", 404), (ME, "POST", 405)])
def test_what_is_not_there_is_told_as_problem_details(
    client: FlaskClient, path: str, method: str, status: int
) -> None:
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert answer.get_json()["status"] == status
    assert ("Allow" in answer.headers) == (status == 405)


def test_without_a_broker_programs_are_told_to_come_back(lonely_app: Flask) -> None:
    answer = ask(lonely_app.test_client(), "Bearer " + "x" * 43)
    assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
    assert answer.headers["Retry-After"]
