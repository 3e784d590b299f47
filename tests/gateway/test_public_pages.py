"""Pages that anybody may read."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.gateway.page_checks import check_page
from tests.gateway.visitors import Visitor


@pytest.mark.parametrize("path", ["/", "/accessibility", "/privacy", "/sign-in", "/signed-out"])
def test_public_pages_are_sound(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    check_page(response.get_data(as_text=True))


def test_the_front_page_offers_sign_in(client: FlaskClient) -> None:
    assert "Sign in" in client.get("/").get_data(as_text=True)


def test_the_front_page_works_without_a_broker(lonely_app: Flask) -> None:
    assert lonely_app.test_client().get("/").status_code == 200


def test_a_visitor_who_only_reads_gets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/").headers


def test_the_front_page_leads_people_who_are_signed_in_to_their_start(visitor: Visitor) -> None:
    assert visitor.get("/", status=303).headers["Location"].startswith("/")


def test_the_privacy_page_names_what_the_script_keeps_in_the_browser(app: Flask, client: FlaskClient) -> None:
    script = Path(app.static_folder or "", "memberzone.js").read_text()
    kept = set(re.findall(r'"(memberzone-[a-z-]+)"', script))
    assert kept
    page = client.get("/privacy").get_data(as_text=True)
    assert all(name in page for name in kept)
