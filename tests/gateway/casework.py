"""Things that people do with requests through the pages, for tests that need something to look at."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from werkzeug.test import TestResponse

from services.chassis.clock import council_date
from tests.gateway.form_reading import options_of, parsed, seen, send
from tests.gateway.visitors import Visitor
from tests.working_days import a_working_day

RAISE = "/requests/raise"


def raising(**different: Any) -> dict[str, Any]:
    """A form for raising that is in order."""
    return {
        "kind": "action",
        "category_id": "potholes",
        "ward_id": "cowal",
        "subject": "Pothole at the school gate",
        "place": "Hunter Street",
        "what_happened": "The hole is by the gate.\n\nChildren step into the road.",
        "ask": "Fill the hole before term starts.",
        **different,
    }


def raised(visitor: Visitor, **different: Any) -> str:
    """The reference of a request that `visitor` has just raised."""
    answer = send(visitor, RAISE, RAISE, **raising(**different))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    path, _, last = answer.headers["Location"].rpartition("/")
    assert last == "sent"
    return path.rpartition("/")[2]


def do(visitor: Visitor, reference: str, slug: str, **filled: Any) -> TestResponse:
    """Open the page of an action, fill it in, send it."""
    path = f"/requests/{reference}/{slug}"
    return send(visitor, path, path, **filled)


def done(visitor: Visitor, reference: str, slug: str, **filled: Any) -> None:
    """Do it; it has to succeed."""
    answer = do(visitor, reference, slug, **filled)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert answer.headers["Location"] == f"/requests/{reference}"


def links(visitor: Visitor, reference: str) -> set[str]:
    """The actions that a request's page links to; a member's own diary is none, nor is why a date is that."""
    start = f"/requests/{reference}/"
    found = (link.get("href", "") for link in parsed(visitor.get(f"/requests/{reference}")).iter("a"))
    named = {href.removeprefix(start).partition("?")[0] for href in found if href.startswith(start)}
    return {name for name in named if name != "diary" and not name.startswith("dates/")}


def buttons(visitor: Visitor, reference: str) -> set[str]:
    """The actions that a request's page has forms for."""
    start = f"/requests/{reference}/"
    found = (form.get("action", "") for form in parsed(visitor.get(f"/requests/{reference}")).iter("form"))
    return {action.removeprefix(start) for action in found if action.startswith(start)} - {"seen"}


def pressed(visitor: Visitor, reference: str, slug: str) -> None:
    """Press the button for it on the request's own page; it has to succeed."""
    answer = send(visitor, f"/requests/{reference}", f"/requests/{reference}/{slug}")
    assert answer.status_code == 303, answer.get_data(as_text=True)


def page_of(visitor: Visitor, reference: str) -> str:
    """The words on a request's page."""
    return seen(visitor.get(f"/requests/{reference}"))


def by_phone() -> dict[str, str]:
    """How and when a request came in that the desk logs: by phone, yesterday."""
    day = council_date(datetime.now(UTC)) - timedelta(days=1)
    return {"received_by": "phone", **boxes("received_on", day)}


def boxes(name: str, day: date) -> dict[str, str]:
    """The three boxes of a date."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def first_answer(
    visitor: Visitor,
    reference: str,
    slug: str = "first-answer",
    holder: str = "Morag MacLeod",
    **different: Any,
) -> dict[str, Any]:
    """A first answer, or another answer that is not the last, that is in order."""
    officers = options_of(visitor.get(f"/requests/{reference}/{slug}"), "holder_id")
    return {
        "message": "We have seen it.",
        "holder_id": officers[holder],
        "next_step": "An inspector measures it.",
        **boxes("next_update_on", a_working_day()),
        **different,
    }
