"""The JSON interface: who asks, by bearer token, and errors as problem details."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gateway.api.endpoints import ROOT
from gateway.api.schemas import Me, Problem
from gateway.service_clients.clients import Ask, ServiceClients
from services.chassis.identifiers import new_id
from services.contracts import directory_calls
from tests.gateway.form_reading import form_to
from tests.gateway.small_council import AILSA, RORY
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
    assert Me().validate(answer) == {}
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
    assert Problem().validate(answer.get_json()) == {}


def test_a_revoked_token_is_worth_nothing(client: FlaskClient, clients: ServiceClients, token: str) -> None:
    for listed in clients.ask(Ask(directory_calls.LIST_TOKENS, {}, OPERATOR)).result["tokens"]:
        revoke = Ask(directory_calls.REVOKE_TOKEN, {"handle": listed["handle"]}, OPERATOR, key=new_id())
        clients.ask(revoke)
    assert ask(client, f"Bearer {token}").status_code == 401


def test_the_description_that_is_served_names_what_is_served_and_nothing_else(
    app: Flask, client: FlaskClient
) -> None:
    document = client.get(f"{ROOT}/openapi.json").get_json()
    described = {
        (path, method)
        for path, methods in document["paths"].items()
        for method in methods
        if method != "parameters"
    }
    served = {
        (rule.rule.removeprefix(ROOT).translate({ord("<"): "{", ord(">"): "}"}), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert document["servers"] == [{"url": ROOT}]
    assert described == served


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


def test_the_account_page_lists_ones_own_tokens_and_ends_them(
    client: FlaskClient, clients: ServiceClients, visitor: Visitor, app: Flask, token: str
) -> None:
    body = {"email": RORY, "scopes": ["requests:write"], "label": "Rory’s own"}
    clients.ask(Ask(directory_calls.CREATE_TOKEN, body, OPERATOR, key=new_id()))
    page = visitor.get("/account")
    text = page.get_data(as_text=True)
    assert "It may read requests." in text
    assert "Rory’s own" not in text
    assert token not in text
    while "/revoke" in text:
        path = re.findall(r'action="(/account/tokens/[^/]+/revoke)"', text)[0]
        form = form_to(page, path)
        assert visitor.client.post(path, data=form).status_code == 303
        assert visitor.client.post(path, data=form).status_code == 303  # a double click
        page = visitor.get("/account")
        text = page.get_data(as_text=True)
    assert "That token is ended." in text
    assert ask(client, f"Bearer {token}").status_code == 401


def test_nobody_ends_a_token_of_somebody_else(
    client: FlaskClient, clients: ServiceClients, app: Flask, token: str
) -> None:
    [handle, *_] = [
        one["handle"] for one in clients.ask(Ask(directory_calls.LIST_TOKENS, {}, OPERATOR)).result["tokens"]
    ]
    rory = Visitor(app, clients, RORY)
    answer = rory.post(f"/account/tokens/{handle}/revoke", {"key": new_id()})
    assert answer.status_code == 303
    assert "There is no such token of yours" in rory.get("/account").get_data(as_text=True)
    assert ask(client, f"Bearer {token}").status_code == 200
