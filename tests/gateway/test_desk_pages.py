"""What Member Services work through: the heap of answered requests that nobody has closed."""

from collections.abc import Callable

import pytest

from services.chassis.identifiers import new_id
from tests.gateway import api_programs
from tests.gateway.casework import RAISE, done, page_of, raised
from tests.gateway.form_reading import form_to, seen, send
from tests.gateway.visitors import Visitor

Seat = Callable[[str], Visitor]
HEAP = "/desk/answered"


@pytest.fixture
def desk(seat: Seat) -> Visitor:
    """Greer's browser: she is of Member Services."""
    return seat("desk")


def answered(seat: Seat, subject: str) -> str:
    """The reference of a request of Isla's that Harbours have answered."""
    reference = raised(seat("member"), **api_programs.raising(subject=subject))
    done(seat("officer"), reference, "full-answer", message="Done.", outcome="fulfilled")
    return reference


def test_one_is_closed_for_its_member_from_the_heap(desk: Visitor, seat: Seat) -> None:
    answered(seat, "The heap’s own ring")
    heap = f"{HEAP}?member={seat('member').person_id}"
    page = desk.get(heap)
    first = form_to(page, f"{HEAP}/close")
    assert send(desk, page, f"{HEAP}/close").headers["Location"] == heap
    assert f"{first['reference']} is closed for its member." in seen(desk.get(heap))
    assert first["reference"] not in seen(desk.get(heap))
    assert "Member Services closed it for" in page_of(desk, first["reference"])
    again = desk.client.post(f"{HEAP}/close", data=first | {"key": new_id()})
    assert again.headers["Location"] == heap
    assert "is closed for its member" not in seen(desk.get(heap))


def test_the_heap_is_narrowed_and_says_when_there_is_nothing(desk: Visitor, seat: Seat) -> None:
    answered(seat, "Another ring")
    assert "Close it for" in seen(desk.get(f"{HEAP}?service=harbours"))
    assert "Nothing of theirs waits" in seen(desk.get(f"{HEAP}?service=nothing"))
    assert desk.get(f"{HEAP}?page=nonsense", status=303).headers["Location"] == HEAP
    assert "See all that wait" in seen(desk.get("/desk"))


def test_it_leads_nowhere_else_and_is_the_desks_alone(desk: Visitor, seat: Seat) -> None:
    answered(seat, "A third ring")
    form = form_to(desk.get(HEAP), f"{HEAP}/close")
    away = desk.client.post(f"{HEAP}/close", data=form | {"back": "https://elsewhere.example/"})
    assert away.headers["Location"] == "/"
    for who in ("member", "officer", "director", "governance"):
        seat(who).get(HEAP, status=403)


def test_the_day_on_which_it_came_in_begins_as_today(desk: Visitor) -> None:
    form = form_to(desk.get(RAISE), RAISE)
    assert form["received_on-day"]
    assert form["received_on-year"].startswith("20")
