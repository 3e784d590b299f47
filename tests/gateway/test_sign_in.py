"""Signing in against a real identity provider (canaille), the whole way and back out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from canaille.oidc.basemodels import Client
from flask import Flask
from flask.testing import FlaskClient
from pytest_iam import Server
from werkzeug.test import TestResponse

from gateway.current_person import SESSION_ID
from gateway.settings import GatewaySettings, IdentityProvider
from tests.gateway.page_checks import check_page
from tests.gateway.small_council import AILSA
from tests.gateway.visitors import hidden

MakeApp = Callable[[GatewaySettings], Flask]
CALLBACK = "http://localhost/sign-in/members/callback"


@pytest.fixture(scope="module")
def registered(iam_server: Server) -> Client:
    """The gateway as the provider knows it."""
    client: Client = iam_server.models.Client(
        client_id="memberzone",
        client_secret="secret of memberzone",
        client_name="Member Zone",
        client_uri="http://localhost",
        redirect_uris=[CALLBACK],
        grant_types=["authorization_code"],
        response_types=["code"],
        scope=["openid", "profile", "email"],
        token_endpoint_auth_method="client_secret_basic",
    )
    iam_server.backend.save(client)
    iam_server.backend.update(client, audience=[client])
    iam_server.backend.save(client)
    return client


@pytest.fixture(scope="module")
def ailsa(iam_server: Server, registered: Client) -> Any:
    """Ailsa Munro's account with the provider."""
    user = iam_server.random_user(user_name="ailsa", emails=[AILSA])
    iam_server.consent(user, registered)
    return user


@pytest.fixture(scope="module")
def app(make_app: MakeApp, settings: GatewaySettings, iam_server: Server, registered: Client) -> Flask:
    """A gateway with two entries that lead to the same provider."""
    members = IdentityProvider(
        key="members",
        label="Sign in as a member",
        issuer=iam_server.url.rstrip("/"),
        client_id=registered.client_id,
        client_secret=registered.client_secret,
        trust_email=True,
    )
    officers = replace(members, key="officers", label="Sign in as an officer")
    away = replace(members, key="away", label="Sign in elsewhere", issuer="http://127.0.0.1:1")
    return make_app(replace(settings, providers=(members, officers, away)))


@pytest.fixture
def signed_in_there(iam_server: Server, ailsa: Any) -> Iterator[None]:
    """Ailsa has given her password to the provider."""
    iam_server.login(ailsa)
    yield
    iam_server.logout()


def leave(client: FlaskClient, key: str = "members", wanted: str = "/") -> str:
    """Press an entry of the sign-in page; where it leads."""
    page = client.get(f"/sign-in?next={wanted}")
    form = {"csrf_token": hidden(page, "csrf_token"), "next": wanted}
    response = client.post(f"/sign-in/{key}", data=form)
    assert response.status_code == 302, response.get_data(as_text=True)
    return response.headers["Location"]


def through(client: FlaskClient, iam_server: Server, wanted: str = "/account") -> TestResponse:
    """Sign in; the gateway's answer to the way back."""
    there = iam_server.test_client.get(leave(client, wanted=wanted))
    assert there.status_code == 302, there.get_data(as_text=True)
    return client.get(there.headers["Location"].removeprefix("http://localhost"))


def test_the_sign_in_page_offers_every_entry_and_the_notice(client: FlaskClient) -> None:
    page = client.get("/sign-in").get_data(as_text=True)
    check_page(page)
    assert "Sign in as a member" in page
    assert "Sign in as an officer" in page
    assert "Never share your password" in page
    assert "never leave a device unattended" in page


