"""Forms that ask services first: the session travels along, and nothing is shown or done before."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from gateway.attachments.file_store import FileStore
from gateway.current_person import ASKING_FIRST
from gateway.people import HeldRole
from gateway.service_clients.clients import Ask, ServiceClients
from gateway.sessions import THE_GATEWAY, KnownSession, Sessions
from services.contracts import directory_calls
from tests.gateway.casework import RAISE, page_of, raised, raising
from tests.gateway.form_reading import form_to, seen
from tests.gateway.small_council import AILSA, MORAG
from tests.gateway.test_file_pages import a_photo
from tests.gateway.visitors import Visitor

Exchanges = list[list[str]]


@pytest.fixture
def exchanges(monkeypatch: pytest.MonkeyPatch) -> Exchanges:
    """The names of the calls that went together, exchange by exchange."""
    made: Exchanges = []
    plain = ServiceClients.ask_together

    def noting(self: ServiceClients, asks: list[Ask], *more: float) -> object:
        made.append([ask.call.name for ask in asks])
        return plain(self, asks, *more)

    monkeypatch.setattr(ServiceClients, "ask_together", noting)
    return made


@pytest.fixture
def more_roles_before(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes gateways remember of everybody that they held these roles, too."""

    def remember(*roles: str) -> None:
        plain = Sessions.presumed

        def of_before(self: Sessions, session_id: str) -> KnownSession | None:
            known = plain(self, session_id)
            assert known is not None
            assert known.person is not None
            held = (*known.person.roles, *map(HeldRole, roles))
            return replace(known, person=replace(known.person, roles=held))

        monkeypatch.setattr(Sessions, "presumed", of_before)

    return remember


def filled_in(visitor: Visitor, **different: Any) -> dict[str, Any]:
    """The form for raising as it would be sent."""
    return form_to(visitor.get(RAISE), RAISE) | raising(**different)


def ended(clients: ServiceClients, visitor: Visitor) -> None:
    """The session ends elsewhere; the gateway does not hear of it."""
    clients.ask(Ask(directory_calls.SIGN_OUT, {"session_id": visitor.session_id}, THE_GATEWAY))


def test_what_is_asked_of_the_session_travels_with_the_first_question(
    visitor: Visitor, exchanges: Exchanges
) -> None:
    form = filled_in(visitor)
    exchanges.clear()
    assert visitor.client.post(RAISE, data=form).status_code == 303
    assert exchanges == [["session", "raise_form", "screen"], ["raise_request"]]


def test_whose_session_is_not_known_here_is_asked_after_first(
    visitor: Visitor, app: Flask, exchanges: Exchanges
) -> None:
    form = filled_in(visitor)
    app.extensions["memberzone"].sessions.forget_all()
    exchanges.clear()
    assert visitor.client.post(RAISE, data=form).status_code == 303
    assert exchanges == [["session"], ["raise_form", "screen"], ["raise_request"]]


def test_a_session_that_ended_elsewhere_raises_nothing_and_keeps_its_typing(
    visitor: Visitor, clients: ServiceClients, exchanges: Exchanges
) -> None:
    form = filled_in(visitor, subject="A pothole that stays untold")
    ended(clients, visitor)
    exchanges.clear()
    answer = visitor.client.post(RAISE, data=form)
    assert answer.status_code == 403
    assert "A pothole that stays untold" in answer.get_data(as_text=True)
    assert not any("raise_request" in names for names in exchanges)


def test_what_a_session_that_ended_wrote_to_a_request_never_arrives(
    visitor: Visitor, app: Flask, clients: ServiceClients
) -> None:
    reference = raised(visitor)
    thief = Visitor(app, clients, AILSA)
    path = f"/requests/{reference}/message"
    form = form_to(thief.get(path), path) | {"message": "Never said."}
    ended(clients, thief)
    assert thief.client.post(path, data=form).status_code == 403
    assert "Never said." not in page_of(visitor, reference)


def test_a_draft_and_its_files_are_not_taken_in_for_a_session_that_ended(
    visitor: Visitor, clients: ServiceClients, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = filled_in(visitor, save_draft="yes", files=[a_photo()])
    ended(clients, visitor)
    stored: list[object] = []
    monkeypatch.setattr(FileStore, "put", lambda *file: stored.append(file))
    assert visitor.client.post(RAISE, data=form).status_code == 403
    assert stored == []


def test_who_was_only_presumed_is_shown_nothing_even_where_no_service_is_asked(
    visitor: Visitor, clients: ServiceClients
) -> None:
    token = visitor.token()
    path = "/requests/MZ-2026-000001-X/no-such-thing"
    assert visitor.client.post(path, data={"csrf_token": token}).status_code == 404
    ended(clients, visitor)
    answer = visitor.client.post(path, data={"csrf_token": token})
    assert answer.headers["Location"].startswith("/sign-in?next=")


def test_a_role_that_was_lost_opens_nothing(
    app: Flask, clients: ServiceClients, more_roles_before: Callable[..., None]
) -> None:
    officer = Visitor(app, clients, MORAG)
    token = officer.token()
    more_roles_before("member")
    assert officer.client.post(RAISE, data={"csrf_token": token} | raising()).status_code == 403


def test_with_other_roles_than_before_it_is_done_once_all_the_same(
    visitor: Visitor, more_roles_before: Callable[..., None], exchanges: Exchanges
) -> None:
    form = filled_in(visitor, subject="A pothole of somebody with fewer roles")
    more_roles_before("administrator")
    exchanges.clear()
    assert visitor.client.post(RAISE, data=form).status_code == 303
    asked = ["raise_form", "screen"]
    assert exchanges == [["session", *asked], asked, ["raise_request"]]
    assert seen(visitor.get("/requests")).count("A pothole of somebody with fewer roles") == 1


def test_the_forms_that_presume_are_there(app: Flask) -> None:
    assert set(app.view_functions) >= ASKING_FIRST
