"""What a member keeps and looks up: diary, constituents, drafts, search, and what was asked already."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from services.chassis.clock import council_date
from tests.gateway import api_programs
from tests.gateway.casework import RAISE, boxes, done, page_of, raised, raising
from tests.gateway.form_reading import form_to, parsed, seen, send
from tests.gateway.visitors import Visitor
from tests.waiting import until
from tests.working_days import yesterday

Seat = Callable[[str], Visitor]


@pytest.fixture
def owner(seat: Seat) -> Visitor:
    """Isla's browser."""
    return seat("member")


def mooring(visitor: Visitor, **different: Any) -> str:
    """The reference of a request about moorings."""
    return raised(visitor, **api_programs.raising(**different))


def hrefs(visitor: Visitor, path: str, start: str) -> list[str]:
    """Where the page's links lead that start so."""
    found = (link.get("href", "") for link in parsed(visitor.get(path)).iter("a"))
    return [href for href in found if href.startswith(start)]


def test_a_note_is_kept_changed_and_erased(newcomer: Visitor) -> None:
    assert "Nothing is noted yet" in seen(newcomer.get("/diary"))
    empty = send(newcomer, "/diary", "/diary")
    assert empty.status_code == 400
    assert "Write your note" in seen(empty)
    assert send(newcomer, "/diary", "/diary", words="Ring the harbour master").status_code == 303
    assert "Ring the harbour master" in seen(newcomer.get("/diary"))
    (path,) = hrefs(newcomer, "/diary", "/diary/")
    assert send(newcomer, path, path, words="Write to the pier master").status_code == 303
    page = seen(newcomer.get("/diary"))
    assert "Write to the pier master" in page
    assert "harbour master" not in page
    assert send(newcomer, path, f"{path}/erase").status_code == 303
    assert "Nothing is noted yet" in seen(newcomer.get("/diary"))
    newcomer.get(path, status=404)


def test_what_one_wants_to_be_reminded_of_today_comes_first(newcomer: Visitor) -> None:
    today = council_date(datetime.now(UTC))
    send(newcomer, "/diary", "/diary", words="Some time")
    send(newcomer, "/diary", "/diary", words="Now", **boxes("remind_on", today))
    page = seen(newcomer.get("/diary"))
    assert page.index("You wanted to be reminded") < page.index("Now") < page.index("Some time")
    assert "Remind on today" in page


def test_a_note_of_a_request_is_the_writers_alone(seat: Seat, owner: Visitor) -> None:
    reference = mooring(owner)
    path = f"/requests/{reference}/diary"
    before = set(hrefs(owner, "/diary", "/diary/"))
    assert send(owner, path, path, words="He was cross.").headers["Location"] == f"/requests/{reference}"
    assert "He was cross." in page_of(owner, reference)
    assert "He was cross." in seen(owner.get(path))
    assert hrefs(owner, "/diary", f"/requests/{reference}") == [f"/requests/{reference}"]
    for other in ("officer", "desk", "governance"):
        assert "He was cross." not in page_of(seat(other), reference)
        seat(other).get(path, status=403)
    colleague = seat("colleague")
    colleague.get(path, status=404)
    (own,) = set(hrefs(owner, "/diary", "/diary/")) - before
    colleague.get(own, status=404)
    token = {"csrf_token": colleague.token()}
    assert colleague.client.post(own, data=token | {"words": "Mine"}).status_code == 404
    assert colleague.client.post(f"{own}/erase", data=token).status_code == 303
    assert "He was cross." in page_of(owner, reference)


def test_constituents_are_looked_up_with_their_requests(owner: Visitor, seat: Seat) -> None:
    reference = mooring(owner)
    agreement = {
        "name": "Una Looked-Up",
        "contact": "Up the brae",
        "agreed_to": "That I ask for her.",
        "agreed_how": "At my surgery.",
        **boxes("agreed_on", yesterday()),
    }
    done(owner, reference, "constituent", **agreement)
    page = seen(owner.get("/constituents?name=looked"))
    assert "Una Looked-Up" in page
    assert reference in page
    assert "does not see who it is" in page
    assert "No constituent of yours has that name" in seen(owner.get("/constituents?name=nobody-at-all"))
    assert "Una" not in seen(seat("colleague").get("/constituents"))
    assert f"/requests/{reference}/withdraw-agreement" in hrefs(owner, "/constituents", "/requests/")
    done(owner, reference, "withdraw-agreement")
    assert "Una Looked-Up" not in seen(owner.get("/constituents"))


