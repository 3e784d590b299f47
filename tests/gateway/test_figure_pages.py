"""Dashboards before the real services: who sees what, and the requests behind a figure."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from tests.gateway.casework import raised
from tests.gateway.form_reading import parsed, seen
from tests.gateway.visitors import Visitor
from tests.waiting import PATIENCE, until

Seat = Callable[[str], Visitor]

FIGURES = "/figures"
FIVE_SECONDS = 5.0


def behind(page: TestResponse, figure: str) -> str:
    """The address that the first `figure` on the page opens."""
    links = (link.get("href", "") for link in parsed(page).iter("a"))
    return next(href for href in links if f"figure={figure}" in href)


@pytest.fixture
def reference(newcomer: Visitor) -> str:
    """The only request of a member, once it is counted."""
    found = raised(newcomer, subject="Counted in the figures")
    page = until(
        lambda: opened(newcomer, found), within=30, what="the request to be counted among the member's own"
    )
    assert found in page
    return found


def opened(member: Visitor, wanted: str) -> str:
    """The requests behind what the member made, once `wanted` is among them."""
    page = member.get(FIGURES)
    if "figure=made" not in page.get_data(as_text=True):
        return ""
    words = seen(member.get(behind(page, "made")))
    return words if wanted in words else ""


@pytest.mark.parametrize("who", ["member", "officer", "head", "deputy", "director", "desk", "governance"])
def test_everybody_sees_the_figures_of_what_is_theirs(
    seat: Seat, newcomer: Visitor, reference: str, who: str
) -> None:
    page = (newcomer if who == "member" else seat(who)).get(FIGURES)
    words = seen(page)
    for heading in (
        "Month by month",
        "What is in action",
        "Time to respond",
        "On time",
        "What members thought",
    ):
        assert heading in words, heading
    assert "Counts everything that happened up to" in words
    assert '<svg role="img"' in page.get_data(as_text=True)


def test_a_member_sees_their_own_and_nobody_elses(seat: Seat, newcomer: Visitor, reference: str) -> None:
    other = seat("other member")
    raised(other, subject="Another member's")
    assert reference in seen(newcomer.get(behind(newcomer.get(FIGURES), "made")))
    assert reference not in seen(other.get(f"{FIGURES}/requests?figure=made"))


def test_a_service_that_is_not_ones_own_is_refused(seat: Seat, reference: str) -> None:
    page = seat("officer").get(f"{FIGURES}?service=education", status=422)
    assert "You may see your own figures, or those of your services." in seen(page)


def test_a_figure_on_the_page_follows_a_change_within_five_seconds(newcomer: Visitor, reference: str) -> None:
    for _ in range(3):
        new = raised(newcomer, subject="Counted at once")
        until(lambda new=new: opened(newcomer, new), FIVE_SECONDS / PATIENCE, "the page's figure to follow")
    assert "not everything that happened since then is counted yet" not in seen(newcomer.get(FIGURES))
