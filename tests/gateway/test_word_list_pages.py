"""Information Governance changes the words that are pointed out, and sees first what a change does."""

from collections.abc import Callable, Iterator

import pytest

from tests.gateway.api_programs import Program
from tests.gateway.form_reading import form_to, seen, send
from tests.gateway.visitors import Visitor

Seat = Callable[[str], Visitor]
PAGE = "/words-pointed-out"
OWN = "health: grippe\nother: mist*"


@pytest.fixture
def governance(seat: Seat, programs: dict[str, Program]) -> Iterator[Visitor]:
    """Hamish's browser. Before and after, the list is the one that Member Zone comes with."""
    programs["governance"].done("/screening-words", {"words": ""}, method="PUT")
    yield seat("governance")
    programs["governance"].done("/screening-words", {"words": ""}, method="PUT")


def test_the_page_is_in_the_navigation_of_information_governance_alone(
    seat: Seat, governance: Visitor
) -> None:
    assert f'href="{PAGE}"' in governance.get("/requests/find").get_data(as_text=True)
    assert "dementia" in form_to(governance.get(PAGE), PAGE)["words"]
    for who in ("member", "officer", "head", "desk", "administrator"):
        assert seat(who).client.get(PAGE).status_code == 403, who


def test_what_a_list_would_do_is_seen_before_it_is_kept(governance: Visitor) -> None:
    told = send(governance, PAGE, PAGE, words=OWN, sample="A mist, and dementia.", preview="yes")
    assert told.status_code == 200
    assert "Nothing is kept yet." in seen(told)
    assert "New grippe (health) mist* (other)" in seen(told)
    assert "dementia (health)" in seen(told)
    assert "<mark>mist</mark>" in told.get_data(as_text=True)
    assert "<mark>dementia</mark>" not in told.get_data(as_text=True)
    assert form_to(told, PAGE)["words"].strip() == OWN
    assert "dementia" in form_to(governance.get(PAGE), PAGE)["words"]


def test_a_list_is_kept_and_the_first_one_comes_back(governance: Visitor) -> None:
    assert send(governance, PAGE, PAGE, words=OWN).status_code == 303
    kept = governance.get(PAGE)
    assert "It is used from now on." in kept.get_data(as_text=True)
    assert form_to(kept, PAGE)["words"].strip() == OWN
    same = send(governance, PAGE, PAGE, sample="Only fog.", preview="yes")
    assert "the same words as the list of now" in seen(same)
    assert "Nothing would be pointed out" in seen(same)
    assert send(governance, PAGE, PAGE, reset="yes").status_code == 303
    assert "dementia" in form_to(governance.get(PAGE), PAGE)["words"]


@pytest.mark.parametrize("button", [{}, {"preview": "yes"}])
def test_what_cannot_be_a_list_is_said_beside_it(governance: Visitor, button: dict[str, str]) -> None:
    refused = send(governance, PAGE, PAGE, words="no heading", **button)
    assert refused.status_code == 400
    assert "Line 1 has no heading" in seen(refused)
    assert form_to(refused, PAGE)["words"].strip() == "no heading"
