"""Who else may know of a request, by the pages: ward colleagues, who joins, and constituents."""

from collections.abc import Callable

import pytest

from tests.gateway import api_programs
from tests.gateway.casework import boxes, buttons, do, done, first_answer, links, page_of, pressed, raised
from tests.gateway.form_reading import options_of, seen
from tests.gateway.visitors import Visitor
from tests.working_days import yesterday

Seat = Callable[[str], Visitor]
AGREEMENT = {
    "name": "Morag MacSecret",
    "contact": "12 Secret Road",
    "agreed_to": "Telling the service where she lives.",
    "agreed_how": "By telephone.",
    **boxes("agreed_on", yesterday()),
}


@pytest.fixture
def owner(seat: Seat) -> Visitor:
    """Isla's browser."""
    return seat("member")


@pytest.fixture
def colleague(seat: Seat) -> Visitor:
    """Ailsa's: she serves the same ward."""
    return seat("colleague")


@pytest.fixture
def reference(owner: Visitor) -> str:
    """A request of Isla's about moorings."""
    return raised(owner, **api_programs.raising())


def shared(owner: Visitor, reference: str) -> None:
    """Let the ward's members see it."""
    done(owner, reference, "sharing", sharing="ward_colleagues")


def test_a_colleague_asks_to_join_and_is_told_what_the_owner_is_told(
    seat: Seat, owner: Visitor, colleague: Visitor, reference: str
) -> None:
    shared(owner, reference)
    assert "The other members of the ward, in outline" in page_of(owner, reference)
    assert buttons(colleague, reference) == {"join"}
    pressed(colleague, reference, "join")
    assert "You have asked to join. Isla Mackinnon decides." in page_of(colleague, reference)
    assert buttons(colleague, reference) == set()
    assert "Ailsa Munro asks to join." in page_of(owner, reference)
    pressed(owner, reference, "accept-join")
    assert "Joined Ailsa Munro" in page_of(owner, reference)
    officer = seat("officer")
    answer = first_answer(officer, reference, holder="Kirsty Lamont", message="We order the rings.")
    done(officer, reference, "first-answer", **answer)
    told = page_of(colleague, reference)
    assert "We order the rings." in told
    assert "Two rings have rusted through." not in told
    assert links(colleague, reference) == {"leave", "files"}
    assert reference in seen(colleague.get("/requests?whose=joined"))
    assert reference not in seen(colleague.get("/requests"))
    done(colleague, reference, "leave")
    assert "We order the rings." not in page_of(colleague, reference)
    assert "Ailsa Munro left" in page_of(owner, reference)


def test_a_colleague_may_be_refused(owner: Visitor, colleague: Visitor, reference: str) -> None:
    shared(owner, reference)
    pressed(colleague, reference, "join")
    assert "Ailsa Munro" in options_of(owner.get(f"/requests/{reference}/refuse-join"), "member_id")
    pressed(owner, reference, "refuse-join")
    assert "Ailsa Munro was not taken in" in page_of(owner, reference)
    assert buttons(colleague, reference) == {"join"}


def test_sharing_that_is_so_already_is_said_so(owner: Visitor, reference: str) -> None:
    answer = do(owner, reference, "sharing", sharing="only_me")
    assert answer.status_code == 409
    assert "that is how it is shared already" in seen(answer)


def test_a_constituent_is_attached_with_their_agreement_and_goes_with_it(
    seat: Seat, owner: Visitor, reference: str
) -> None:
    missing = do(owner, reference, "constituent")
    assert missing.status_code == 400
    for sentence in (
        "Enter the constituent’s name",
        "Say what they agreed to",
        "Enter the date on which they",
    ):
        assert sentence in seen(missing), sentence
    done(owner, reference, "constituent", **AGREEMENT)
    page = page_of(owner, reference)
    assert "Name Morag MacSecret" in page
    assert "The service does not see who it is" in page
    assert "MacSecret" not in page_of(seat("officer"), reference)
    done(owner, reference, "constituent", **AGREEMENT, service_may_see="y")
    assert "MacSecret" in page_of(seat("officer"), reference)
    assert "withdraw-agreement" in links(owner, reference)
    done(owner, reference, "withdraw-agreement")
    assert "MacSecret" not in page_of(owner, reference)


def test_a_constituent_that_one_has_is_chosen(owner: Visitor, reference: str) -> None:
    done(owner, reference, "constituent", **AGREEMENT | {"name": "Angus Chosen"})
    other = raised(owner, **api_programs.raising(subject="Another matter"))
    known = options_of(owner.get(f"/requests/{other}/constituent"), "constituent_id")
    done(owner, other, "constituent", constituent_id=known["Angus Chosen"])
    assert "Name Angus Chosen" in page_of(owner, other)


def test_the_desk_attaches_a_constituent_and_sees_no_list_of_others(
    seat: Seat, owner: Visitor, reference: str
) -> None:
    desk = seat("desk")
    assert "One of your constituents" not in seen(desk.get(f"/requests/{reference}/constituent"))
    done(desk, reference, "constituent", **AGREEMENT)
    assert "Name Morag MacSecret" in page_of(owner, reference)


def test_a_date_of_agreement_in_the_future_is_refused_beside_its_field(
    owner: Visitor, reference: str
) -> None:
    later = boxes("agreed_on", yesterday().replace(year=yesterday().year + 1))
    answer = do(owner, reference, "constituent", **AGREEMENT | later)
    assert answer.status_code == 400
    assert seen(answer).count("The date of the agreement cannot be in the future.") == 2
