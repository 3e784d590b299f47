"""Feedback by the pages: how it went, replies, quality checks, the sounding board, improvement actions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from gateway.feedback_pages import on_request
from services.chassis.clock import council_date
from tests.gateway import api_programs
from tests.gateway.casework import boxes, done, page_of, pressed, raised
from tests.gateway.form_reading import form_to, options_of, parsed, seen, send
from tests.gateway.page_checks import words_of
from tests.gateway.visitors import Visitor
from tests.waiting import until

Seat = Callable[[str], Visitor]
UNHAPPY = {"speed": "unhappy", "quality": "poor", "comment": "The ring came off again.", "may_quote": "y"}


@pytest.fixture
def owner(seat: Seat) -> Visitor:
    """Isla's browser."""
    return seat("member")


@pytest.fixture
def reference(seat: Seat, owner: Visitor) -> str:
    """A request of Isla's about moorings that was answered and closed."""
    raised_one = raised(owner, **api_programs.raising())
    done(seat("officer"), raised_one, "full-answer", message="The rings are new.", outcome="fulfilled")
    pressed(owner, raised_one, "close")
    return raised_one


def links_of(visitor: Visitor, path: str) -> dict[str, str]:
    """The addresses of a page's links by their words."""
    return {words_of(link): link.get("href", "") for link in parsed(visitor.get(path)).iter("a")}


def survey_of(visitor: Visitor, reference: str) -> str:
    """Where a request's page asks how it went."""
    return links_of(visitor, f"/requests/{reference}")["Say how it went"]


def said(owner: Visitor, reference: str, **answer: str) -> None:
    """Say how it went; it has to be taken."""
    path = survey_of(owner, reference)
    response = send(owner, path, path, **answer)
    assert response.status_code == 303, seen(response)
    assert response.headers["Location"] == f"/requests/{reference}#how-it-went"


def test_closing_asks_at_once_and_an_unhappy_answer_offers_to_reopen(
    seat: Seat, owner: Visitor, reference: str
) -> None:
    assert "You closed this. How did it go?" in page_of(owner, reference)
    form = owner.get(survey_of(owner, reference))
    assert "see it with your name" in seen(form)
    said(owner, reference, **UNHAPPY)
    page = until(
        lambda: text if "Speed: Unhappy" in (text := page_of(owner, reference)) else None,
        within=60,
        what="the answer to be on the page",
    )
    assert "The ring came off again." in page
    assert "Open it again" in page
    assert "Change what you said" in page
    officer = seat("officer")
    assert "The ring came off again." in page_of(officer, reference)
    assert reference in seen(officer.get("/feedback?show=unhappy"))
    assert reference in seen(seat("desk").get("/feedback?show=unreplied"))
    assert reference not in seen(seat("officer of another service").get("/feedback"))
    assert "How it went" not in page_of(seat("officer"), raised(owner, **api_programs.raising()))


def test_home_asks_too_until_it_is_answered_and_a_second_send_is_a_change(
    owner: Visitor, reference: str
) -> None:
    until(lambda: f"Say how {reference} went" in seen(owner.get("/home")), within=60, what="home to ask")
    said(owner, reference, speed="happy")
    until(
        lambda: f"Say how {reference} went" not in seen(owner.get("/home")), within=60, what="it to be known"
    )
    path = links_of(owner, f"/requests/{reference}")["Change what you said"]
    response = send(owner, path, path, speed="very_happy", quality="excellent")
    assert response.status_code == 303
    assert "Speed: Very happy. Quality: Excellent." in page_of(owner, reference)


def test_nothing_said_and_wrong_words_are_told_on_the_form(owner: Visitor, reference: str) -> None:
    path = survey_of(owner, reference)
    empty = send(owner, path, path)
    assert empty.status_code == 400
    assert "Answer at least one of the questions" in seen(empty)
    odd = send(owner, path, path, comment="a\u202eb")
    assert "characters in it that cannot be shown" in seen(odd)
    long = send(owner, path, path, comment="x" * 2_001)
    assert "2,000 characters or fewer" in seen(long)


