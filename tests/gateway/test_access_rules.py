"""Every endpoint is in the table, nobody gets past it, forms are ours, and reading changes nothing."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gateway import access_rules
from gateway.access_rules import ACCESS, PUBLIC, Rule, holds
from gateway.service_clients.clients import Ask, ServiceClients
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import SERVICES
from services.contracts.vocabulary import PERSON_ROLES
from tests.gateway.small_council import MORAG
from tests.gateway.visitors import Visitor
from tests.machines.running_services import OPERATOR

OUTSIDE_THE_FORMS = {"api"}  # takes bearer tokens, not cookies


def routes(app: Flask, method: str) -> list[tuple[str, str]]:
    """Endpoint and an example path of every route that takes `method`."""
    one_of = re.compile(r"<any\('([^']+)'[^>]*>")
    return [
        (rule.endpoint, re.sub(r"<[^>]+>", "example", one_of.sub(r"\1", rule.rule)))
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or ())
    ]


def test_every_endpoint_is_in_the_table_and_the_table_names_no_other(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ACCESS)


def test_an_endpoint_that_is_not_in_the_table_is_refused(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(access_rules.ACCESS, "public.privacy")
    assert client.get("/privacy").status_code == 403


def test_strangers_get_to_public_pages_only(app: Flask, client: FlaskClient) -> None:
    for endpoint, path in routes(app, "GET"):
        if ACCESS[endpoint].needs_session:
            response = client.get(path)
            assert response.status_code == 303, endpoint
            assert response.headers["Location"].startswith("/sign-in?next="), endpoint


def test_a_role_that_an_endpoint_wants_keeps_others_out(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(access_rules.ACCESS, "account.show", holds("officer", "head_of_service"))
    assert "You may not see this page" in visitor.get("/account", status=403).get_data(as_text=True)


def test_a_role_that_an_endpoint_wants_lets_its_holders_in(
    app: Flask, clients: ServiceClients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(access_rules.ACCESS, "account.show", holds("officer", "head_of_service"))
    Visitor(app, clients, MORAG).get("/account")


def test_every_post_without_the_forms_token_is_refused(app: Flask, visitor: Visitor) -> None:
    for endpoint, path in routes(app, "POST"):
        if endpoint.partition(".")[0] not in OUTSIDE_THE_FORMS:
            assert visitor.client.post(path).status_code == 400, endpoint
            assert visitor.client.post(path, data={"csrf_token": "forged"}).status_code == 400, endpoint


def test_reading_changes_nothing(app: Flask, visitor: Visitor, clients: ServiceClients) -> None:
    visitor.get("/account")
    before = written_by_people(clients)
    for _endpoint, path in routes(app, "GET"):
        assert visitor.client.get(path).status_code < 500, path
    assert written_by_people(clients) == before


def test_a_method_that_an_endpoint_does_not_take_says_which_it_takes(client: FlaskClient) -> None:
    response = client.get("/sign-out")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_the_wanted_page_comes_along_to_the_sign_in_page(client: FlaskClient) -> None:
    assert client.get("/account?tab=2").headers["Location"] == "/sign-in?next=/account?tab%3D2"


def test_rules_are_public_only_where_nothing_personal_is_shown() -> None:
    public = {name for name, rule in ACCESS.items() if rule == PUBLIC}
    assert {name.partition(".")[0] for name in public} == {
        *("static", "health", "public", "guide", "sign_in", "api_description", "calendar_feed"),
    }
    assert Rule(needs_session=True) in ACCESS.values()


def test_every_endpoint_for_programs_asks_for_a_token(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    for_programs = {endpoint for endpoint in endpoints if endpoint.startswith("api.")}
    assert for_programs == {name for name, rule in ACCESS.items() if rule.needs_token}


def test_a_part_of_a_page_is_told_and_not_led_away(client: FlaskClient) -> None:
    assert client.get("/account", headers={"HX-Request": "true"}).status_code == 401


def written_by_people(clients: ServiceClients) -> set[str]:
    """The ids of all events that somebody, and not a service for itself, is behind."""
    found: set[str] = set()
    for name in SERVICES:
        after: int | None = 0
        while after is not None:
            page = clients.ask(Ask(chassis_calls(name)["events"], {"limit": 500, "after": after}, OPERATOR))
            events, after = page.result["events"], page.result["next"]
            found |= {event["id"] for event in events if event["actorrole"] in PERSON_ROLES}
    return found
