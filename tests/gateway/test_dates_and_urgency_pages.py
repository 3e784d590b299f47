"""Dates that two sides agree, the day of the work, and urgency, by the pages."""

from collections.abc import Callable
from datetime import date

import pytest

from gateway.wording import date_in_full
from tests.gateway import api_programs
from tests.gateway.casework import boxes, buttons, do, done, first_answer, links, page_of, pressed, raised
from tests.gateway.form_reading import form_to, seen
from tests.gateway.visitors import Visitor
from tests.working_days import a_working_day

Seat = Callable[[str], Visitor]


def far_off() -> date:
    """A working day that is later than any answer is due."""
    return a_working_day(70)


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


def test_a_date_that_the_service_proposes_is_agreed_by_the_member(
    owner: Visitor, officer: Visitor, reference: str
) -> None:
    day = far_off()
    assert "propose-date" in links(officer, reference)
    done(officer, reference, "propose-date", reason="The rings are made to order.", **boxes("due_on", day))
    assert "Your side proposed" in page_of(officer, reference)
    assert "agree-date" not in buttons(officer, reference)
    asked = page_of(owner, reference)
    assert "Harbours proposed" in asked
    assert "The rings are made to order." in asked
    assert f"Agree to {date_in_full(day)}" in asked
    pressed(owner, reference, "agree-date")
    for visitor in (owner, officer):
        assert f"{date_in_full(day)} was agreed as the new date" in page_of(visitor, reference)
    assert buttons(owner, reference) & {"agree-date", "decline-date"} == set()


def test_a_date_that_the_member_proposes_is_declined_by_the_service(
    owner: Visitor, officer: Visitor, reference: str
) -> None:
    day = far_off()
    done(owner, reference, "propose-date", reason="After the season is soon enough.", **boxes("due_on", day))
    assert "You proposed" in page_of(owner, reference)
    assert "Isla Mackinnon proposed" in page_of(officer, reference)
    assert {"agree-date", "decline-date"} <= buttons(officer, reference)
    pressed(officer, reference, "decline-date")
    assert f"{date_in_full(day)} was not agreed" in page_of(owner, reference)


def test_a_date_that_was_replaced_meanwhile_is_not_agreed_unseen(
    owner: Visitor, officer: Visitor, reference: str
) -> None:
    done(officer, reference, "propose-date", reason="To order.", **boxes("due_on", far_off()))
    path = f"/requests/{reference}/agree-date"
    shown = form_to(owner.get(path), path) | {"version": ""}
    later = a_working_day(90)
    done(officer, reference, "propose-date", reason="Later still.", **boxes("due_on", later))
    answer = owner.client.post(path, data=shown)
    assert answer.status_code == 409
    assert "another date has been proposed since" in seen(answer)


def test_what_is_wrong_with_a_date_is_said_beside_it(officer: Visitor, reference: str) -> None:
    empty = do(officer, reference, "propose-date")
    assert empty.status_code == 400
    for sentence in ("Enter the date", "Say why this date"):
        assert sentence in seen(empty), sentence
    past = do(officer, reference, "propose-date", reason="Why not", **boxes("due_on", date(2021, 6, 7)))
    assert past.status_code == 400
    assert seen(past).count("cannot be in the past") == 2
    work = do(
        officer, reference, "schedule-work", message="We fit them.", **boxes("work_on", date(2021, 6, 7))
    )
    assert work.status_code == 400
    assert seen(work).count("cannot be in the past") == 2


def test_a_day_for_the_work_is_told_to_the_member(owner: Visitor, officer: Visitor, reference: str) -> None:
    day = a_working_day()
    done(officer, reference, "schedule-work", message="A diver fits the rings.", **boxes("work_on", day))
    told = page_of(owner, reference)
    assert f"Work is planned for {date_in_full(day)}" in told
    assert "A diver fits the rings." in told


def test_the_head_of_service_makes_it_urgent(
    seat: Seat, owner: Visitor, officer: Visitor, reference: str
) -> None:
    assert "Say why it is urgent" in seen(do(owner, reference, "ask-urgency"))
    done(owner, reference, "ask-urgency", reason="The ferry ties up there tonight.")
    assert "You ask for it to be urgent. The head of service decides." in page_of(owner, reference)
    assert buttons(officer, reference) & {"accept-urgency"} == set()
    head = seat("head")
    assert "The ferry ties up there tonight." in page_of(head, reference)
    pressed(head, reference, "accept-urgency")
    assert "It is urgent from now on" in page_of(owner, reference)
    assert "ask-urgency" not in links(owner, reference)


def test_the_deputy_says_why_it_is_not_urgent(seat: Seat, owner: Visitor, reference: str) -> None:
    done(owner, reference, "ask-urgency", reason="I would like it soon.")
    deputy = seat("deputy")
    assert "Say why it is not urgent" in seen(do(deputy, reference, "refuse-urgency"))
    done(deputy, reference, "refuse-urgency", reason="Nothing ties up there in winter.")
    told = page_of(owner, reference)
    assert "It was not made urgent" in told
    assert "Nothing ties up there in winter." in told


def test_a_director_answers_what_stands_with_one(
    seat: Seat, owner: Visitor, officer: Visitor, reference: str
) -> None:
    director = seat("director")
    director.get(f"/requests/{reference}", status=404)
    done(owner, reference, "escalate", message="Nobody answers.")
    assert "With Mairi Weir, as it was escalated," in page_of(officer, reference)
    shown = seat("head").get(f"/requests/{reference}/first-answer")
    assert "Mairi Weir" in seen(shown)
    done(officer, reference, "full-answer", message="Ordered.", outcome="fulfilled")
    done(owner, reference, "escalate", message="They are not there.")
    assert "full-answer" in links(director, reference)
    done(director, reference, "full-answer", message="They come on Friday.", outcome="fulfilled")
    assert "Shona Fraser, Director" in page_of(owner, reference)


def test_drafts_of_reasons_wait(owner: Visitor, reference: str) -> None:
    answer = do(owner, reference, "ask-urgency", reason="Half a", save_draft="yes")
    assert answer.status_code == 303
    shown = owner.get(f"/requests/{reference}/ask-urgency")
    assert "You have a draft from today" in seen(shown)
    assert "Half a" in shown.get_data(as_text=True)


def test_a_first_answer_to_an_escalated_request_can_name_with_whom_it_stands(
    seat: Seat, owner: Visitor, reference: str
) -> None:
    done(owner, reference, "escalate", message="Nobody answers.")
    head = seat("head")
    done(head, reference, "first-answer", **first_answer(head, reference, holder="Mairi Weir"))
    assert "Mairi Weir has it." in page_of(owner, reference)
