"""The headers on every answer, and which answers may be kept."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.gateway.style_sample import sample_app


@pytest.fixture(scope="module")
def app() -> Flask:
    return sample_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_the_policy_names_the_nonce_of_the_page_and_nothing_unsafe(client: FlaskClient) -> None:
    answer = client.get("/portfolio")
    policy = answer.headers["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce
    assert set(re.findall(r'<script nonce="([^"]+)"', answer.text)) == {nonce.group(1)}
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "form-action 'self' https://identity.example;" in policy


def test_every_answer_has_a_nonce_of_its_own(client: FlaskClient) -> None:
    policies = {client.get("/portfolio").headers["Content-Security-Policy"] for _ in range(2)}
    assert len(policies) == 2


@pytest.mark.parametrize("address", ["/portfolio", "/fault/404", "/broken"])
def test_pages_are_not_framed_sniffed_or_kept(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_only_https_is_told_to_stay_https(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/portfolio").headers
    secure = client.get("/portfolio", base_url="https://localhost").headers
    assert secure["Strict-Transport-Security"].startswith("max-age=")


def test_every_static_file_of_a_page_is_there_and_may_be_kept_for_ever(client: FlaskClient) -> None:
    addresses = set(re.findall(r'"(/static/[^"]+)"', client.get("/portfolio").text))
    assert len(addresses) >= 6
    for address in addresses:
        with client.get(address) as answer:
            assert answer.status_code == 200, address
            assert "immutable" in answer.headers["Cache-Control"], address


def test_a_static_file_without_its_mark_is_asked_for_again(client: FlaskClient) -> None:
    with client.get("/static/memberzone.css") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"


def test_the_vendored_design_has_nothing_that_only_gov_uk_may_use(client: FlaskClient) -> None:
    with client.get("/static/vendor/govuk-frontend-6.3.0/govuk-frontend.min.css") as answer:
        css = answer.text
    assert not re.search(r"GDS Transport|crown|crest|govuk-header|url\(", css)
    assert "© Crown copyright" not in client.get("/portfolio").text
