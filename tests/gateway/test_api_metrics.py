"""`GET /api/v1/metrics` before the real services: whose figures, filters, what has not changed, refusals."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.gateway.api_programs import Program, problem_of, raising
from tests.waiting import until

METRICS = "/metrics"


def made(program: Program, **filters: str) -> int:
    """How many requests were made, of what the program asks for and may see."""
    number: int = program.seen(METRICS, **filters)["total"]["made"]
    return number


@pytest.fixture
def counted(programs: dict[str, Program]) -> None:
    """A request more of the member's, which is counted."""
    before = made(programs["director"])
    programs["member"].done("/requests", raising())
    until(lambda: made(programs["director"]) > before, within=60, what="the request to be counted")


@pytest.mark.usefixtures("counted")
def test_everybody_gets_the_figures_of_what_is_theirs(programs: dict[str, Program]) -> None:
    everything = made(programs["director"])
    assert 0 < made(programs["member"]) <= everything
    assert made(programs["member"]) == made(programs["director"], member_id=programs["member"].person_id)
    assert made(programs["officer"]) == made(programs["director"], service_id="harbours")
    assert made(programs["desk"]) == everything


@pytest.mark.usefixtures("counted")
def test_filters_and_groups_are_parts_of_the_whole(programs: dict[str, Program]) -> None:
    director = programs["director"]
    whole = director.seen(METRICS, group_by="ward", by="month")
    assert sum(group["made"] for group in whole["groups"]) == whole["total"]["made"]
    assert sum(month["made"] for month in whole["series"]) == whole["total"]["made"]
    for channel, number in whole["total"]["channels"].items():
        assert made(director, channel=channel) == number
    assert (whole["definitions"], whole["waiting_since"]) == (1, None)


@pytest.mark.usefixtures("counted")
def test_what_has_not_changed_is_not_sent_again(programs: dict[str, Program]) -> None:
    director = programs["director"]

    def asked_again() -> TestResponse | None:
        tag = director.get(METRICS).headers["ETag"]
        again = director.get(METRICS, headers={"If-None-Match": tag})
        return again if again.status_code == 304 else None

    unchanged = until(asked_again, within=60, what="figures that stay as they are")
    tag = unchanged.headers["ETag"]
    assert unchanged.get_data() == b""
    assert unchanged.headers["Cache-Control"] == "private, no-cache"
    programs["member"].done("/requests", raising())
    changed = until(
        lambda: (
            answer
            if (answer := director.get(METRICS, headers={"If-None-Match": tag})).status_code == 200
            else None
        ),
        within=60,
        what="other figures",
    )
    assert changed.headers["ETag"] != tag


@pytest.mark.parametrize(
    ("filters", "field"),
    [
        ({"last": "2999-01-01"}, "last"),
        ({"last": "2001-01-01"}, "last"),
        ({"first": "2999-01-01"}, "first"),
        ({"first": "yesterday"}, "first"),
        ({"channel": "pigeon"}, "channel"),
        ({"column": "third"}, "column"),
        ({"service_id": "nowhere"}, "service_id"),
        ({"ward_id": "cowal", "channel": "online"}, "channel"),
        ({"ward_id": "cowal", "group_by": "category"}, "group_by"),
        ({"by": "hour"}, "by"),
        ({"nonsense": "1"}, "nonsense"),
    ],
)
@pytest.mark.usefixtures("counted")
def test_what_cannot_be_asked_is_a_sentence_by_its_field(
    programs: dict[str, Program], filters: dict[str, str], field: str
) -> None:
    problem = problem_of(programs["director"].get(METRICS, **filters), 400)
    assert problem["code"] == "invalid"
    assert problem["fields"][field][0].endswith(".")


def test_figures_of_others_are_refused(programs: dict[str, Program], app: Flask) -> None:
    other = programs["other member"].person_id
    for who, filters in (
        ("officer", {"service_id": "libraries"}),
        ("member", {"member_id": other}),
        ("member", {"ward_id": "cowal"}),
    ):
        assert problem_of(programs[who].get(METRICS, **filters), 403)["code"] == "not_allowed"
    assert problem_of(Program(app).get(METRICS), 401)["code"] == "not_signed_in"
