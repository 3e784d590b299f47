"""Who deals with a request, by the pages: passed on, contributed to, linked, merged; notes and numbers."""

from collections.abc import Callable

import pytest

from gateway.service_clients.clients import Ask, ServiceClients, Settled
from gateway.service_clients.outcome import Outcome
from tests.gateway import api_programs
from tests.gateway.casework import buttons, do, done, links, page_of, pressed, raised
from tests.gateway.form_reading import form_to, options_of, seen
from tests.gateway.visitors import Visitor

Seat = Callable[[str], Visitor]
NOTE, PART = "The harbour master is on leave.", "We have the tide tables in the library."


@pytest.fixture
def owner(seat: Seat) -> Visitor:
    """Isla's browser."""
    return seat("member")


@pytest.fixture
def officer(seat: Seat) -> Visitor:
    """Kirsty's: she is of the service that gets it."""
    return seat("officer")


@pytest.fixture
def reference(owner: Visitor) -> str:
    """A request of Isla's about moorings."""
    return raised(owner, **api_programs.raising())


def test_a_request_is_passed_to_another_service_with_its_category(
    seat: Seat, owner: Visitor, officer: Visitor, reference: str
) -> None:
    missing = seen(do(officer, reference, "transfer"))
    assert "Choose a category of the service that is to have it" in missing
    assert "Say why it is theirs" in missing
    offered = options_of(officer.get(f"/requests/{reference}/transfer"), "category_id")
    assert "Book loans" in offered
    assert "Moorings" not in offered
    done(officer, reference, "transfer", category_id="book-loans", reason="The rings are in a book.")
    told = page_of(owner, reference)
    assert "Passed from Harbours to Libraries" in told
    assert "The rings are in a book." in told
    assert "With Libraries since today" in told
    assert "full-answer" in links(seat("officer of another service"), reference)
    assert "You can see where this request stands, and nothing more" in page_of(officer, reference)


def test_another_service_adds_its_part_for_the_service_alone(
    seat: Seat, owner: Visitor, officer: Visitor, reference: str
) -> None:
    assert "Choose a service" in seen(do(officer, reference, "add-contributor"))
    offered = options_of(officer.get(f"/requests/{reference}/add-contributor"), "service_id")
    assert "Harbours" not in offered
    done(officer, reference, "add-contributor", service_id=offered["Libraries"])
    assert "Libraries was asked for its part" in page_of(owner, reference)
    contributor = seat("officer of another service")
    assert "contribute" in links(contributor, reference)
    assert "Write your service’s part" in seen(do(contributor, reference, "contribute"))
    done(contributor, reference, "contribute", message=PART)
    for visitor in (officer, contributor):
        page = page_of(visitor, reference)
        assert "Part of Libraries" in page
        assert PART in page
        assert "Only services read this. No member sees it." in page
    assert PART not in page_of(owner, reference)
    assert "Libraries" in options_of(officer.get(f"/requests/{reference}/remove-contributor"), "service_id")
    pressed(officer, reference, "remove-contributor")
    assert "Libraries is no longer asked for its part" in page_of(owner, reference)
    contributor.get(f"/requests/{reference}", status=404)


def test_a_note_and_a_job_number_reach_no_member(
    seat: Seat, owner: Visitor, officer: Visitor, reference: str
) -> None:
    assert "Write your note" in seen(do(officer, reference, "note"))
    done(officer, reference, "note", message=NOTE)
    done(officer, reference, "job-number", job_number="HB-4711")
    for visitor in (officer, seat("head"), seat("governance")):
        page = page_of(visitor, reference)
        assert NOTE in page
        assert "HB-4711" in page
    for visitor in (owner, seat("desk")):
        page = page_of(visitor, reference)
        assert NOTE not in page
        assert "HB-4711" not in page
    path = f"/requests/{reference}/job-number"
    assert form_to(officer.get(path), path)["job_number"] == "HB-4711"
    done(officer, reference, "job-number", job_number="")
    assert "Job number" not in page_of(officer, reference)


def test_two_requests_are_linked_and_both_pages_say_so(
    owner: Visitor, officer: Visitor, reference: str
) -> None:
    other = raised(owner, **api_programs.raising(subject="The same rings"))
    assert "Enter the reference of the other request" in seen(do(officer, reference, "link"))
    nonsense = do(officer, reference, "link", other="MZ-2000-000001-X")
    assert nonsense.status_code == 400
    assert seen(nonsense).count("There is no such request that you can act on.") == 2
    done(officer, reference, "link", other=other.lower())
    for one, its_other in ((reference, other), (other, reference)):
        page = owner.get(f"/requests/{one}").get_data(as_text=True)
        assert f'href="/requests/{its_other}"' in page
        assert f"Linked with {its_other}" in page_of(owner, one)


def test_a_request_that_was_asked_twice_is_merged(owner: Visitor, officer: Visitor, reference: str) -> None:
    other = raised(owner, **api_programs.raising(subject="The same rings"))
    done(officer, reference, "merge", other=other)
    page = page_of(owner, reference)
    assert "Merged today" in page
    assert f"It goes on in {other}." in page
    assert do(officer, other, "merge", other=reference).status_code == 400


