"""Things that people do with requests through the pages, for tests that need something to look at."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from werkzeug.test import TestResponse

from services.chassis.clock import council_date
from tests.gateway.form_reading import options_of, send
from tests.gateway.visitors import Visitor

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


def by_phone() -> dict[str, str]:
    """How and when a request came in that the desk logs: by phone, yesterday."""
    day = council_date(datetime.now(UTC)) - timedelta(days=1)
    return {"received_by": "phone", **boxes("received_on", day)}


def boxes(name: str, day: date) -> dict[str, str]:
    """The three boxes of a date."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def a_working_day() -> dict[str, str]:
    """The three boxes of a working day about a week from now."""
    day = council_date(datetime.now(UTC)) + timedelta(days=7)
    day += timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
    return boxes("next_update_on", day)


def first_answer(
    visitor: Visitor, reference: str, slug: str = "first-answer", **different: Any
) -> dict[str, Any]:
    """A first answer, or another answer that is not the last, that is in order."""
    officers = options_of(visitor.get(f"/requests/{reference}/{slug}"), "holder_id")
    return {
        "message": "We have seen it.",
        "holder_id": officers["Morag MacLeod"],
        "next_step": "An inspector measures it.",
        **a_working_day(),
        **different,
    }
