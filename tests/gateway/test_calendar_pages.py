"""The council's calendar and the service standards, by the pages of an administrator."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gateway.wording import date_in_full
from services.chassis.identifiers import new_id
from tests.gateway import api_programs
from tests.gateway.casework import boxes, page_of, raised
from tests.gateway.form_reading import form_to, seen
from tests.gateway.visitors import Visitor
from tests.waiting import until
from tests.working_days import a_working_day

Seat = Callable[[str], Visitor]
CALENDAR = "/administration/calendar"
STANDARDS = "/administration/standards"


@pytest.fixture
def administrator(seat: Seat) -> Visitor:
    """Una's browser."""
    return seat("administrator")


def asked(administrator: Visitor, **filled: Any) -> dict[str, Any]:
    """The form for a change of the calendar, filled in."""
    return {"csrf_token": administrator.token(CALENDAR), "version": version_of(administrator), **filled}


def version_of(administrator: Visitor) -> str:
    """The version of the calendar that the page shows."""
    return str(form_to(administrator.get(CALENDAR), CALENDAR)["version"])


def test_a_closure_is_looked_at_saved_told_to_both_sides_and_taken_back(
    seat: Seat, administrator: Visitor
) -> None:
    owner, officer = seat("member"), seat("officer")
    reference = raised(owner, **api_programs.raising())
    until(lambda: "First answer due by" in page_of(owner, reference), within=60)
    day = a_working_day(1)
    change = {**boxes("first", day), "kind": "closed", "reason": "Closed for the storm"}
    preview = administrator.client.post(CALENDAR, data=asked(administrator, **change))
    told = seen(preview)
    assert preview.status_code == 200
    assert "of running clocks would move" in told
    assert "First answer" in told
    saved = administrator.client.post(CALENDAR, data=form_to(preview, CALENDAR) | {"save": "yes"})
    assert saved.status_code == 303, seen(saved)
    page = seen(administrator.get(f"{CALENDAR}?year={day.year}"))
    assert f"{date_in_full(day)}: Closed for the storm" in page
    assert "by Una Scott" in page
    for visitor in (owner, officer):
        until(lambda by=visitor: "The council’s calendar changed." in page_of(by, reference), within=60)
        told = page_of(visitor, reference)
        assert f"{date_in_full(day)} is not worked: Closed for the storm." in told
        assert "First answer: due by" in told
    why = seen(owner.get(f"/requests/{reference}/dates/initial_response/1"))
    assert "Not counted: Closed for the storm" in why
    assert "The council’s calendar changed." in why
    shown = administrator.get(f"{CALENDAR}?year={day.year}")
    undone = administrator.client.post(
        CALENDAR, data=form_to(shown, CALENDAR) | change | {"removed": "yes", "save": "yes"}
    )
    assert undone.status_code == 303, seen(undone)
    assert "taken back:" in seen(administrator.get(f"{CALENDAR}?year={day.year}"))


def test_what_cannot_be_is_said_beside_the_day(administrator: Visitor) -> None:
    saturday = date(2027, 3, 6)
    for different, sentence in (
        ({}, "Enter the day"),
        (boxes("first", saturday), "which is never a working day"),
        (boxes("first", date(2031, 3, 6)), "Choose a day in those years"),
        ({**boxes("first", saturday), **boxes("last", date(2027, 3, 1))}, "must be the day or later"),
    ):
        change = {"kind": "closed", "reason": "A storm", **different}
        refused = administrator.client.post(CALENDAR, data=asked(administrator, **change))
        assert refused.status_code == 400
        assert sentence in seen(refused)


def test_a_change_of_a_calendar_that_somebody_else_changed_is_looked_at_again(administrator: Visitor) -> None:
    change = {**boxes("first", date(2029, 3, 6)), "kind": "closed", "reason": "A storm"}
    stale = asked(administrator, **change) | {"version": "0"}
    assert administrator.client.post(CALENDAR, data=stale).status_code == 303
    assert "Somebody else changed the calendar meanwhile" in seen(administrator.get(CALENDAR))


def test_a_standard_is_recorded_and_what_it_does_not_change_is_said(administrator: Visitor) -> None:
    shown = administrator.get(STANDARDS)
    assert "What is finished never changes" in seen(shown)
    form = form_to(shown, STANDARDS) | {
        "clock": "full_response",
        "working_days": "15",
        "service_id": "libraries",
        **boxes("starts", a_working_day(30)),
    }
    assert administrator.client.post(STANDARDS, data=form).status_code == 303
    told = seen(administrator.get(STANDARDS))
    assert "The standard is recorded." in told
    assert "15 working days Libraries" in told
    wrong = administrator.client.post(
        STANDARDS, data=form | {"working_days": "0", "cut_off": "four", "key": new_id()}
    )
    assert wrong.status_code == 400
    for sentence in ("Working days must be between 1 and 250", "Write a time like 16:00"):
        assert sentence in seen(wrong)
    other = form | {"category_id": "moorings", "key": new_id()}
    assert "belongs to another service" in seen(administrator.client.post(STANDARDS, data=other))


def test_only_administrators_change_calendar_and_standards(seat: Seat) -> None:
    for who in ("member", "officer", "head"):
        for path in (CALENDAR, STANDARDS):
            seat(who).get(path, status=403)


def test_a_year_is_looked_at_by_its_number(administrator: Visitor) -> None:
    assert "Friday 25 December 2026: Christmas Day" in seen(administrator.get(f"{CALENDAR}?year=2026"))
    for odd in ("1900", "3000", "x"):
        administrator.get(f"{CALENDAR}?year={odd}")
