"""The arithmetic of working days, against the worked examples and a count on the fingers."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sla.bank_holidays import FIRST, LAST, as_the_library_says, bank_holidays
from services.sla.domain.calendar import Calendar, days_not_worked
from services.sla.domain.local_days import beginning_of, local_date
from services.sla.domain.working_days import Pause, day_0, days_taken, due_in

EXAMPLES = Path(__file__).parents[1] / "data" / "working_day_vectors.jsonl"
LINES = [json.loads(line) for line in EXAMPLES.read_text().splitlines()]
A_DAY = timedelta(days=1)


def local(text: str) -> date:
    return local_date(datetime.fromisoformat(text))


def test_there_are_eighty_worked_examples() -> None:
    assert len(LINES) == 80


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["received"])
def test_a_worked_example_comes_out(line: dict[str, Any]) -> None:
    closed = {date.fromisoformat(day): "closure" for day in line["closed"]}
    opened = {date.fromisoformat(day) for day in line["opened"]}
    calendar = Calendar(1, days_not_worked(bank_holidays(), closed, opened))
    pauses = [Pause(local(since), local(until)) for since, until in line["pauses"]]
    start = day_0(calendar, local(line["received"]))
    due = due_in(calendar, start, line["working_days"], pauses)
    answered = local(line["answered"])
    assert (start.isoformat(), due.isoformat()) == (line["day_0"], line["due"])
    assert days_taken(calendar, start, answered, pauses) == line["taken"]
    assert (answered > due) == line["late"]


def test_the_stored_holidays_are_what_the_library_says() -> None:
    stored = bank_holidays()
    assert stored == as_the_library_says()
    assert all(FIRST <= day <= LAST and day.weekday() < 5 for day in stored)
    assert {day.year for day in stored} == set(range(2014, 2031))


days = st.dates(date(2021, 1, 1), date(2024, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    closed = draw(st.sets(days, max_size=60))
    opened = draw(st.sets(st.sampled_from(sorted(bank_holidays())), max_size=10))
    return Calendar(1, days_not_worked(bank_holidays(), dict.fromkeys(closed, "closure"), opened))


@given(calendars(), days)
def test_counting_working_days_is_the_same_as_looking_at_each(calendar: Calendar, day: date) -> None:
    following = day + A_DAY
    while not calendar.is_worked(following):
        following += A_DAY
    assert calendar.after(day) == following
    assert calendar.number_of(following) == calendar.number_of(day) + 1
    assert calendar.first_from(day) == (day if calendar.is_worked(day) else following)


@given(calendars(), days, st.integers(0, 260))
def test_the_nth_working_day_has_n_before_and_with_it(calendar: Calendar, day: date, ahead: int) -> None:
    number = calendar.number_of(day) + ahead
    found = calendar.working_day(number)
    assert calendar.is_worked(found)
    assert calendar.number_of(found) == number
    assert calendar.number_of(found - A_DAY) == number - 1


def test_a_closure_on_a_weekend_changes_nothing() -> None:
    saturday = date(2023, 9, 23)
    calendar = Calendar(1, {saturday: "closure"})
    assert calendar.number_of(saturday) == calendar.number_of(saturday - A_DAY)
    assert calendar.why_not_worked(saturday) == "weekend"


def test_a_day_worked_after_all_beats_a_closure_and_a_holiday_but_makes_no_weekend_worked() -> None:
    boxing_day, closed, sunday = date(2023, 12, 26), date(2023, 12, 27), date(2023, 12, 24)
    opened = {boxing_day, closed, sunday}
    calendar = Calendar(1, days_not_worked(bank_holidays(), {closed: "closure"}, opened))
    assert calendar.is_worked(boxing_day)
    assert calendar.is_worked(closed)
    assert not calendar.is_worked(sunday)


def test_a_local_day_begins_an_hour_earlier_in_summer() -> None:
    assert beginning_of(date(2023, 7, 3)).utcoffset() == timedelta(hours=1)
    assert beginning_of(date(2023, 1, 3)).utcoffset() == timedelta()
    assert local_date(beginning_of(date(2023, 3, 26))) == date(2023, 3, 26)
    assert local_date(beginning_of(date(2023, 10, 29)) - timedelta(seconds=1)) == date(2023, 10, 28)
