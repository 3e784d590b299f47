"""Dates on pages: due when, why that date, what became of it, and the sum for any dates."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.gateway import api_programs
from tests.gateway.casework import boxes, done, page_of, pressed, raised
from tests.gateway.form_reading import parsed, seen
from tests.gateway.newcomers import NewService
from tests.gateway.visitors import Visitor
from tests.waiting import until
from tests.working_days import a_working_day

Seat = Callable[[str], Visitor]


@pytest.fixture
def owner(seat: Seat) -> Visitor:
    """Isla's browser."""
    return seat("member")


@pytest.fixture
def officer(seat: Seat) -> Visitor:
    """Kirsty's: she is of the service that gets it."""
    return seat("officer")


def raised_with_dates(visitor: Visitor, **form: Any) -> str:
    """A request of the visitor's whose dates are known."""
    found = raised(visitor, **form)
    until(lambda: "First answer due by" in visitor.client.get(f"/requests/{found}/due").text, within=60)
    return found


@pytest.fixture
def reference(owner: Visitor) -> str:
    """A request of Isla's whose dates are known."""
    return raised_with_dates(owner, **api_programs.raising())


def test_every_date_opens_why_it_is_what_it_is(owner: Visitor, officer: Visitor, reference: str) -> None:
    for visitor in (owner, officer):
        told = page_of(visitor, reference)
        assert "First answer due by" in told
        why = visitor.get(f"/requests/{reference}/dates/initial_response/1")
        words = seen(why)
        assert "5 working days" in words
        assert "Day 0: counting starts the day after" in words
        assert "Working day 5" in words
        assert "It began." in words
    links = {link.get("href") for link in parsed(owner.get("/requests")).iter("a")}
    assert f"/requests/{reference}/dates/initial_response/1" in links


def test_there_is_no_explanation_of_dates_that_are_not_there(
    seat: Seat, owner: Visitor, reference: str
) -> None:
    for path in ("dates/initial_response/2", "dates/nonsense/1", "dates/initial_response/0"):
        owner.get(f"/requests/{reference}/{path}", status=404)
    seat("director").get(f"/requests/{reference}/dates/initial_response/1", status=404)


def test_original_and_agreed_dates_stand_apart_on_both_sides(
    owner: Visitor, officer: Visitor, reference: str
) -> None:
    day = a_working_day(70)
    done(officer, reference, "propose-date", reason="The rings are made to order.", **boxes("due_on", day))
    pressed(owner, reference, "agree-date")
    until(lambda: "Agreed date" in page_of(owner, reference), within=60)
    done(officer, reference, "full-answer", message="Ordered.", outcome="fulfilled")
    until(lambda: ": met" in page_of(owner, reference), within=60)
    for visitor in (owner, officer):
        told = page_of(visitor, reference)
        assert told.count(": met") >= 2
        assert "Original date" in told
        assert "Answer in full: due by" in told  # the old and the new date stand with the agreement
        why = seen(visitor.get(f"/requests/{reference}/dates/full_response/1"))
        assert "Both sides agreed on a date." in why
        assert "Agreed date" in why


def test_lists_are_sorted_and_narrowed_by_due_date(newcomer: Visitor, new_service: NewService) -> None:
    reference = raised_with_dates(newcomer, **new_service.raising())
    owner, officer = newcomer, new_service.officer
    for visitor, path in ((owner, "/requests"), (officer, "/worklist")):
        assert reference in seen(visitor.get(f"{path}?order=due"))
        assert reference not in seen(visitor.get(f"{path}?due=late"))
        assert "Due soonest first" in seen(visitor.get(path))
    for text in ("due today", "due this week", "late by a week or more"):
        assert text in seen(owner.get("/home")), text
        assert text in seen(officer.get("/worklist")), text
    assert "What is due soonest comes first." in seen(officer.get("/worklist"))
    assert "The longest waiting come first." in seen(officer.get("/worklist?order=waiting"))


def test_a_head_sees_first_what_stands_with_them(newcomer: Visitor, new_service: NewService) -> None:
    owner, head = newcomer, new_service.head
    reference, other = (raised_with_dates(owner, **new_service.raising()) for _ in range(2))
    done(owner, reference, "escalate", message="Nobody answers.")
    told = seen(head.get("/worklist"))
    assert told.index("Stands with you") < told.index(reference) < told.index("What your services have to do")
    assert told.index(other) > told.index("What your services have to do")
    assert "Stands with Mairi Weir" in told
    assert "Stands with Mairi Weir" in seen(owner.get("/requests"))
    alone = seen(head.get("/worklist?part=escalated_to_me"))
    assert reference in alone
    assert other not in alone


def test_working_days_are_worked_out_for_anybody(owner: Visitor) -> None:
    assert "Work out working days" in seen(owner.get("/working-days"))
    asked = {
        **boxes("received", date(2023, 9, 18)),
        "working_days": "5",
        **boxes("asked", date(2023, 9, 20)),
        **boxes("told", date(2023, 9, 22)),
        **boxes("answered", date(2023, 9, 27)),
        "by": "bank",
    }
    answer = owner.client.get("/working-days", query_string=asked)
    told = seen(answer)
    assert "Due by Wednesday 27 September 2023" in told
    assert "Not counted: the member had been asked a question" in told
    assert "In time Yes" in told
    for wrong, sentence in (
        ({}, "Enter the day it came in"),
        ({**asked, "working_days": "0"}, "Working days must be between 1 and 250"),
        ({**asked, **boxes("told", date(2023, 9, 19))}, "must be the day it was asked, or later"),
        ({**asked, **boxes("received", date(1200, 1, 1))}, "between 1900 and 2200"),
    ):
        refused = owner.client.get("/working-days", query_string=wrong or {"by": "bank"})
        assert refused.status_code == 400
        assert sentence in seen(refused)