def test_the_way_out_carries_state_nonce_and_a_hashed_verifier(client: FlaskClient) -> None:
    asked = parse_qs(urlsplit(leave(client)).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [CALLBACK]
    assert min(len(asked[name][0]) for name in ("state", "nonce", "code_challenge")) >= 20


@pytest.mark.usefixtures("signed_in_there")
def test_a_member_signs_in_and_comes_back_to_the_page_they_wanted(
    client: FlaskClient, iam_server: Server
) -> None:
    back = through(client, iam_server)
    assert (back.status_code, back.headers["Location"]) == (303, "/account")
    page = client.get("/account").get_data(as_text=True)
    check_page(page)
    assert "Ailsa Munro" in page


@pytest.mark.usefixtures("signed_in_there")
def test_who_came_back_once_is_known_by_subject_the_next_time(
    client: FlaskClient, iam_server: Server
) -> None:
    assert through(client, iam_server).status_code == 303
    assert through(client.application.test_client(), iam_server).status_code == 303


@pytest.mark.usefixtures("signed_in_there")
def test_the_cookie_is_kept_from_scripts_and_holds_no_name(client: FlaskClient, iam_server: Server) -> None:
    header = through(client, iam_server).headers["Set-Cookie"]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    with client.session_transaction() as cookie:
        assert set(cookie) == {SESSION_ID}


@pytest.mark.usefixtures("signed_in_there")
def test_a_session_that_was_planted_before_is_not_the_one_signed_in(
    client: FlaskClient, iam_server: Server
) -> None:
    planted = "planted-by-somebody-else-000000"
    with client.session_transaction() as cookie:
        cookie[SESSION_ID] = planted
        cookie["csrf_token"] = "known to somebody else"
    with client.session_transaction() as cookie:
        page_secret = cookie["csrf_token"]
    through(client, iam_server)
    with client.session_transaction() as cookie:
        assert cookie[SESSION_ID] != planted
        assert cookie.get("csrf_token") != page_secret


@pytest.mark.usefixtures("signed_in_there")
def test_a_form_that_stayed_open_can_be_sent_after_the_same_person_signed_in_again(
    client: FlaskClient, iam_server: Server
) -> None:
    through(client, iam_server)
    token = hidden(client.get("/account"), "csrf_token")
    with client.session_transaction() as cookie:
        before = cookie[SESSION_ID]
    there = iam_server.test_client.get(
        client.post("/sign-in/members", data={"csrf_token": token}).headers["Location"]
    )
    client.get(there.headers["Location"].removeprefix("http://localhost"))
    with client.session_transaction() as cookie:
        assert cookie[SESSION_ID] != before
    assert client.post("/sign-out", data={"csrf_token": token}).status_code == 303


@pytest.mark.usefixtures("signed_in_there")
def test_the_way_back_works_once(client: FlaskClient, iam_server: Server) -> None:
    there = iam_server.test_client.get(leave(client))
    path = there.headers["Location"].removeprefix("http://localhost")
    assert client.get(path).status_code == 303
    again = client.get(path)
    assert again.status_code == 400
    check_page(again.get_data(as_text=True))


@pytest.mark.usefixtures("signed_in_there")
def test_somebody_elses_way_back_does_not_sign_this_browser_in(
    client: FlaskClient, iam_server: Server
) -> None:
    there = iam_server.test_client.get(leave(client))
    other = client.application.test_client()
    leave(other)
    path = there.headers["Location"].removeprefix("http://localhost")
    assert other.get(path).status_code == 400
    assert client.get(path).status_code == 303


@pytest.mark.usefixtures("signed_in_there")
def test_the_page_wanted_is_never_on_another_site(client: FlaskClient, iam_server: Server) -> None:
    assert through(client, iam_server, wanted="//evil.test/").headers["Location"] == "/"


def test_a_stranger_to_the_directory_is_told_what_to_do(
    client: FlaskClient, iam_server: Server, registered: Client
) -> None:
    stranger = iam_server.random_user(user_name="stranger", emails=["stranger@elsewhere.test"])
    iam_server.consent(stranger, registered)
    iam_server.login(stranger)
    try:
        answer = through(client, iam_server)
    finally:
        iam_server.logout()
    assert answer.status_code == 403
    check_page(answer.get_data(as_text=True))
    assert "Ask member services" in answer.get_data(as_text=True)
    assert client.get("/account").status_code == 303


def test_who_changes_their_mind_there_is_told_that_nothing_happened(client: FlaskClient) -> None:
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    answer = client.get(f"/sign-in/members/callback?error=access_denied&state={state}")
    assert answer.status_code == 400
    check_page(answer.get_data(as_text=True))


def test_a_provider_that_is_away_is_said_in_a_sentence(client: FlaskClient) -> None:
    token = hidden(client.get("/sign-in"), "csrf_token")
    answer = client.post("/sign-in/away", data={"csrf_token": token})
    assert answer.status_code == 503
    assert "“Sign in elsewhere” does not answer" in answer.get_data(as_text=True)


def test_an_entry_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    token = hidden(client.get("/sign-in"), "csrf_token")
    assert client.post("/sign-in/nobody", data={"csrf_token": token}).status_code == 404
    assert client.get("/sign-in/nobody/callback").status_code == 404


def test_attempts_that_came_to_nothing_do_not_fill_the_cookie(client: FlaskClient) -> None:
    for _ in range(8):
        leave(client)
    with client.session_transaction() as cookie:
        assert len([name for name in cookie if re.match("_state_", name)]) <= 2


@pytest.mark.usefixtures("signed_in_there")
def test_signing_out_makes_a_copy_of_the_cookie_worthless(client: FlaskClient, iam_server: Server) -> None:
    through(client, iam_server)
    with client.session_transaction() as cookie:
        copied = dict(cookie)
    token = hidden(client.get("/account"), "csrf_token")
    out = client.post("/sign-out", data={"csrf_token": token})
    assert (out.status_code, out.headers["Location"]) == (303, "/signed-out")
    thief = client.application.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(copied)
    assert thief.get("/account").status_code == 303
