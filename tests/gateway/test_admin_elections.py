"""Many changes as one: an election of 36 members, a by-election, a directory file; made whole or not."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from gateway.wording import date_in_full
from services.chassis.clock import council_date
from tests.gateway.casework import boxes
from tests.gateway.form_reading import form_to, seen
from tests.gateway.page_checks import check_page
from tests.gateway.small_council import SINCE
from tests.gateway.test_admin_pages import MADE, administrator, person_path, step
from tests.gateway.visitors import Visitor
from tests.machines.running_services import RunningServices, load_council

__all__ = ["administrator"]

PATH = "/administration/election"
WARDS, SEATS, AGAIN = 12, 3, 9
FIRST = council_date(datetime.now(UTC)) + timedelta(days=40)
LAST = FIRST - timedelta(days=1)


def sitting(number: int) -> dict[str, Any]:
    """One of 36 members, three for each of twelve wards."""
    terms = [{"ward": f"ward-{number % WARDS}", "starts": SINCE}]
    return {"name": f"Sitting {number}", "email": f"sitting.{number}@council.test", "terms": terms}


@pytest.fixture(scope="module", autouse=True)
def chamber(running: RunningServices) -> None:
    """The twelve wards with their 36 members."""
    wards = [{"id": f"ward-{n}", "name": f"Ward {n}", "seats": SEATS, "starts": SINCE} for n in range(WARDS)]
    load_council(running, {"wards": wards, "people": [sitting(n) for n in range(WARDS * SEATS)]})


def elected() -> str:
    """The returning officer's list: nine sit again, one of them for another ward, and 27 are new."""
    lines = ["Ward;Name;E-mail"]
    for number in range(WARDS * SEATS):
        who = f"Sitting {number};SITTING.{number}@council.test"
        new = f"Elected {number};elected.{number}@council.test"
        lines.append(f"Ward {number % WARDS};{who if number < AGAIN else new}")
    lines[1], lines[2] = lines[1].replace("Ward 0", "Ward 1"), lines[2].replace("Ward 1", "Ward 0")
    return "\n".join(lines)


def sent(visitor: Visitor, **filled: Any) -> TestResponse:
    """Fill in the form and send it."""
    answer = visitor.client.post(PATH, data=form_to(visitor.get(PATH), PATH) | filled)
    check_page(answer.get_data(as_text=True))
    return answer


def test_an_election_is_shown_whole_and_made_whole(administrator: Visitor) -> None:
    upload = (io.BytesIO(elected().encode("utf-8-sig")), "elected.csv")
    preview = sent(administrator, kind="election", upload=upload, **boxes("day", FIRST))
    words = seen(preview)
    assert words.count(f"leaves office on {date_in_full(LAST)}") == WARDS * SEATS - AGAIN
    assert "Sitting 0 serves Ward 0 for the last time on" in words
    assert "Sitting 2 leaves office" not in words
    assert words.count(f"{date_in_full(FIRST)}3 of 3") == WARDS
    answer = step(administrator, preview, "make")
    assert answer.status_code == 303
    assert MADE in seen(administrator.get(answer.headers["Location"]))
    new = seen(administrator.get(person_path(administrator, "Elected 35")))
    assert f"What is still to come Member for Ward 11, from {date_in_full(FIRST)}" in new
    old = seen(administrator.get(person_path(administrator, "Sitting 35")))
    assert f"to {date_in_full(LAST)}" in old


def test_a_by_election_takes_no_seat_that_is_taken(administrator: Visitor) -> None:
    one_more = "ward,name,email\nWard 3,One Too Many,one.too.many@council.test"
    answer = sent(administrator, kind="by_election", entries=one_more, **boxes("day", LAST))
    assert answer.status_code == 409
    assert "Ward 3 has 3 seats, and 4 members would serve it on" in seen(answer)
    assert "One Too Many" in form_to(answer, PATH)["entries"]


def test_a_directory_file_says_everything_itself(administrator: Visitor) -> None:
    text = "outside_bodies:\n  - id: ferries\n    name: The ferry company\n    contact: 0131 496 0001\n"
    preview = sent(administrator, kind="file", entries=text)
    assert "Outside body The ferry company" in seen(preview)
    assert form_to(step(administrator, preview, "back"), PATH)["entries"] == text.strip()
    assert step(administrator, preview, "make").status_code == 303


WRONG = [
    ({}, "Choose what it is"),
    ({"kind": "election", "entries": "ward,name,email"}, "Write the first day of the new terms"),
    ({"kind": "file"}, "Write the list, or choose a file"),
    ({"kind": "file", "entries": "wards:\n  - id: UPPER"}, "The text, line 2: "),
    ({"kind": "file", "entries": "people: &a []\nwards: *a"}, "refers to other places in it"),
    ({"kind": "file", "entries": "[" * 5000}, "The text is nested too deeply."),
]


@pytest.mark.parametrize(("filled", "sentence"), WRONG)
def test_what_cannot_be_read_is_said_and_kept(
    administrator: Visitor, filled: dict[str, str], sentence: str
) -> None:
    answer = sent(administrator, **filled)
    assert answer.status_code == 400
    assert sentence in seen(answer)
    assert form_to(answer, PATH)["entries"].strip() == filled.get("entries", "")
