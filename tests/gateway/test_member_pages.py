"""What a member starts from, before the real services."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from gateway.service_clients.clients import ServiceClients
from gateway.wording import date_in_full
from services.chassis.clock import council_date
from tests.gateway.casework import RAISE, by_phone, done, raised, raising
from tests.gateway.form_reading import form_to, options_of, parsed, seen, send
from tests.gateway.small_council import AILSA, EILIDH, MORAG, RORY
from tests.gateway.visitors import Visitor


@pytest.fixture
def officer(app: Flask, clients: ServiceClients) -> Visitor:
    """A browser in which an officer of Roads is signed in."""
    return Visitor(app, clients, MORAG)


def test_a_new_member_reads_what_will_be_there(app: Flask, clients: ServiceClients) -> None:
    newcomer = Visitor(app, clients, RORY)
    assert newcomer.get("/", status=303).headers["Location"] == "/home"
    assert "Nothing is open" in seen(newcomer.get("/home"))
    assert "No requests yet" in seen(newcomer.get("/requests"))


def test_the_form_names_services_and_puts_own_wards_first(visitor: Visitor) -> None:
    form = visitor.get(RAISE)
    groups = [group.get("label") for group in parsed(form).iter("optgroup")]
    assert groups[-2:] == ["Your ward", "Other wards"]
    assert {"Education", "Roads and Infrastructure"} <= set(groups[:-2])
    assert form_to(form, RAISE)["ward_id"] == "cowal"
    assert "member_id" not in form_to(form, RAISE)


def test_an_empty_form_says_everything_that_is_missing(visitor: Visitor) -> None:
    answer = send(visitor, RAISE, RAISE)
    assert answer.status_code == 400
    for sentence in (
        "Choose information or action",
        "Choose what it is about",
        "Enter a subject",
        "Say what happened",
        "Say what you ask for",
    ):
        assert seen(answer).count(sentence) == 2, sentence


def test_what_the_service_refuses_is_said_beside_the_field(visitor: Visitor) -> None:
    answer = send(visitor, RAISE, RAISE, **raising(subject="Hole\u202e here"))
    assert answer.status_code == 400
    assert seen(answer).count("The subject has characters in it that cannot be shown.") == 2
    assert form_to(answer, RAISE)["ask"] == raising()["ask"]


def test_raising_leads_to_its_reference_and_what_happens_next(visitor: Visitor) -> None:
    reference = raised(visitor)
    page = seen(visitor.get(f"/requests/{reference}/sent"))
    assert reference in page
    assert "Roads and Infrastructure has “Pothole at the school gate”" in page


def test_sending_a_form_twice_raises_one_request(visitor: Visitor) -> None:
    form = form_to(visitor.get(RAISE), RAISE) | raising(subject="Sent twice")
    first, second = (visitor.client.post(RAISE, data=form).headers["Location"] for _ in range(2))
    assert first == second
    assert seen(visitor.get("/requests")).count("Sent twice") == 1


def test_a_draft_is_kept_offered_and_discarded(visitor: Visitor) -> None:
    typed = {"subject": "Half a thought", "category_id": "potholes"}
    answer = send(visitor, RAISE, RAISE, save_draft="yes", **typed)
    assert answer.status_code == 303
    home = visitor.get("/home")
    assert "You have a draft, “Half a thought”, from today at" in seen(home)
    again = visitor.get(RAISE)
    assert form_to(again, RAISE).items() >= typed.items()
    assert send(visitor, again, "/requests/raise/discard").status_code == 303
    assert form_to(visitor.get(RAISE), RAISE)["subject"] == ""


def test_a_draft_saves_itself_and_goes_when_it_is_sent(visitor: Visitor) -> None:
    form = form_to(visitor.get(RAISE), RAISE)
    nothing = visitor.client.post("/requests/raise/draft", data=form)
    assert nothing.status_code == 204
    saved = visitor.client.post("/requests/raise/draft", data=form | {"subject": "Half"})
    assert saved.get_data(as_text=True).startswith("Draft saved at ")
    raised(visitor)
    assert "draft" not in seen(visitor.get(RAISE))


def test_a_draft_that_is_too_long_says_so(visitor: Visitor) -> None:
    form = form_to(visitor.get(RAISE), RAISE) | {"what_happened": "x" * 30_000, "ask": "x" * 30_000}
    answer = visitor.client.post("/requests/raise/draft", data=form)
    assert "A draft can be up to 40,000 characters" in answer.get_data(as_text=True)


def test_the_portfolio_is_narrowed_by_its_address(visitor: Visitor) -> None:
    school = raised(
        visitor, subject="A place at the primary", category_id="school-places", kind="information"
    )
    pothole = raised(visitor, subject="Only a hole")
    page = seen(visitor.get("/requests?category=school-places&kind=information&ward=cowal&state=in_action"))
    assert school in page
    assert pothole not in page
    found = visitor.get(f"/requests?reference={pothole.lower().replace('-', ' ')}")
    assert pothole in seen(found)
    assert school not in seen(found)


def test_a_list_that_holds_nothing_says_why(visitor: Visitor) -> None:
    raised(visitor)
    assert "No request of yours matches" in seen(visitor.get("/requests?state=finished&ward=dunoon"))


@pytest.mark.parametrize("query", ["state=nonsense", "kind=nonsense&ward=nonsense", "reference=%00"])
def test_an_address_that_makes_no_sense_is_read_as_well_as_can_be(visitor: Visitor, query: str) -> None:
    visitor.get(f"/requests?{query}")


def test_a_page_that_cannot_be_found_leads_to_the_first(visitor: Visitor) -> None:
    assert visitor.get("/requests?page=nonsense", status=303).headers["Location"] == "/requests"


def test_pages_follow_each_other_and_keep_the_filter(visitor: Visitor) -> None:
    for number in range(27):
        raised(visitor, subject=f"Sign {number} is down", category_id="school-places", kind="information")
    address = "/requests?category=school-places&kind=information"
    older = link_named(visitor, address, "Older requests")
    assert "category=school-places" in older
    newer = link_named(visitor, older, "Newer requests")
    assert "Sign 26 is down" in seen(visitor.get(newer))


def test_home_tells_what_waits_and_what_is_new(visitor: Visitor, officer: Visitor) -> None:
    asked = raised(visitor, subject="Which light is out")
    done(officer, asked, "question", message="Which pole?")
    answered = raised(visitor, subject="Light at the pier")
    done(officer, answered, "full-answer", message="Mended.", outcome="fulfilled")
    home = seen(visitor.get("/home"))
    assert "Questions for you" in home
    assert "Which light is out" in home
    assert "Answered: is it done?" in home
    assert "Light at the pier New" in home


def test_the_desk_raises_for_a_member_as_it_came_in(
    app: Flask, clients: ServiceClients, visitor: Visitor
) -> None:
    desk = Visitor(app, clients, EILIDH)
    assert desk.get("/", status=303).headers["Location"] == "/desk"
    nothing_said = send(desk, RAISE, RAISE, **raising())
    assert "Choose the member" in seen(nothing_said)
    member = options_of(desk.get(RAISE), "member_id")["Ailsa Munro"]
    reference = raised(desk, member_id=member, **by_phone())
    page = seen(visitor.get(f"/requests/{reference}"))
    assert "Logged as your request, which came in by phone" in page
    assert f"It came in on {date_in_full(council_date(datetime.now(UTC)) - timedelta(days=1))}" in page
    desk.get(f"/requests/{reference}/sent")
    found = desk.get(f"/desk?reference={reference.replace('-', '')}", status=303)
    assert found.headers["Location"] == f"/requests/{reference}"
    assert "Close it" not in seen(desk.get(f"/requests/{reference}"))


def test_the_desk_is_told_of_a_slip_in_a_reference(app: Flask, clients: ServiceClients) -> None:
    desk = Visitor(app, clients, EILIDH)
    assert "has a slip in it" in seen(desk.get("/desk?reference=MZ-2023-001234-A", status=404))
    assert "no such request" in seen(desk.get("/desk?reference=nonsense", status=404))


def test_an_earlier_case_comes_along_to_the_form(visitor: Visitor) -> None:
    assert form_to(visitor.get(f"{RAISE}?earlier=MZ-1"), RAISE)["earlier_case"] == "MZ-1"


def test_what_was_typed_when_the_session_ended_waits_after_signing_in(
    app: Flask, clients: ServiceClients, visitor: Visitor
) -> None:
    form = form_to(visitor.get(RAISE), RAISE) | raising(subject="Typed too long")
    other_tab = Visitor(app, clients, AILSA)
    send(other_tab, "/account", "/account/sign-out-everywhere")
    answer = visitor.client.post(RAISE, data=form)
    assert answer.status_code in (303, 403)
    assert "Typed too long" in answer.get_data(as_text=True) or "/sign-in" in answer.headers["Location"]


def link_named(visitor: Visitor, path: str, words: str) -> str:
    """Where the link with these words leads."""
    for link in parsed(visitor.get(path)).iter("a"):
        if words in " ".join("".join(link.itertext()).split()):
            return link.get("href", "")
    raise AssertionError(f"no link {words!r} at {path}")
