"""Views of lists that people save for themselves."""

from flask import Flask

from gateway.service_clients.clients import ServiceClients
from tests.gateway.form_reading import parsed, seen, send
from tests.gateway.small_council import MORAG
from tests.gateway.visitors import Visitor

SAVE = "/lists/portfolio/views"
NARROWED = "/requests?state=open&ward=cowal"


def test_a_view_is_kept_shown_and_forgotten(visitor: Visitor) -> None:
    assert "Keep this view" not in seen(visitor.get("/requests"))
    kept = send(visitor, NARROWED, SAVE, name="Open in Cowal")
    assert kept.headers["Location"] == NARROWED
    page = visitor.get("/requests")
    links = {link.get("href") for link in parsed(page).iter("a")}
    assert NARROWED in links
    assert "Open in Cowal" in seen(page)
    send(visitor, "/requests?state=finished", SAVE, name="Open in Cowal")
    assert NARROWED not in {link.get("href") for link in parsed(visitor.get("/requests")).iter("a")}
    assert send(visitor, "/requests", f"{SAVE}/forget").headers["Location"] == "/requests"
    assert "Open in Cowal" not in seen(visitor.get("/requests"))


def test_a_view_needs_a_name(visitor: Visitor) -> None:
    assert send(visitor, NARROWED, SAVE, name=" ").status_code == 303
    assert "Enter a name for the view" in seen(visitor.get(NARROWED))


def test_views_are_ones_own_and_of_ones_own_lists(
    visitor: Visitor, app: Flask, clients: ServiceClients
) -> None:
    officer = Visitor(app, clients, MORAG)
    send(officer, "/worklist?assigned=me", "/lists/worklist/views", name="Mine")
    assert "Mine" in seen(officer.get("/worklist"))
    assert "Mine" not in seen(visitor.get("/requests"))
    assert visitor.post("/lists/worklist/views", {"name": "No"}).status_code == 404
    assert visitor.post("/lists/nothing/views", {"name": "No"}).status_code == 404
