"""Forms by themselves: refusals put on them, the key and the version they carry, texts and dates as read."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms.validators import DataRequired, Optional

from gateway.forms.base import CommandForm
from gateway.forms.fields import DateField, LongText, ShortText
from gateway.forms.problems import error_links, show_problem


class AnswerForm(CommandForm):
    """One text and two dates."""

    class Meta:
        csrf = False

    text = LongText("Answer", limit=12)
    place = ShortText("Place")
    next_update = DateField("Next update", [DataRequired("Enter the date of the next update")])
    came_in = DateField("Date it came in", [Optional()])


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    app = Flask("forms")
    app.secret_key = "forms"
    with app.test_request_context(method="POST"):
        yield


def filled(**fields: str) -> AnswerForm:
    return AnswerForm(MultiDict({name.replace("__", "-"): value for name, value in fields.items()}))


def test_a_refusal_stands_beside_its_field() -> None:
    form = filled()
    show_problem(
        form, "Not all could be read.", {"text": ["Too long."], "next_update": {"0": ["In the past."]}}
    )
    assert error_links(form) == [
        {"text": "Too long.", "href": "#text"},
        {"text": "In the past.", "href": "#next_update-day"},
    ]


def test_a_refusal_of_the_whole_or_of_what_is_not_on_the_page_stands_on_top() -> None:
    form = filled()
    show_problem(form, "It is closed.")
    show_problem(form, "Not all could be read.", {"service": "Choose another service."})
    texts = ["Not all could be read.", "It is closed.", "Choose another service."]
    assert error_links(form) == [{"text": text} for text in texts]


@pytest.mark.parametrize(
    ("posted", "version"), [("7", 7), ("", None), ("²", None), ("-1", None), ("9" * 10, None)]
)
def test_the_version_is_a_small_number_or_none(posted: str, version: int | None) -> None:
    assert filled(version=posted).expected_version == version


def test_texts_are_trimmed_and_line_ends_count_once() -> None:
    form = filled(text="  one\r\ntwo\x00 ", place="\tOban ")
    assert (form.text.data, form.place.data) == ("one\ntwo", "Oban")
    form.validate()
    assert "text" not in form.errors


def test_a_text_over_its_limit_is_told_the_limit() -> None:
    form = filled(text="x" * 13)
    form.validate()
    assert form.errors["text"] == ["Answer must be 12 characters or fewer"]


def test_three_boxes_are_a_date() -> None:
    form = filled(next_update__day="8", next_update__month="12", next_update__year="2026")
    assert form.validate()
    assert (form.next_update.data, form.came_in.data) == (date(2026, 12, 8), None)


def test_a_required_date_that_is_empty_is_asked_for() -> None:
    form = filled(text="x")
    form.validate()
    assert form.errors["next_update"] == ["Enter the date of the next update"]


@pytest.mark.parametrize(
    ("day", "month", "year", "error", "box"),
    [
        ("8", "12", "", "must include a year", "year"),
        ("8", "Dec", "2026", "must be in numbers, for example 27 3 2026", "month"),
        ("8", "12", "26", "must have a year of 4 numbers, for example 2026", "year"),
        ("30", "2", "2026", "must be a real date, for example 27 3 2026", "day"),
    ],
)
def test_an_optional_date_that_is_wrong_is_still_said_to_be(
    day: str, month: str, year: str, error: str, box: str
) -> None:
    form = filled(came_in__day=day, came_in__month=month, came_in__year=year)
    form.validate()
    assert form.errors["came_in"] == [f"Date it came in {error}"]
    assert form.came_in.error_anchor == f"came_in-{box}"
    assert [shown["value"] for shown in form.came_in.boxes()] == [day, month, year]


def test_a_date_that_is_known_fills_its_boxes() -> None:
    form = AnswerForm(None, data={"came_in": date(2026, 3, 27)})
    assert [shown["value"] for shown in form.came_in.boxes()] == ["27", "3", "2026"]