def test_a_request_of_somebody_else_waits_until_the_others_owner_takes_its_member_in(
    seat: Seat, owner: Visitor, officer: Visitor, reference: str
) -> None:
    colleague = seat("colleague")
    twice = raised(colleague, **api_programs.raising(subject="Those rings"))
    done(officer, twice, "merge", other=reference)
    assert "You can see where this request stands" in page_of(colleague, reference)
    assert "Ailsa Munro asks to join." in page_of(owner, reference)
    pressed(owner, reference, "accept-join")
    assert "The ask" in page_of(colleague, reference)


def test_what_it_is_about_is_put_right(owner: Visitor, officer: Visitor, reference: str) -> None:
    path = f"/requests/{reference}/amend"
    form = form_to(officer.get(path), path)
    assert form["subject"] == api_programs.raising()["subject"]
    assert form["category_id"] == "moorings"
    assert "Enter a subject" in seen(do(officer, reference, "amend", subject=""))
    same = do(officer, reference, "amend")
    assert same.status_code == 409
    assert "nothing that you gave differs from what it says" in seen(same)
    done(owner, reference, "amend", subject="Rings at the new pier", place="", ward_id="dunoon")
    page = page_of(officer, reference)
    assert "Rings at the new pier" in page
    assert "The subject was Mooring rings at the old pier" in page
    assert "Ward Dunoon" in page


def test_an_outside_body_of_the_directory_is_shown_with_how_to_reach_it(
    owner: Visitor, officer: Visitor, reference: str
) -> None:
    answer = {"message": "The crown owns the seabed. Ask them.", "outcome": "referred"}
    missing = seen(do(officer, reference, "full-answer", **answer))
    assert "Choose the outside body, or name it" in missing
    bodies = options_of(officer.get(f"/requests/{reference}/full-answer"), "outside_body_id")
    strange = do(
        officer,
        reference,
        "full-answer",
        **answer,
        outside_body_id=bodies["Crown Estate Scotland"],
        shareable="Something else entirely.",
    )
    assert strange.status_code == 400
    assert seen(strange).count("words that the answer does not have") == 2
    done(
        officer,
        reference,
        "full-answer",
        **answer,
        outside_body_id=bodies["Crown Estate Scotland"],
        shareable="The crown owns the seabed.",
    )
    page = page_of(owner, reference)
    assert "Passed to Crown Estate Scotland 0131 376 1400" in page
    assert "This may be passed on The crown owns the seabed." in page


def test_a_message_is_taken_back_by_who_wrote_it(
    seat: Seat, owner: Visitor, officer: Visitor, reference: str
) -> None:
    done(owner, reference, "message", message="Wrong request, sorry.")
    assert "retract" in links(owner, reference)
    assert "retract" not in links(officer, reference)
    path = f"/requests/{reference}/retract"
    shown = owner.get(f"{path}?entry=2")
    assert form_to(shown, path)["sequence"] == "2"
    done(owner, reference, "retract", sequence="2")
    for visitor in (owner, officer):
        page = page_of(visitor, reference)
        assert "Wrong request, sorry." not in page
        assert "A message was taken back" in page
    assert "retract" not in links(owner, reference)
    officer.get(path, status=409)


def test_governance_takes_any_message_back_and_holds_and_redacts(
    seat: Seat, owner: Visitor, reference: str
) -> None:
    done(owner, reference, "message", message="Her secretname is on the list.")
    governance = seat("governance")
    assert (
        governance.get(f"/requests/find?reference={reference}", status=303)
        .headers["Location"]
        .endswith(reference)
    )
    assert {"retract", "hold", "redact"} == links(governance, reference)
    assert "Say why it is held" in seen(do(governance, reference, "hold"))
    done(governance, reference, "hold", reason="A court asks.")
    assert {"retract", "release-hold"} == links(governance, reference)
    assert "Legal hold" in page_of(owner, reference)
    assert "A court asks." not in page_of(owner, reference)
    done(governance, reference, "release-hold")
    assert "Say why it is redacted" in seen(do(governance, reference, "redact"))
    done(governance, reference, "redact", reason="Its time is over.")
    assert "secretname" not in page_of(owner, reference)
    assert buttons(seat("officer"), reference) <= {"assign"}


def test_a_reference_that_leads_nowhere_is_said_so(seat: Seat) -> None:
    governance = seat("governance")
    page = seen(governance.get("/requests/find?reference=MZ-2000-000001-X", status=404))
    assert "Find a request" in page
    governance.get("/requests/find")


def test_the_desk_hands_over_what_rests(
    seat: Seat, owner: Visitor, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = seat("desk")
    desk.get(f"/requests/{reference}/hand-over", status=409)
    plain = ServiceClients.ask_together

    def at_rest(self: ServiceClients, asks: list[Ask], *more: float) -> list[Settled]:
        answers = plain(self, asks, *more)
        for ask, answer in zip(asks, answers, strict=True):
            if ask.call.name == "request" and isinstance(answer, Outcome):
                answer.result["permitted"] = ["hand_over"]
                answer.result["request"]["frozen"] = True
        return answers

    monkeypatch.setattr(ServiceClients, "ask_together", at_rest)
    page = page_of(desk, reference)
    assert "At rest Isla Mackinnon’s term of office has ended" in page
    assert links(desk, reference) == {"hand-over"}
    assert "Choose a member" in seen(do(desk, reference, "hand-over"))
    members = options_of(desk.get(f"/requests/{reference}/hand-over"), "member_id")
    assert "Isla Mackinnon" not in members
    refused = do(desk, reference, "hand-over", member_id=members["Finlay Munro"])
    assert refused.status_code == 409
    assert "its member is still in office" in seen(refused)
