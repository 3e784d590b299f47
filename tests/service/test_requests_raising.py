"""Raising a request: by the member, and by the desk for them."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from services.requests import tables
from tests.service.requests_casework import (
    DESK,
    HEAD,
    MEMBER,
    OFFICER,
    OTHER_MEMBER,
    TODAY,
    Casework,
    category,
    person,
    raising,
    service,
    ward,
)
from tests.service.requests_council import whole

YESTERDAY = TODAY - timedelta(days=1)


def test_a_member_raises_a_request_and_it_stands_with_the_service_of_its_category(casework: Casework) -> None:
    raised = casework.call("raise_request", MEMBER, **raising())
    request_id = raised["result"]["request_id"]
    assert raised["reached"] == {"source": "requests", "stream": request_id, "sequence": 1}
    page = casework.done("request", MEMBER, request_id=request_id)
    shown = page["request"]
    assert shown["reference"] == raised["result"]["reference"]
    assert shown["reference"].startswith("MZ-2023-000001-")
    assert shown["state"] == "with_service"
    assert shown["service"] == "Roads"
    assert shown["category"] == "Potholes"
    assert shown["ward"] == "Cowal"
    assert shown["member"] == "Ann Member"
    assert shown["channel"] == "online"
    assert shown["ask"] == "Fill it before winter."
    assert shown["place"] == "Argyll Street"


def test_references_count_up_by_year(casework: Casework) -> None:
    first, second = (casework.done("raise_request", MEMBER, **raising())["reference"] for _ in range(2))
    assert (first[:14], second[:14]) == ("MZ-2023-000001", "MZ-2023-000002")
    before = raising(member_id="ann", received_by="phone", received_on="2022-12-30")
    assert casework.done("raise_request", DESK, **before)["reference"].startswith("MZ-2022-000001-")


def test_the_desk_logs_a_request_for_a_member_from_the_first_moment_of_the_day_it_came_in(
    casework: Casework,
) -> None:
    body = raising(member_id="ann", received_by="phone", received_on="2023-09-18")
    request_id = casework.done("raise_request", DESK, **body)["request_id"]
    page = casework.done("request", MEMBER, request_id=request_id)
    assert page["request"]["channel"] == "logged_by_officer"
    assert page["request"]["raised_at"] == "2023-09-17T23:00:00+00:00"
    assert page["timeline"][0]["by"] == "Dora Desk"
    assert page["timeline"][0]["role"] == "member_services"
    assert page["timeline"][0]["data"]["received_by"] == "phone"


@pytest.mark.parametrize(
    ("different", "field"),
    [
        ({"member_id": None}, "member_id"),
        ({"member_id": "olive"}, "member_id"),
        ({"received_by": None}, "received_by"),
        ({"received_on": None}, "received_on"),
        ({"received_on": "2023-09-21"}, "received_on"),
    ],
)
def test_what_the_desk_has_to_say_is_asked_for(
    casework: Casework, different: dict[str, str | None], field: str
) -> None:
    body = raising(member_id="ann", received_by="phone", received_on="2023-09-18") | different
    problem = casework.refused("raise_request", DESK, **body)
    assert problem["code"] == "invalid"
    assert list(problem["fields"]) == [field]


def test_a_member_cannot_raise_for_another(casework: Casework) -> None:
    assert casework.refused("raise_request", MEMBER, **raising(member_id="bob"))["code"] == "not_allowed"


def test_an_officer_cannot_raise(casework: Casework) -> None:
    for actor in (OFFICER, HEAD):
        assert casework.refused("raise_request", actor, **raising())["code"] == "not_allowed"


@pytest.mark.parametrize(
    ("different", "field"),
    [
        ({"category_id": "unheard-of"}, "category_id"),
        ({"ward_id": "unheard-of"}, "ward_id"),
        ({"subject": "  "}, "subject"),
        ({"subject": "x" * 201}, "subject"),
        ({"ask": ""}, "ask"),
        ({"what_happened": "x" * 5_001}, "what_happened"),
        ({"kind": "favour"}, "kind"),
        ({"received_by": "phone"}, "received_by"),
    ],
)
def test_a_flaw_is_told_by_its_field_and_nothing_is_stored(
    casework: Casework, different: dict[str, str], field: str
) -> None:
    problem = casework.refused("raise_request", MEMBER, **raising(**different))
    assert problem["code"] == "invalid"
    assert list(problem["fields"]) == [field]
    with casework.looking() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(tables.requests)) == 0
        assert session.scalar(sa.select(sa.func.count()).select_from(tables.metadata.tables["events"])) == 0


def test_flaws_of_the_words_and_of_the_route_are_told_together(casework: Casework) -> None:
    problem = casework.refused("raise_request", MEMBER, **raising(ward_id="unheard-of", ask=""))
    assert set(problem["fields"]) == {"ward_id", "ask"}


def test_nothing_is_raised_with_what_has_ended(casework: Casework) -> None:
    casework.tell("ward_recorded", ward("cowal", "Cowal", ends=YESTERDAY))
    assert list(casework.refused("raise_request", MEMBER, **raising())["fields"]) == ["ward_id"]
    casework.tell("category_recorded", category("potholes", "Potholes", "roads", ends=YESTERDAY))
    assert set(casework.refused("raise_request", MEMBER, **raising())["fields"]) == {"category_id", "ward_id"}
    casework.tell("service_recorded", service("education", "Education", ends=YESTERDAY))
    problem = casework.refused(
        "raise_request", OTHER_MEMBER, **raising(category_id="schools", ward_id="bute")
    )
    assert problem["fields"] == {
        "category_id": ["The service for this category is closed. Choose another category."]
    }


def test_the_last_day_of_a_ward_still_counts(casework: Casework) -> None:
    casework.tell("ward_recorded", ward("cowal", "Cowal", ends=TODAY))
    casework.raised()


def test_who_is_no_longer_a_member_cannot_raise_nor_be_raised_for(casework: Casework) -> None:
    casework.tell("person_recorded", person("ann", "Ann Member", terms=[("cowal", date(2023, 9, 19))]))
    assert casework.refused("raise_request", MEMBER, **raising())["code"] == "not_allowed"
    body = raising(member_id="ann", received_by="phone", received_on="2023-09-18")
    assert list(casework.refused("raise_request", DESK, **body)["fields"]) == ["member_id"]


def test_the_same_key_raises_once(casework: Casework) -> None:
    answers = [casework.call("raise_request", MEMBER, key="the-very-same", **raising()) for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(casework.done("portfolio", MEMBER)["requests"]) == 1
    other = casework.call("raise_request", MEMBER, key="the-very-same", **raising(ask="Something else."))
    assert other["problem"]["code"] == "key_reused"


def test_the_form_offers_what_is_open_today_and_the_draft(casework: Casework) -> None:
    asked = [{"id": "width", "label": "How wide is it?", "required": True, "help": "In feet"}]
    casework.tell(
        "category_recorded",
        category("gritting", "Gritting", "roads", ends=YESTERDAY),
        category("schools", "Schools", "education", questions=asked),
        category("potholes", "Potholes", "roads", stop_advice={"text": "Ring 999.", "stops": False}),
    )
    casework.done("save_draft", MEMBER, form="raise", content={"subject": "Half a"})
    form = casework.done("raise_form", MEMBER)
    assert form["categories"] == [
        {"id": "schools", "name": "Schools", "service": "Education", "questions": asked, "stop_advice": None},
        {
            "id": "potholes",
            "name": "Potholes",
            "service": "Roads",
            "questions": [],
            "stop_advice": {"text": "Ring 999.", "stops": False},
        },
    ]
    assert form["sharing"] == "only_me"
    assert form["wards"] == [
        {"id": "cowal", "name": "Cowal", "own": True},
        {"id": "bute", "name": "Isle of Bute", "own": False},
    ]
    assert form["members"] == []
    assert casework.done("raise_form", DESK)["members"] == [
        {"id": "ann", "name": "Ann Member"},
        {"id": "bob", "name": "Bob Member"},
    ]


def test_what_is_open_today_can_be_chosen_for_a_request_that_was_raised(casework: Casework) -> None:
    whole(casework).tell("category_recorded", category("gritting", "Gritting", "roads", ends=YESTERDAY))
    found = casework.done("choices", OFFICER)
    assert [service["name"] for service in found["services"]] == ["Education", "Roads", "Waste"]
    assert found["services"][2] == {
        "id": "waste",
        "name": "Waste",
        "categories": [{"id": "bins", "name": "Bins"}],
    }
    assert "Gritting" not in str(found["services"])
    assert found["wards"] == [{"id": "cowal", "name": "Cowal"}, {"id": "bute", "name": "Isle of Bute"}]
    assert found["outside_bodies"] == [{"id": "water", "name": "Scottish Water"}]
    assert {"id": "cara", "name": "Cara Colleague"} in found["members"]
