"""An officer's worklist, before the real services."""

from urllib.parse import quote

import pytest
from flask import Flask, render_template_string

from gateway.service_clients.clients import ServiceClients
from tests.gateway.casework import done, raised
from tests.gateway.form_reading import seen, send
from tests.gateway.small_council import MORAG
from tests.gateway.visitors import Visitor


@pytest.fixture
def officer(app: Flask, clients: ServiceClients) -> Visitor:
    """A browser in which an officer of Roads is signed in."""
    return Visitor(app, clients, MORAG)


def test_an_officer_starts_with_the_worklist(officer: Visitor) -> None:
    assert officer.get("/", status=303).headers["Location"] == "/worklist"


def test_it_shows_who_waits_since_when_and_who_has_it(visitor: Visitor, officer: Visitor) -> None:
    reference = raised(visitor, subject="A lamp is out")
    row = seen(officer.get(f"/worklist?reference={reference}"))
    assert "A lamp is out New" in row
    assert f"{reference} · Ailsa Munro · Potholes · Cowal" in row
    assert "Waiting since today · Nobody has it yet" in row


def test_longest_waiting_comes_first(visitor: Visitor, officer: Visitor) -> None:
    first, second = raised(visitor, ward_id="dunoon"), raised(visitor, ward_id="dunoon")
    page = seen(officer.get("/worklist?ward=dunoon"))
    assert page.index(first) < page.index(second)


def test_it_is_narrowed_to_what_one_has_oneself_or_nobody_has(visitor: Visitor, officer: Visitor) -> None:
    taken, free = raised(visitor, kind="information"), raised(visitor, kind="information")
    send(officer, f"/requests/{taken}", f"/requests/{taken}/assign")
    mine = seen(officer.get("/worklist?assigned=me&kind=information"))
    assert taken in mine
    assert free not in mine
    nobodys = seen(officer.get("/worklist?assigned=nobody&kind=information"))
    assert free in nobodys
    assert taken not in nobodys


def test_what_is_answered_is_looked_up_apart(visitor: Visitor, officer: Visitor) -> None:
    reference = raised(visitor)
    done(officer, reference, "full-answer", message="Done.", outcome="fulfilled")
    assert reference not in seen(officer.get("/worklist"))
    assert reference in seen(officer.get("/worklist?state=answered"))
    assert reference in seen(officer.get(f"/worklist?reference={quote(reference)}"))


def test_other_services_requests_are_not_there(visitor: Visitor, officer: Visitor) -> None:
    reference = raised(visitor, category_id="school-places")
    page = seen(officer.get(f"/worklist?reference={reference}"))
    assert "No request matches" in page
    assert "may be with another service" in page


def test_a_page_that_cannot_be_found_leads_to_the_first(officer: Visitor) -> None:
    assert officer.get("/worklist?page=nonsense", status=303).headers["Location"] == "/worklist"


def test_members_and_officers_keep_to_their_own_pages(visitor: Visitor, officer: Visitor) -> None:
    visitor.get("/worklist", status=403)
    officer.get("/home", status=403)
    officer.get("/requests/raise", status=403)
    officer.get("/desk", status=403)


@pytest.mark.parametrize("macro", ["own_request", "request_to_answer"])
def test_a_date_that_went_by_is_late_and_opens_why(app: Flask, macro: str) -> None:
    row = {
        "subject": "A lamp is out",
        "reference": "MZ-2026-000001-A",
        "state": "with_service",
        "raised_at": "2026-03-01T09:00:00+00:00",
        "last_activity_at": "2026-03-01T09:00:00+00:00",
        "due": {"clock": "next_update", "number": 2, "due_on": "2026-03-03"},
    }
    shown = "{% from 'request/parts.html' import " + macro + " as told %}{{ told(row) }}"
    with app.test_request_context():
        told = render_template_string(shown, row=row)
    assert "Next update was due by Tuesday 3 March and is late." in told
    assert 'href="/requests/MZ-2026-000001-A/dates/next_update/2"' in told
    assert ">Late</strong>" in told


@pytest.mark.parametrize("macro", ["own_request", "request_to_answer"])
def test_a_date_that_is_not_known_yet_says_so_and_is_asked_for_again(app: Flask, macro: str) -> None:
    row = {
        "subject": "A lamp is out",
        "reference": "MZ-2026-000001-A",
        "state": "with_service",
        "raised_at": "2026-03-01T09:00:00+00:00",
        "last_activity_at": "2026-03-01T09:00:00+00:00",
        "due": None,
    }
    shown = "{% from 'request/parts.html' import " + macro + " as told %}{{ told(row) }}"
    with app.test_request_context():
        told = render_template_string(shown, row=row)
        waiting = render_template_string(shown, row=row | {"state": "awaiting_member"})
    assert "The date is being worked out." in told
    assert 'hx-get="/requests/MZ-2026-000001-A/due?tries=1"' in told
    assert "worked out" not in waiting
