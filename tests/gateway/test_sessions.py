"""One's own sessions: listed, ended one by one or all at once; and typing when one expires."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from gateway.current_person import SESSION_ID
from gateway.page_context import IDLE_MINUTES
from gateway.service_clients.clients import Ask, ServiceClients
from gateway.sessions import REMEMBERED_SECONDS, THE_GATEWAY
from services.contracts import directory_calls
from services.directory.domain.sessions import IDLE as IDLE_FOR
from services.directory.domain.sessions import TOUCH_EVERY
from tests.gateway.small_council import AILSA, EILIDH
from tests.gateway.visitors import Visitor, hidden

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IDLE = 16 * 60


@pytest.fixture
def other(app: Flask, clients: ServiceClients) -> Visitor:
    """Another browser of the same person."""
    return Visitor(app, clients, AILSA)


def test_the_account_page_says_who_one_is_and_where_one_is_signed_in(
    visitor: Visitor, other: Visitor
) -> None:
    page = visitor.get("/account").get_data(as_text=True)
    assert "Ailsa Munro" in page
    assert AILSA in page
    assert page.count("(this one)") == 1
    assert visitor.session_id not in page


def test_another_session_of_ones_own_can_be_ended(visitor: Visitor, other: Visitor) -> None:
    page = visitor.get("/account").get_data(as_text=True)
    handle = page.split('action="/account/sessions/')[1].split("/end")[0]
    assert visitor.post(f"/account/sessions/{handle}/end").status_code == 303
    assert handle not in visitor.get("/account").get_data(as_text=True)


def test_nobody_ends_somebody_elses_session(visitor: Visitor, app: Flask, clients: ServiceClients) -> None:
    eilidh = Visitor(app, clients, EILIDH)
    known = clients.ask(Ask(directory_calls.SESSION, {"session_id": eilidh.session_id}, THE_GATEWAY)).result
    visitor.post(f"/account/sessions/{known['handle']}/end")
    eilidh.get("/account")


def test_signing_out_everywhere_ends_every_session_at_once(visitor: Visitor, other: Visitor) -> None:
    other.get("/account")
    page = visitor.get("/account")
    form = {"csrf_token": hidden(page, "csrf_token"), "key": hidden(page, "key")}
    assert visitor.client.post("/account/sign-out-everywhere", data=form).status_code == 303
    visitor.get("/account", status=303)
    other.get("/account", status=303)


def test_a_cookie_from_before_signing_out_is_worth_nothing(visitor: Visitor, app: Flask) -> None:
    visitor.post("/sign-out")
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie[SESSION_ID] = visitor.session_id
    assert thief.get("/account").status_code == 303


def test_a_session_ended_elsewhere_changes_nothing_any_more(
    visitor: Visitor, clients: ServiceClients
) -> None:
    token = visitor.token()
    clients.ask(Ask(directory_calls.SIGN_OUT, {"session_id": visitor.session_id}, THE_GATEWAY))
    page = visitor.client.post("/account/sign-out-everywhere", data={"csrf_token": token})
    assert page.headers["Location"].startswith("/sign-in?next=")


def test_a_cookie_that_was_tampered_with_is_nobodys(visitor: Visitor) -> None:
    cookie = visitor.client.get_cookie("memberzone_80")
    assert cookie is not None
    visitor.client.set_cookie("memberzone_80", cookie.value[:-3] + "AAA")
    visitor.get("/account", status=303)


def test_fifteen_idle_minutes_lead_back_to_signing_in(visitor: Visitor, later: Path) -> None:
    visitor.get("/account")
    later.write_text(str(IDLE))
    visitor.client.application.extensions["memberzone"].sessions.forget_all()
    assert visitor.get("/account", status=303).headers["Location"] == "/sign-in?next=/account"


def test_the_page_warns_before_directory_can_have_ended_the_session() -> None:
    noted_at_the_latest = TOUCH_EVERY.total_seconds() + REMEMBERED_SECONDS
    warned_after = timedelta(minutes=IDLE_MINUTES - 2).total_seconds()
    assert warned_after + noted_at_the_latest <= IDLE_FOR.total_seconds() - 60


def test_saying_that_one_is_still_there_takes_no_page(visitor: Visitor) -> None:
    assert visitor.client.get("/session/stay").status_code == 204


def test_what_was_typed_when_the_session_expired_is_kept_as_a_draft(
    visitor: Visitor, app: Flask, clients: ServiceClients, later: Path
) -> None:
    token = hidden(visitor.get("/requests/raise"), "csrf_token")
    later.write_text(str(IDLE))
    typed = {"subject": "Pothole at the school gate", "ask": "Please fill it"}
    answer = visitor.client.post("/requests/raise", data={"csrf_token": token} | typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/requests/raise")
    later.write_text("0")
    again = Visitor(app, clients, AILSA).get("/requests/raise").get_data(as_text=True)
    assert "Pothole at the school gate" in again


def test_typing_that_cannot_be_kept_is_shown_to_be_copied(visitor: Visitor, clients: ServiceClients) -> None:
    token = hidden(visitor.get("/requests/raise"), "csrf_token")
    clients.ask(Ask(directory_calls.SIGN_OUT, {"session_id": visitor.session_id}, THE_GATEWAY))
    answer = visitor.client.post("/requests/raise", data={"csrf_token": token, "subject": "Pothole"})
    assert answer.status_code == 403
    assert "Pothole" in answer.get_data(as_text=True)


def test_browsers_are_called_by_names_that_people_know(app: Flask, clients: ServiceClients) -> None:
    body = {"provider": "tests", "subject": f"subject of {EILIDH}", "user_agent": FIREFOX}
    clients.ask(Ask(directory_calls.SIGN_IN, body, THE_GATEWAY, key="a-key-for-this-test"))
    assert "Firefox on Windows" in Visitor(app, clients, EILIDH).get("/account").get_data(as_text=True)
