"""The directory in pages: looked up, changed after a look at what follows, and refused in sentences."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from gateway.service_clients.clients import ServiceClients
from gateway.wording import date_in_full
from services.chassis.clock import council_date
from tests.gateway.casework import boxes, raised
from tests.gateway.form_reading import form_to, options_of, parsed, seen, send
from tests.gateway.page_checks import check_page
from tests.gateway.small_council import EILIDH, MORAG
from tests.gateway.visitors import Visitor
from tests.waiting import until

TODAY = council_date(datetime.now(UTC))
TOMORROW = TODAY + timedelta(days=1)
START = "/administration/"
MADE = "The directory is changed."


@pytest.fixture
def administrator(app: Flask, clients: ServiceClients, whole_council: None) -> Visitor:
    """A browser in which Eilidh Stewart is signed in, who administers the directory."""
    return Visitor(app, clients, EILIDH)


def step(visitor: Visitor, preview: TestResponse, wanted: str) -> TestResponse:
    """Press one of the buttons under a preview: "make" or "back"."""
    [form] = [one for one in parsed(preview).iter("form") if one.get("action") != "/sign-out"]
    action = form.get("action", "")
    answer = visitor.client.post(action, data=form_to(preview, action) | {"step": wanted})
    if answer.status_code != 303:
        check_page(answer.get_data(as_text=True))
    return answer


def previewed(visitor: Visitor, path: str, **filled: Any) -> TestResponse:
    """Fill in the form at `path` and look at what follows."""
    shown = send(visitor, path, path, **filled)
    assert shown.status_code == 200, seen(shown)
    assert "Look at the change before it is made" in seen(shown)
    return shown


def made(visitor: Visitor, path: str, **filled: Any) -> str:
    """Fill in the form at `path`, look, and make the change; the words of the page that it leads to."""
    answer = step(visitor, previewed(visitor, path, **filled), "make")
    assert answer.status_code == 303, seen(answer)
    page = seen(visitor.get(answer.headers["Location"]))
    assert MADE in page
    return page


def person_path(visitor: Visitor, name: str) -> str:
    """The page of the person with this name, by way of the search."""
    return link(visitor.get(f"/administration/people?words={name}"), name)


def link(page: TestResponse, words: str) -> str:
    """Where the first link with these words leads."""
    found = [a.get("href", "") for a in parsed(page).iter("a") if words in "".join(a.itertext())]
    assert found, f"no link says {words} in: {seen(page)}"
    return found[0]


def added(visitor: Visitor, name: str, **holding: Any) -> str:
    """Somebody new, and the path of their page."""
    email = f"{name.lower().replace(' ', '.')}@council.test"
    made(visitor, "/administration/people/add", name=name, email=email, **holding)
    return person_path(visitor, name)


def test_it_is_where_administrators_begin_and_nobody_else_gets_there(
    app: Flask, clients: ServiceClients, administrator: Visitor, visitor: Visitor
) -> None:
    page = seen(administrator.get(START))
    for section in ("People", "Wards", "Services", "Categories", "Outside bodies", "Elections"):
        assert section in page
    assert re.search(r"\d+ wards", page)
    visitor.get(START, status=403)
    Visitor(app, clients, MORAG).get("/administration/people", status=403)


def test_people_are_found_by_name_role_service_and_ward(administrator: Visitor) -> None:
    page = administrator.get("/administration/people?words=morag&role=officer&service=roads")
    assert "Morag MacLeod" in seen(page)
    assert "Officer, Roads and Infrastructure" in seen(page)
    assert "Ailsa Munro" not in seen(page)
    assert "Nobody matches" in seen(administrator.get("/administration/people?words=nobody-at-all"))
    start = administrator.get("/administration/people?page=nonsense", status=303)
    assert start.headers["Location"] == "/administration/people"


def test_somebody_new_is_looked_at_first_and_can_sign_in_then(
    app: Flask, clients: ServiceClients, administrator: Visitor
) -> None:
    path = "/administration/people/add"
    filled = {"name": "Nan Shaw", "email": "nan.shaw@council.test", "role": "officer", "service_id": "roads"}
    preview = previewed(administrator, path, **filled)
    assert "Person Nan Shaw" in seen(preview)
    assert f"Officer in Roads and Infrastructure from {date_in_full(TODAY)}" in seen(preview)
    assert "Nobody matches" in seen(administrator.get("/administration/people?words=Nan Shaw"))
    assert step(administrator, preview, "make").status_code == 303
    assert Visitor(app, clients, "nan.shaw@council.test").get("/worklist")


def test_what_was_typed_is_there_again_for_whoever_goes_back(administrator: Visitor) -> None:
    path = "/administration/people/add"
    preview = previewed(administrator, path, name="Typed Once", email="typed.once@council.test")
    again = form_to(step(administrator, preview, "back"), path)
    assert (again["name"], again["email"]) == ("Typed Once", "typed.once@council.test")


def test_what_is_missing_is_said_beside_the_box(administrator: Visitor) -> None:
    path = "/administration/people/add"
    answer = send(administrator, path, path, name="", email="no address", role="officer")
    assert answer.status_code == 400
    for sentence in ("Write the name", "Write an e-mail address like", "Choose the service"):
        assert sentence in seen(answer)


def test_a_change_that_changes_nothing_says_so(administrator: Visitor) -> None:
    path = "/administration/wards/cowal"
    answer = send(administrator, path, path)
    assert answer.status_code == 400
    assert "Nothing would change: it is so already." in seen(answer)


def test_a_role_is_given_ended_and_taken_back_while_it_is_to_come(administrator: Visitor) -> None:
    page = added(administrator, "Lorn Adair", role="officer", service_id="roads")
    made(
        administrator,
        f"{page}/give",
        role="head_of_service",
        service_id="roads",
        **boxes("starts", TOMORROW),
    )
    shown = administrator.get(page)
    assert "What is still to come Head of service, Roads and Infrastructure" in seen(shown)
    [take_back] = [
        a.get("href", "") for a in parsed(shown).iter("a") if "Take it back" in "".join(a.itertext())
    ]
    words = made(administrator, take_back)
    assert "What is still to come" not in words
    [end] = [
        a.get("href", "") for a in parsed(shown).iter("a") if "Change the last day" in "".join(a.itertext())
    ]
    assert f"to {date_in_full(TOMORROW)}" in made(administrator, end, **boxes("ends", TOMORROW))
    assert "No longer head of service in Roads and Infrastructure" in seen(administrator.get(page))


def test_whoever_leaves_loses_everything_and_their_open_requests_are_told(
    app: Flask, clients: ServiceClients, administrator: Visitor
) -> None:
    page = added(administrator, "Peigi Luing", role="member", ward_id="cowal")
    raised(Visitor(app, clients, "peigi.luing@council.test"))
    path = f"{page}/leave"

    def told() -> str | None:
        shown = seen(previewed(administrator, path))
        return shown if "1 open request of theirs is frozen" in shown else None

    preview = until(told)
    assert f"Peigi Luing leaves office on {date_in_full(TODAY)}." in preview
    assert f"Peigi Luing serves Cowal for the last time on {date_in_full(TODAY)}." in preview
    assert "Seats that are taken" in preview
    made(administrator, path)
    assert "What they hold Member for Cowal" in seen(administrator.get(page))  # until the day is over


def test_a_refusal_is_a_sentence_and_the_form_stays_filled_in(
    administrator: Visitor, visitor: Visitor
) -> None:
    raised(visitor)
    path = "/administration/services/roads"
    answer = send(administrator, path, path, **boxes("ends", TOMORROW))
    assert answer.status_code == 409
    assert "Potholes goes to Roads and Infrastructure, which ends on" in seen(answer)
    assert form_to(answer, path)["ends-day"] == str(TOMORROW.day)


def test_a_preview_that_was_overtaken_is_shown_anew_and_nothing_is_made(
    app: Flask, clients: ServiceClients, administrator: Visitor
) -> None:
    path = "/administration/wards/dunoon"
    preview = previewed(administrator, path, area="Bute and Cowal", seats="8")
    made(Visitor(app, clients, "una.scott@council.test"), path, area="Cowal and Bute", seats="7")
    again = step(administrator, preview, "make")
    assert again.status_code == 409
    assert "This would no longer do what you were shown" in seen(again)
    assert "Dunoon (by Una Scott)" in seen(again)
    assert "Seats: 7 → 8" in seen(again)
    assert step(administrator, again, "make").status_code == 303


def test_pressing_twice_makes_one_change(administrator: Visitor) -> None:
    path = "/administration/outside-bodies/add"
    preview = previewed(administrator, path, name="Scottish Canals", contact="0131 496 0000")
    assert [step(administrator, preview, "make").status_code for _ in range(2)] == [303, 303]
    assert seen(administrator.get("/administration/outside-bodies")).count("Scottish Canals") == 1


def test_a_service_shows_who_works_there_and_its_columns_by_date(administrator: Visitor) -> None:
    path = "/administration/services/libraries"
    page = seen(administrator.get(path))
    assert "Calum Brown, officer" in page
    assert "Book loans" in page
    assert "Other services, from Wednesday 1 January 2020" in page
    made(administrator, path, column="ris", **boxes("column_from", TOMORROW))
    page = seen(administrator.get(path))
    assert f"to {date_in_full(TODAY)}" in page
    assert f"Roads and Infrastructure, from {date_in_full(TOMORROW)}" in page


def test_a_category_gets_questions_advice_and_another_service(administrator: Visitor) -> None:
    path = "/administration/categories/add"
    made(
        administrator, path, name="Street lighting", service="roads", question_1="Which lamp?",
        question_1_needed="y", question_2="Since when?", advice="If a pole is down, ring 105.",
    )  # fmt: skip
    path = "/administration/categories/street-lighting"
    page = administrator.get(path)
    form = form_to(page, path)
    assert (form["question_1_known"], form["question_2_known"]) == ("which-lamp", "since-when")
    assert options_of(page, "service")["Harbours"] == "harbours"
    preview = previewed(administrator, path, service="harbours", question_1="", advice="")
    for line in (
        "Service: Roads and Infrastructure → Harbours",
        "No longer question that has to be answered",
    ):
        assert line in seen(preview)
    assert step(administrator, preview, "make").status_code == 303
    assert "question_3" in form_to(administrator.get(path), path)
    assert "Goes to Harbours · 1 question" in seen(administrator.get("/administration/categories"))


def test_what_is_not_in_the_directory_is_not_found(administrator: Visitor) -> None:
    for path in ("wards/atlantis", "people/nobody", "people/nobody/leave", "nothing"):
        administrator.get(f"/administration/{path}", status=404)
    page = person_path(administrator, "Morag MacLeod")
    administrator.get(f"{page}/end?held=officer.nowhere.2020-01-01", status=404)