def test_a_ward_colleague_finds_what_is_shared_and_asks_to_join(seat: Seat, owner: Visitor) -> None:
    reference, hidden = mooring(owner, subject="A shared ring"), mooring(owner, subject="A private ring")
    done(owner, reference, "sharing", sharing="ward_colleagues")
    colleague = seat("colleague")
    page = seen(colleague.get("/ward"))
    assert "A shared ring" in page
    assert hidden not in page
    assert "rusted through" not in page
    answer = send(colleague, "/ward", f"/requests/{reference}/join")
    assert answer.status_code == 303
    assert "You have asked to join. Isla Mackinnon decides." in seen(colleague.get("/ward"))
    assert reference not in seen(seat("other member").get("/ward"))
    seat("officer").get("/ward", status=403)
    assert colleague.get("/ward?page=nonsense", status=303).headers["Location"] == "/ward"


def test_search_finds_what_the_reader_may_see(seat: Seat, owner: Visitor) -> None:
    reference = mooring(owner, subject="Bollards beside the lighthouse")
    until(lambda: reference in seen(owner.get("/search?words=bollards+light")))
    page = seen(owner.get(f"/search?words={reference}"))
    assert "Bollards beside the lighthouse" in page
    assert "Found in reference" in page
    assert "Found in subject" in seen(seat("officer").get("/search?words=bollards"))
    assert "Nothing was found" in seen(seat("officer of another service").get("/search?words=bollards"))
    assert "Nothing was found" in seen(seat("colleague").get("/search?words=bollards"))
    assert "Among your own requests" in seen(owner.get("/search"))
    assert "Nothing was found" in seen(owner.get("/search?words=" + "x" * 300))


def test_drafts_are_listed_with_the_way_back_and_thrown_away(newcomer: Visitor) -> None:
    reference = mooring(newcomer)
    path = f"/requests/{reference}/ask-urgency"
    assert send(newcomer, path, path, reason="Because of", save_draft="yes").status_code == 303
    assert send(newcomer, RAISE, RAISE, subject="Half a thought", save_draft="yes").status_code == 303
    page = newcomer.get("/drafts")
    assert "Half a thought" in seen(page)
    assert path in hrefs(newcomer, "/drafts", "/requests/")
    discarded = send(newcomer, page, "/drafts/discard")
    assert discarded.headers["Location"] == "/drafts"
    left = seen(newcomer.get("/drafts"))
    assert "Half a thought" not in left
    assert reference in left
    send(newcomer, "/drafts", "/drafts/discard")
    assert "No drafts" in seen(newcomer.get("/drafts"))


def test_what_was_asked_already_is_shown_while_writing_and_by_a_button(seat: Seat, owner: Visitor) -> None:
    subject = "Seagulls on the pavilion roof"
    reference = mooring(owner, subject=subject)
    part = f"{RAISE}/already-asked?ward_id=cowal&subject=Seagulls+pavilion"
    until(lambda: subject in owner.get_part(part))
    assert "you can ask to join" not in owner.get_part(part)
    assert subject not in seat("colleague").get_part(part)
    done(owner, reference, "sharing", sharing="ward_colleagues")
    until(lambda: "you can ask to join it" in seat("colleague").get_part(part))
    assert owner.get_part(f"{RAISE}/already-asked").strip() == ""
    shown = send(
        owner, RAISE, RAISE, **raising(subject="Seagulls pavilion", place="", look="yes", ask="Kept.")
    )
    assert shown.status_code == 200
    assert "Was this asked already?" in seen(shown)
    assert subject in seen(shown)
    assert form_to(shown, RAISE)["ask"] == "Kept."
    nothing = send(owner, RAISE, RAISE, **raising(subject="Quinquireme", place="", look="yes"))
    assert "Nothing like it was found" in seen(nothing)


def test_the_desk_looks_among_the_members_requests(seat: Seat, owner: Visitor) -> None:
    mooring(owner, subject="Puffins on the slipway")
    desk = seat("desk")
    part = f"{RAISE}/already-asked?ward_id=cowal&subject=Puffins"
    assert desk.get_part(part).strip() == ""
    until(lambda: "Puffins on the slipway" in desk.get_part(f"{part}&member_id={owner.person_id}"))
