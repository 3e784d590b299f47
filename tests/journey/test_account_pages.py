"""One's account in a real browser."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from gateway.service_clients.clients import Ask, ServiceClients
from services.chassis.identifiers import new_id
from services.contracts import directory_calls
from services.contracts.vocabulary import SCOPES
from tests.gateway.conftest import app, clients, make_app, running, settings
from tests.gateway.small_council import AILSA
from tests.gateway.visitors import Visitor
from tests.journey.browser import look
from tests.machines.running_services import OPERATOR
from tests.machines.served import served

__all__ = ["app", "clients", "make_app", "running", "settings"]


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """Where the gateway is served."""
    with served(app) as url:
        yield url


def signed_in(page: Page, address: str, visitor: Visitor) -> None:
    """Hand the visitor's cookie to the page."""
    name = visitor.client.application.config["SESSION_COOKIE_NAME"]
    cookie = visitor.client.get_cookie(name)
    assert cookie is not None
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": address}])


@pytest.mark.parametrize("width", ["desktop_page", "phone_page"])
def test_tokens_are_seen_and_ended(
    request: pytest.FixtureRequest, app: Flask, clients: ServiceClients, address: str, width: str
) -> None:
    page: Page = request.getfixturevalue(width)
    body = {"email": AILSA, "scopes": list(SCOPES), "label": "The surgery’s diary"}
    clients.ask(Ask(directory_calls.CREATE_TOKEN, body, OPERATOR, key=new_id()))
    signed_in(page, address, Visitor(app, clients, AILSA))
    page.goto(f"{address}/account")
    look(page, f"account-{width}")
    page.get_by_role("button", name="End it for The surgery’s diary").click()
    expect(page.get_by_text("That token is ended.")).to_be_visible()
    expect(page.get_by_text("There are none.")).to_be_visible()
