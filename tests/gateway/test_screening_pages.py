"""What may be personal is pointed out before it is sent; it is taken out, or sent with a reason."""

from collections.abc import Callable

import pytest

from tests.gateway import api_programs
from tests.gateway.api_programs import Program
from tests.gateway.casework import RAISE, do, page_of, raised
from tests.gateway.form_reading import form_to, seen, send
from tests.gateway.visitors import Visitor

Seat = Callable[[str], Visitor]
PHONE = "01546 602127"
REASON = "The crew has to ring first."


@pytest.fixture
def owner(seat: Seat) -> Visitor:
    """Isla's browser."""
    return seat("member")


@pytest.fixture(autouse=True)
def own_list(programs: dict[str, Program]) -> None:
    """The words are those that Member Zone comes with, whatever list somebody has put in their place."""
    programs["governance"].done("/screening-words", {"words": ""}, method="PUT")


def test_a_request_is_looked_over_before_it_is_sent(seat: Seat, owner: Visitor) -> None:
    typed = api_programs.raising(ask=f"Ring the owner on {PHONE} first.", subject="A subject of its own")
    asked = send(owner, RAISE, RAISE, **typed)
    assert asked.status_code == 200
    assert "Nothing was sent yet." in seen(asked)
    assert f"What do you ask for?: “Ring the owner on {PHONE} first.” looks like" in seen(asked)
    assert f"<mark>{PHONE}</mark>" in asked.get_data(as_text=True)
    assert "A subject of its own" not in seen(owner.get("/requests"))
    sent = send(owner, asked, RAISE, why_needed=REASON)
    assert sent.status_code == 303
    reference = sent.headers["Location"].split("/")[2]
    assert REASON in page_of(seat("governance"), reference)
    for reader in (owner, seat("officer")):
        assert REASON not in page_of(reader, reference)


def test_what_is_taken_out_is_sent_without_a_reason(owner: Visitor) -> None:
    asked = send(owner, RAISE, RAISE, **api_programs.raising(ask=f"Ring {PHONE}."))
    assert send(owner, asked, RAISE, ask="Ring the owner.").status_code == 303


def test_a_place_may_have_its_postcode(owner: Visitor) -> None:
    raised(owner, **api_programs.raising(place="The pier, PA23 7HJ"))


def test_every_message_is_looked_over(seat: Seat, owner: Visitor) -> None:
    reference = raised(owner, **api_programs.raising())
    path = f"/requests/{reference}/message"
    asked = do(owner, reference, "message", message=f"Her son is autistic. Ring {PHONE}.")
    assert asked.status_code == 200
    assert "may tell of somebody’s health" in seen(asked)
    assert form_to(asked, path)["message"].strip() == f"Her son is autistic. Ring {PHONE}."
    assert "autistic" not in page_of(owner, reference)
    assert send(owner, asked, path, why_needed=REASON).status_code == 303
    assert "autistic" in page_of(seat("officer"), reference)
    note = do(seat("officer"), reference, "note", message=f"She is on {PHONE}.")
    assert "looks like somebody’s phone number" in seen(note)
