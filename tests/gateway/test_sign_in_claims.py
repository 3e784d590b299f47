"""Identity tokens with something wrong in them sign nobody in."""

import base64
import hmac
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import OctKey
from werkzeug.test import TestResponse

from gateway.settings import GatewaySettings, IdentityProvider
from gateway.sign_in.identity import identity
from gateway.sign_in.providers import ProviderFault
from tests.gateway.dishonest_provider import Claims, DishonestProvider, serving
from tests.gateway.page_checks import check_page
from tests.gateway.small_council import MORAG, RORY
from tests.gateway.visitors import hidden

MakeApp = Callable[[GatewaySettings], Flask]
RORYS_CLAIMS = {"sub": "rory", "email": RORY, "email_verified": True}


@pytest.fixture(scope="module")
def provider() -> Iterator[DishonestProvider]:
    with serving(DishonestProvider()) as running:
        yield running


@pytest.fixture(scope="module")
def odd_app(make_app: MakeApp, settings: GatewaySettings, provider: DishonestProvider) -> Flask:
    entry = IdentityProvider("odd", "Sign in", provider.issuer, "memberzone", "secret")
    return make_app(replace(settings, providers=(entry,)))


@pytest.fixture
def client(odd_app: Flask, provider: DishonestProvider) -> FlaskClient:
    provider.be_honest()
    provider.person = dict(RORYS_CLAIMS)
    return odd_app.test_client()


def back_from(client: FlaskClient, key: str = "odd") -> TestResponse:
    """The gateway's answer to whoever comes back from the provider."""
    token = hidden(client.get("/sign-in"), "csrf_token")
    there = client.post(f"/sign-in/{key}", data={"csrf_token": token}).headers["Location"]
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
    return client.get(back.removeprefix("http://localhost"))


