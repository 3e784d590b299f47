"""A browser in which somebody is signed in, and which reads its own forms."""

import re
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from gateway.current_person import SESSION_ID
from gateway.service_clients.clients import Ask, ServiceClients
from gateway.sessions import THE_GATEWAY
from services.chassis.identifiers import new_id
from services.contracts import directory_calls
from tests.gateway.page_checks import check_page


class Visitor:
    """Somebody at a browser. Every page is audited on the way."""

    def __init__(self, app: Flask, clients: ServiceClients, email: str) -> None:
        self.client = app.test_client()
        self.email = email
        body = {"provider": "tests", "subject": f"subject of {email}", "email": email, "email_verified": True}
        answer = clients.ask(Ask(directory_calls.SIGN_IN, body, THE_GATEWAY, key=new_id())).result
        self.session_id: str = answer["session_id"]
        self.person_id: str = answer["person"]["person_id"]
        with self.client.session_transaction() as cookie:
            cookie[SESSION_ID] = self.session_id

    def get(self, path: str, status: int = 200) -> TestResponse:
        """The page at `path`."""
        response = self.client.get(path)
        assert response.status_code == status, (response.status_code, response.get_data(as_text=True))
        if response.mimetype == "text/html" and status not in (301, 302, 303, 308):
            check_page(response.get_data(as_text=True))
        return response

    def get_part(self, path: str) -> str:
        """A part of a page, as the page itself fetches it."""
        response = self.client.get(path, headers={"HX-Request": "true"})
        assert response.status_code == 200, (response.status_code, response.get_data(as_text=True))
        return response.get_data(as_text=True)

    def token(self, path: str = "/account") -> str:
        """The token that forms carry, off the page at `path`."""
        return hidden(self.get(path), "csrf_token")

    def post(self, path: str, form: dict[str, Any] | None = None, page: str = "/account") -> TestResponse:
        """Post `form` to `path` with the token of `page`."""
        return self.client.post(path, data={"csrf_token": self.token(page)} | (form or {}))


def hidden(response: TestResponse, name: str) -> str:
    """The value of the first hidden field `name` of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.get_data(as_text=True))
    assert found, f"the page has no {name}"
    return found.group(1)