def test_strangers_find_no_survey_and_it_ends_after_fourteen_days(
    seat: Seat, owner: Visitor, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = survey_of(owner, reference)
    for who in ("other member", "officer of another service"):
        seat(who).get(path, 403 if who.startswith("officer") else 404)
    for wrong in (f"/requests/{reference}/survey/99", f"/requests/{reference}/survey/x"):
        owner.get(wrong, 404)
    seat("officer").get(path, 403)
    monkeypatch.setattr(on_request, "DAYS_TO_ANSWER", -1)
    assert "they are over" in seen(owner.get(path))
    assert "How did it go?" not in page_of(owner, reference)


def test_the_service_replies_and_checks_its_own_answer(seat: Seat, owner: Visitor, reference: str) -> None:
    said(owner, reference, **UNHAPPY)
    officer = seat("officer")
    until(lambda: "Speed: Unhappy" in page_of(officer, reference), within=60, what="the answer to be there")
    found = links_of(officer, f"/requests/{reference}")
    reply = next(href for words, href in found.items() if words.startswith("Reply to"))
    assert send(officer, reply, reply, message="We come back on Friday.").status_code == 303
    assert "We come back on Friday." in page_of(owner, reference)
    check = found["Check its quality"]
    assert send(officer, check, check, score="poor", note="No photograph.").status_code == 303
    assert "Harbours finds it Poor" in page_of(officer, reference)
    assert "No photograph." not in page_of(owner, reference)
    seat("officer of another service").get(reply, 404)
    seat("officer of another service").get(check, 404)
    assert send(officer, reply, reply, message=" ").status_code == 400


def test_a_suggestion_from_any_page_is_supported_answered_and_done(seat: Seat) -> None:
    member, desk = seat("member"), seat("desk")
    path = links_of(member, "/requests")["Suggest an improvement"]
    assert path == "/suggestions/new?from=/requests"
    assert send(member, path, "/suggestions/new", suggestion="Show a map.").status_code == 303
    assert "Show a map." in seen(member.get("/suggestions?state=mine"))
    officer = seat("officer")
    board = officer.get("/suggestions")
    [support] = [
        f.get("action", "")
        for f in parsed(board).iter("form")
        if f.get("action", "").endswith("/support") and "Show a map." in words_of(f)
    ]
    assert send(officer, board, support).status_code == 303
    assert "Supported by 1 person" in seen(officer.get("/suggestions"))
    assert "By Isla Mackinnon" in seen(desk.get("/suggestions"))
    assert "Isla Mackinnon" not in seen(officer.get("/suggestions"))
    answer = support.replace("support", "answer")
    officer.get(answer, 403)
    assert send(desk, answer, answer, decision="planned", answer="In May.").status_code == 303
    assert send(desk, "/suggestions?state=planned", support.replace("support", "done")).status_code == 303
    assert "In May." in seen(member.get("/suggestions?state=done"))
    assert "Nothing matches" in seen(member.get("/suggestions?state=declined"))
    empty = send(member, "/suggestions/new", "/suggestions/new", suggestion=" ")
    assert empty.status_code == 400


def test_an_improvement_action_is_recorded_changed_and_read_by_everybody(seat: Seat) -> None:
    officer = seat("officer")
    form = officer.get("/improvements/new")
    owners = options_of(form, "owner_id")
    day = council_date(datetime.now(UTC)) + timedelta(days=30)
    filled = {"action": "Photograph every ring.", "owner_id": owners["Mairi Weir"], **boxes("due_on", day)}
    path = "/improvements/new"
    assert officer.client.post(path, data=form_to(form, path) | filled).status_code == 303
    assert "Photograph every ring." in seen(seat("member").get("/improvements?state=open"))
    change = links_of(officer, "/improvements")["Change: Photograph every ring."]
    assert send(officer, change, change, state="done", note="Since May.").status_code == 303
    assert "Since May." in seen(seat("member").get("/improvements?state=done"))
    seat("officer of another service").get(change, 404)
    seat("member").get("/improvements/new", 403)
    assert officer.client.post(path, data=form_to(form, path)).status_code == 400
