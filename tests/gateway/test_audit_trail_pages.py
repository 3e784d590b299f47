"""Information Governance sees who read beyond their own work, narrows it, and pages through it."""

from collections.abc import Callable

import pytest

from tests.gateway.api_programs import Program, raising
from tests.gateway.form_reading import seen
from tests.gateway.visitors import Visitor

Seat = Callable[[str], Visitor]
PAGE = "/audit-trail"


@pytest.fixture
def reference(programs: dict[str, Program], seat: Seat) -> str:
    """A new request's, that Member Services have opened."""
    raised = programs["member"].done("/requests", raising(), method="POST")
    seat("desk").get(f"/requests/{raised['reference']}")
    return str(raised["reference"])


def test_it_is_in_the_navigation_of_information_governance_alone(seat: Seat) -> None:
    assert f'href="{PAGE}"' in seat("governance").get("/requests/find").get_data(as_text=True)
    for who in ("member", "officer", "head", "desk", "administrator"):
        assert seat(who).client.get(PAGE).status_code == 403, who


def test_who_read_a_request_is_told(seat: Seat, reference: str) -> None:
    told = seen(seat("governance").get(f"{PAGE}?reference={reference}"))
    assert f"Read {reference}" in told
    assert "Member Services" in told


def test_one_person_s_readings_are_a_click_away(
    seat: Seat, programs: dict[str, Program], reference: str
) -> None:
    (entry,) = programs["governance"].seen("/audit-trail", reference=reference)["entries"]
    page = seat("governance").get(f"{PAGE}?person={entry['person_id']}&reference={reference}")
    told = seen(page)
    assert f"Only what {entry['person']} read." in told
    assert "Show everybody" in told
    assert f"Read {reference}" in told


def test_what_nobody_read_says_so_and_leads_back(seat: Seat) -> None:
    told = seen(seat("governance").get(f"{PAGE}?reference=MZ-2020-000001-0"))
    assert "Nobody did" in told
    assert "See the whole trail" in told


def test_a_day_that_is_none_is_said_so(seat: Seat) -> None:
    wrong = "until-day=31&until-month=2&until-year=2026"
    answer = seat("governance").client.get(f"{PAGE}?person=somebody&{wrong}")
    assert answer.status_code == 400
    assert "There is something to put right" in answer.get_data(as_text=True)
    assert 'name="person" value="somebody"' in answer.get_data(as_text=True)


def test_a_page_that_is_none_leads_to_the_first(seat: Seat, reference: str) -> None:
    answer = seat("governance").client.get(f"{PAGE}?page=nothing&reference={reference}")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"{PAGE}?reference={reference}")
