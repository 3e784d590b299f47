"""The update paper on a page and as files, before the real services."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from gateway.documents import pdf as printing
from gateway.documents.formats import FORMATS
from services.chassis.clock import council_date
from tests.gateway.casework import boxes, raised
from tests.gateway.form_reading import seen
from tests.gateway.visitors import Visitor
from tests.waiting import until

Seat = Callable[[str], Visitor]

PAPER = "/update-paper"


@pytest.fixture
def desk(seat: Seat) -> Visitor:
    """A browser in which somebody of Member Services is signed in."""
    return seat("desk")


@pytest.fixture
def counted(desk: Visitor, visitor: Visitor) -> int:
    """How many requests reporting counts, once one more is among them."""
    before = made(desk)
    raised(visitor)
    until(lambda: made(desk) > before, within=30, what="the request to be counted")
    return made(desk)


def made(desk: Visitor) -> int:
    """How many requests were made, by the paper as JSON."""
    found: dict[str, Any] = json.loads(desk.get(f"{PAPER}/file.json").get_data())
    return int(found["columns"]["total"]["made"])


def address(**days: Any) -> str:
    """The paper's address for some days."""
    given = {box: value for name, day in days.items() for box, value in boxes(name, day).items()}
    return f"{PAPER}?" + "&".join(f"{box}={value}" for box, value in given.items())


def test_the_paper_tells_where_requests_stand_today(desk: Visitor, counted: int) -> None:
    page = desk.get(PAPER)
    words = seen(page)
    assert f"members made {counted:,} request" in words
    assert "Draft, not issued" in words
    assert "Counts everything that happened up to today at" in words
    assert "holds" in words
    assert '<svg role="img"' in page.get_data(as_text=True)


def test_before_the_first_request_there_is_nothing_to_count(desk: Visitor, counted: int) -> None:
    page = desk.get(address(as_at=date(2001, 1, 1)), status=422)
    assert "first request" in seen(page)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("as_at-day=31&as_at-month=2&as_at-year=2026", "As at the end of must be a real date"),
        ("as_at-day=x&as_at-month=2&as_at-year=2026", "As at the end of must be in numbers"),
        ("since-day=1", "Counted from must include a month and year"),
    ],
)
def test_a_day_that_makes_no_sense_is_said_on_the_form(desk: Visitor, query: str, sentence: str) -> None:
    for path in (PAPER, f"{PAPER}/file.pdf"):
        assert sentence in seen(desk.get(f"{path}?{query}", status=422))


def test_a_day_to_come_and_an_end_before_its_beginning_are_refused(desk: Visitor, counted: int) -> None:
    today = council_date(datetime.now(UTC))
    for days in ({"as_at": today + timedelta(days=1)}, {"as_at": today, "since": today + timedelta(days=1)}):
        page = seen(desk.get(address(**days), status=422))
        assert "There is something to put right" in page


def test_the_paper_is_downloaded_in_every_format(desk: Visitor, counted: int) -> None:
    today = council_date(datetime.now(UTC))
    for name, made_as in FORMATS.items():
        answer = desk.client.get(f"{PAPER}/file.{name}")
        assert answer.status_code == 200, name
        assert answer.headers["Content-Type"] == made_as.media_type
        expected = f'attachment; filename="draft-update-paper-{today.isoformat()}.{name}"'
        assert answer.headers["Content-Disposition"] == expected
        if name == "pdf":
            text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.get_data())).pages)
            assert "A draft: this paper has not been issued." in " ".join(text.split())


def test_a_format_that_is_none_is_not_found(desk: Visitor) -> None:
    desk.get(f"{PAPER}/file.exe", status=404)


def test_without_text_layout_the_page_says_what_to_install(
    desk: Visitor, counted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Any:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(printing, "printer", refuse)
    page = seen(desk.get(f"{PAPER}/file.pdf", status=503))
    assert "apt-get install --no-install-recommends libpango-1.0-0" in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("director", 200), ("desk", 200), ("governance", 200), ("member", 403), ("officer", 403)],
)
def test_who_may_make_a_paper(seat: Seat, counted: int, who: str, status: int) -> None:
    seat(who).get(PAPER, status=status)