def urlsafe(raw: bytes) -> str:
    """As the parts of a token are written."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def refused(response: TestResponse, client: FlaskClient) -> None:
    """Nobody is signed in, and the page says so plainly."""
    assert response.status_code == 400
    page = response.get_data(as_text=True)
    check_page(page)
    assert "Signing in did not work" in page
    assert client.get("/account").status_code == 303


def test_honest_claims_sign_in(client: FlaskClient) -> None:
    assert back_from(client).status_code == 303
    assert "Rory Campbell" in client.get("/account").get_data(as_text=True)


WRONG: dict[str, Claims] = {
    "for another client": {"aud": "another"},
    "for another client too, on whose behalf it was made": {
        "aud": ["memberzone", "another"],
        "azp": "another",
    },
    "for nobody": {"aud": []},
    "from another issuer": {"iss": "https://elsewhere.test"},
    "for another sign-in": {"nonce": "another"},
    "long expired": {"exp": int(time.time()) - 3600},
    "without a name": {"sub": ""},
}


@pytest.mark.parametrize("what", WRONG)
def test_a_token_that_is_wrong_signs_nobody_in(
    client: FlaskClient, provider: DishonestProvider, what: str
) -> None:
    provider.spoil = lambda claims: claims | WRONG[what]
    refused(back_from(client), client)


@pytest.mark.parametrize("missing", ["aud", "iss", "nonce", "sub", "exp", "iat"])
def test_a_token_that_lacks_a_claim_signs_nobody_in(
    client: FlaskClient, provider: DishonestProvider, missing: str
) -> None:
    provider.spoil = lambda claims: {name: value for name, value in claims.items() if name != missing}
    refused(back_from(client), client)


def test_a_token_that_nobody_signed_signs_nobody_in(client: FlaskClient, provider: DishonestProvider) -> None:
    def unsigned(claims: Claims) -> str:
        return jwt.encode({"alg": "none"}, claims, OctKey.generate_key(256), algorithms=["none"])

    provider.forge = unsigned
    refused(back_from(client), client)


def test_a_token_signed_with_what_everybody_knows_signs_nobody_in(
    client: FlaskClient, provider: DishonestProvider
) -> None:
    def keyed_by_the_public_key(claims: Claims) -> str:
        parts = [urlsafe(json.dumps(part).encode()) for part in ({"alg": "HS256"}, claims)]
        digest = hmac.digest(provider.key.as_pem(private=False), ".".join(parts).encode(), "sha256")
        return ".".join([*parts, urlsafe(digest)])

    provider.forge = keyed_by_the_public_key
    refused(back_from(client), client)


def test_a_token_signed_by_somebody_else_signs_nobody_in(
    client: FlaskClient, provider: DishonestProvider
) -> None:
    header = {"alg": "RS256", "kid": provider.key.kid}
    provider.forge = lambda claims: jwt.encode(header, claims, provider.others_key)
    refused(back_from(client), client)


def test_no_token_signs_nobody_in(client: FlaskClient, provider: DishonestProvider) -> None:
    provider.forge = lambda claims: None
    refused(back_from(client), client)


def test_a_way_back_without_state_signs_nobody_in(client: FlaskClient) -> None:
    token = hidden(client.get("/sign-in"), "csrf_token")
    there = client.post("/sign-in/odd", data={"csrf_token": token}).headers["Location"]
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
    code = urlsplit(back).query.partition("&")[0]
    refused(client.get(f"/sign-in/odd/callback?{code}"), client)
    refused(client.get(f"/sign-in/odd/callback?{code}&state=guessed"), client)


def test_a_provider_that_announces_another_name_is_not_used(
    make_app: MakeApp, settings: GatewaySettings, provider: DishonestProvider
) -> None:
    provider.announced = {"issuer": "https://elsewhere.test"}
    entry = IdentityProvider("odd", "Sign in", provider.issuer, "memberzone", "secret")
    client = make_app(replace(settings, providers=(entry,))).test_client()
    token = hidden(client.get("/sign-in"), "csrf_token")
    assert client.post("/sign-in/odd", data={"csrf_token": token}).status_code == 503


def test_an_address_that_was_not_verified_opens_nobodys_account(
    client: FlaskClient, provider: DishonestProvider
) -> None:
    provider.person = {"sub": "mallory", "email": MORAG, "email_verified": False}
    answer = back_from(client)
    assert answer.status_code == 403
    assert "has not been verified" in answer.get_data(as_text=True)


def test_a_second_account_with_the_same_address_does_not_take_the_first_ones_place(
    client: FlaskClient, provider: DishonestProvider
) -> None:
    assert back_from(client).status_code == 303
    provider.person = RORYS_CLAIMS | {"sub": "another rory"}
    assert back_from(client.application.test_client()).status_code == 403


def test_claims_may_be_called_otherwise(
    make_app: MakeApp, settings: GatewaySettings, provider: DishonestProvider
) -> None:
    provider.be_honest()
    provider.person = {"sub": "pairwise", "oid": "0001", "upn": MORAG}
    entry = IdentityProvider("entra", "Sign in", provider.issuer, "memberzone", "secret", trust_email=True)
    called = {"subject": "oid", "email": "upn"}
    client = make_app(replace(settings, providers=(replace(entry, claims=called),))).test_client()
    assert back_from(client, "entra").status_code == 303
    assert "Morag MacLeod" in client.get("/account").get_data(as_text=True)


ENTRY = IdentityProvider("p", "Sign in", "https://idp.test", "id", "secret")
TRUSTED = replace(ENTRY, trust_email=True)


@pytest.mark.parametrize(
    ("entry", "claims", "verified"),
    [
        (ENTRY, {"email_verified": True}, True),
        (ENTRY, {"email_verified": False}, False),
        (ENTRY, {}, False),
        (ENTRY, {"email_verified": "true"}, False),
        (TRUSTED, {}, True),
        (TRUSTED, {"email_verified": False}, False),
    ],
)
def test_an_address_counts_as_verified_only_when_that_is_said(
    entry: IdentityProvider, claims: dict[str, Any], verified: bool
) -> None:
    assert identity(entry, {"sub": "1", "email": RORY} | claims)["email_verified"] is verified


@pytest.mark.parametrize("subject", [None, "", 7, "x" * 256, ["1"]])
def test_a_subject_is_a_text_of_bounded_length(subject: object) -> None:
    with pytest.raises(ProviderFault):
        identity(ENTRY, {"sub": subject})


@pytest.mark.parametrize("email", [None, "", 7, "x" * 255])
def test_an_address_that_makes_no_sense_is_no_address(email: object) -> None:
    assert identity(TRUSTED, {"sub": "1", "email": email})["email"] is None
