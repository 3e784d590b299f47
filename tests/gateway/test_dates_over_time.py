"""Dates as days go by, on everybody's pages: late and told, paused and resumed, agreed and met, moved."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from services.chassis.clock import COUNCIL_ZONE
from tests.gateway.casework import boxes
from tests.gateway.council_in_one_process import Council
from tests.gateway.form_reading import form_to, seen
from tests.service.requests_casework import MEMBER, OFFICER, full_answer, next_step

CALENDAR = "/administration/calendar"


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    """It is noon on Wednesday 20 September 2023."""
    opened = Council(tmp_path)
    yield opened
    opened.close()


def at(month: int, day: int, hour: int = 10) -> datetime:
    """By the council's wall, in 2023."""
    return datetime(2023, month, day, hour, tzinfo=COUNCIL_ZONE)


def raised(council: Council) -> tuple[str, str]:
    """Id and reference of a new request."""
    request_id = council.casework.raised()
    council.hear()
    shown = council.casework.done("request", MEMBER, request_id=request_id)
    return request_id, shown["request"]["reference"]


def on_both_sides(council: Council, path: str) -> list[str]:
    """What the member and the officer read there."""
    return [seen(council.get(who, path)) for who in ("ann", "olive")]


def test_an_answer_that_is_late_is_told_to_both_sides_and_stays_missed(council: Council) -> None:
    request_id, reference = raised(council)
    council.now_is(at(9, 27, 23))
    for told in on_both_sides(council, f"/requests/{reference}"):
        assert "First answer due by today." in told
        assert "late, as" not in told
    assert "1 due today 1 due this week 0 late" in seen(council.get("ann", "/home"))
    council.now_is(at(9, 28, 1))
    for told in on_both_sides(council, f"/requests/{reference}"):
        assert "Late. First answer was due by yesterday, and has not come." in told
        assert "First answer: late, as it was due by Wednesday 27 September 2023" in told
    assert "0 due today 0 due this week 1 late" in seen(council.get("ann", "/home"))
    assert "1 late 0 late by a week or more" in seen(council.get("olive", "/worklist"))
    assert reference in seen(council.get("olive", "/worklist?due=late"))
    answer = next_step(request_id, next_update_on="2023-10-05")
    council.casework.done("give_initial_response", OFFICER, **answer)
    council.hear()
    for told in on_both_sides(council, f"/requests/{reference}"):
        assert "Due by yesterday: missed" in told
        assert "Next update due by Thursday 5 October." in told


def test_a_question_over_a_weekend_and_a_holiday_puts_off_the_date_by_the_days_that_count(
    council: Council,
) -> None:
    council.now_is(at(11, 28))
    request_id, reference = raised(council)
    assert "First answer due by Wednesday 6 December." in seen(council.get("ann", f"/requests/{reference}"))
    council.now_is(at(11, 29))
    council.casework.done("ask_clarification", OFFICER, request_id=request_id, message="Which side?")
    council.hear()
    why = f"/requests/{reference}/dates/initial_response/1"
    for told in on_both_sides(council, f"/requests/{reference}"):
        assert "Paused until the question is answered" in told
        assert "due by" not in told.partition("About this request")[0]
    assert "no date is in force" in seen(council.get("ann", why))
    council.now_is(at(12, 1))
    for told in on_both_sides(council, why):
        assert "Friday 1 December 2023Not counted: the member had been asked a question on Wednesday" in told
        assert "November 2023, and has not answered yet" in told
        assert "Working day 1" in told  # the day on which the question was asked
        assert "Working day 2" not in told
    council.now_is(at(12, 4))
    council.casework.done("give_clarification", MEMBER, request_id=request_id, message="The north side.")
    council.hear()
    for told in on_both_sides(council, f"/requests/{reference}"):
        assert "First answer due by Friday 8 December." in told
    for told in on_both_sides(council, why):
        assert "Thursday 30 November 2023Not counted: Saint Andrew's Day" in told
        asked = "the member had been asked a question on Wednesday 29 November 2023"
        answered = "answered on Monday 4 December 2023"
        assert f"Friday 1 December 2023Not counted: {asked}, {answered}" in told
        assert "Saturday 2 December 2023Not counted: weekend" in told
        assert "Friday 8 December 2023Working day 5" in told
        assert "It went on: the question was answered or taken back." in told


def test_an_agreed_date_is_met_although_the_original_was_not(council: Council) -> None:
    request_id, reference = raised(council)
    proposal = {"request_id": request_id, "due_on": "2023-10-25"}
    council.casework.done("propose_deadline", OFFICER, **proposal, reason="The crew is on Islay.")
    council.casework.done("agree_deadline", MEMBER, **proposal)
    council.hear()
    moved = "Answer in full: due by Wednesday 25 October 2023 now, not Wednesday 18 October 2023."
    for told in on_both_sides(council, f"/requests/{reference}"):
        assert moved in told
        assert "Original date Wednesday 18 October Agreed date Wednesday 25 October" in told
    council.now_is(at(10, 20))
    council.casework.done("respond", OFFICER, **full_answer(request_id))
    council.hear()
    for told in on_both_sides(council, f"/requests/{reference}"):
        assert "Original date Wednesday 18 October: missed" in told
        assert "Agreed date Wednesday 25 October: met" in told


def test_a_holiday_that_is_added_moves_what_runs_and_says_so(council: Council) -> None:
    running = [raised(council)[1] for _ in range(3)]
    form = form_to(council.get("ada", CALENDAR), CALENDAR)
    change = {**boxes("first", date(2023, 9, 25)), "kind": "closed", "reason": "Autumn holiday"}
    preview = council.post("ada", CALENDAR, form | change)
    assert "6 dates of running clocks would move." in seen(preview)
    row = "First answerWednesday 27 September 2023Thursday 28 September 20231 day later"
    assert row + ", ".join(sorted(running)) in seen(preview)
    assert "due by Wednesday 27 September" in seen(council.get("ann", f"/requests/{running[0]}"))
    saved = council.post("ada", CALENDAR, form_to(preview, CALENDAR) | {"save": "yes"})
    assert saved.status_code == 303
    council.hear()
    for reference in running:
        for told in on_both_sides(council, f"/requests/{reference}"):
            assert "First answer: due by Thursday 28 September 2023 now, not Wednesday 27" in told
            assert "Monday 25 September 2023 is not worked: Autumn holiday." in told
        told = seen(council.get("olive", f"/requests/{reference}/dates/initial_response/1"))
        assert "Monday 25 September 2023Not counted: Autumn holiday" in told
        assert "Version 2, in force since today, by Ada" in told
    for path in ("/home", "/requests"):
        assert seen(council.get("ann", path)).count(" New ") >= 3


def test_the_calendar_page_warns_when_fewer_than_twelve_months_are_left(council: Council) -> None:
    warning = "The calendar ends in less than 12 months."
    assert warning not in seen(council.get("ada", CALENDAR))
    council.now_is(datetime(2030, 1, 7, 10, tzinfo=COUNCIL_ZONE))
    assert warning in seen(council.get("ada", CALENDAR))
