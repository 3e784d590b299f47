"""Every row of the table of clocks, urgency, agreed dates, scheduled work, and the end of an office."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.sla.domain.clocks import clocks_of
from services.sla.domain.dating import Clock
from services.sla.domain.explaining import NOT_ENDED, changes_of, days_of
from services.sla.domain.vocabulary import ClockState, Kind
from services.sla.domain.working_days import Pause
from tests.unit.sla_examples import Story, calendar, on, rules

MONDAY = "2023-09-04"


def dates(clock: Clock) -> tuple[ClockState, str]:
    """State and due date."""
    return clock.state, str(clock.due_on)


def test_a_raised_request_runs_towards_its_first_and_its_full_response() -> None:
    clocks = {clock.kind: dates(clock) for clock in Story(MONDAY).clocks()}
    assert clocks == {
        Kind.INITIAL_RESPONSE: (ClockState.RUNNING, "2023-09-11"),
        Kind.FULL_RESPONSE: (ClockState.RUNNING, "2023-10-02"),
    }


def test_an_urgent_one_has_a_day_for_its_first_response_and_for_an_escalation() -> None:
    urgent = Story(MONDAY, priority="urgent").escalated("2023-09-06")
    assert dates(urgent.clock("initial_response")) == (ClockState.RUNNING, "2023-09-05")
    assert dates(urgent.clock("escalation")) == (ClockState.RUNNING, "2023-09-07")
    assert dates(urgent.clock("full_response")) == (ClockState.RUNNING, "2023-10-02")


def test_accepted_urgency_brings_the_date_forward_and_never_back_while_days_count_from_receipt() -> None:
    accepted = Story(MONDAY).happened("urgency_accepted", "2023-09-06", priority="urgent")
    clock = accepted.clock("initial_response")
    assert (clock.due_on, clock.original_due_on) == (on("2023-09-07"), on("2023-09-11"))
    answered = accepted.first_answer("2023-09-08").clock("initial_response")
    assert (answered.state, answered.taken, answered.met_original) == (ClockState.MISSED, 4, True)
    late = Story(MONDAY).happened("urgency_accepted", "2023-09-11", priority="urgent")
    assert late.clock("initial_response").due_on == on("2023-09-11")
    assert accepted.escalated("2023-09-08").clock("escalation").due_on == on("2023-09-11")


def test_urgency_accepted_while_the_member_is_asked_holds_once_the_clock_goes_on() -> None:
    asked = Story(MONDAY).asked("2023-09-05").happened("urgency_accepted", "2023-09-06", priority="urgent")
    assert asked.told("2023-09-06 16:00").clock("initial_response").due_on == on("2023-09-07")


def test_an_answer_starts_the_clock_of_its_promise_and_any_later_answer_stops_it() -> None:
    promised = Story(MONDAY).first_answer("2023-09-05", next_update="2023-09-14")
    assert dates(promised.clock("next_update")) == (ClockState.RUNNING, "2023-09-14")
    again = promised.update("2023-09-15", next_update="2023-09-29")
    assert again.clock("next_update").state is ClockState.MISSED
    assert dates(again.clock("next_update", 2)) == (ClockState.RUNNING, "2023-09-29")
    assert again.answered("2023-09-29").clock("next_update", 2).state is ClockState.MET


def test_a_question_answered_the_same_day_does_not_move_a_promise_made_after_it() -> None:
    story = Story(MONDAY).asked("2023-09-05").told("2023-09-14 09:00")
    assert story.first_answer("2023-09-14 10:00", "2023-09-14").clock("next_update").due_on == on(
        "2023-09-14"
    )


def test_scheduled_work_must_be_answered_by_the_working_day_after_it() -> None:
    friday = Story(MONDAY).work("2023-09-06", "2023-09-29")
    assert dates(friday.clock("work_check")) == (ClockState.RUNNING, "2023-10-02")
    assert dates(friday.clock("full_response")) == (ClockState.RUNNING, "2023-10-02")
    assert friday.clock("full_response").agreed_due_on is None
    assert friday.answered("2023-10-02").clock("work_check").state is ClockState.MET
    missed = Story(MONDAY).work("2023-09-06", "2023-09-29").answered("2023-10-03")
    assert missed.clock("work_check").state is ClockState.MISSED


@pytest.mark.parametrize(("day", "state"), [("2023-10-02", ClockState.CANCELLED), ("2023-10-03", "missed")])
def test_a_new_work_date_cancels_the_check_in_time_and_misses_it_later(day: str, state: str) -> None:
    moved = Story(MONDAY).work("2023-09-06", "2023-09-29").work(day, "2023-10-20")
    assert moved.clock("work_check").state == state
    assert dates(moved.clock("work_check", 2)) == (ClockState.RUNNING, "2023-10-23")
    assert moved.clock("full_response").due_on == on("2023-10-23")


def test_of_an_agreed_date_and_scheduled_work_the_later_set_holds_and_both_are_kept() -> None:
    agreed_last = Story(MONDAY).work("2023-09-06", "2023-10-20").agreed("2023-09-07", "2023-11-10")
    clock = agreed_last.clock("full_response")
    assert (clock.original_due_on, clock.agreed_due_on, clock.due_on) == (
        on("2023-10-02"),
        on("2023-11-10"),
        on("2023-11-10"),
    )
    work_last = agreed_last.work("2023-09-08", "2023-11-24")
    clock = work_last.clock("full_response")
    assert (clock.agreed_due_on, clock.due_on) == (on("2023-11-10"), on("2023-11-27"))
    answered = work_last.answered("2023-11-20").clock("full_response")
    assert (answered.state, answered.met_original, answered.met_agreed) == (ClockState.MET, False, False)


def test_a_transfer_lets_the_work_date_fall_and_the_agreed_or_the_standard_date_stand_again() -> None:
    story = Story(MONDAY).agreed("2023-09-05", "2023-10-13").work("2023-09-06", "2023-11-24")
    story.happened("request_transferred", "2023-09-08", "with_service", service_id="education")
    assert dates(story.clock("full_response")) == (ClockState.RUNNING, "2023-10-13")
    assert story.clock("work_check").state is ClockState.CANCELLED
    assert story.answered("2023-10-14").clock("full_response").met_agreed is False


def test_an_agreed_date_moves_the_full_else_the_further_else_the_escalation_clock() -> None:
    story = Story(MONDAY).answered("2023-09-05")
    story.happened("further_information_asked", "2023-09-06", "further_information").escalated("2023-09-07")
    both = story.agreed("2023-09-08", "2023-09-29")
    assert both.clock("further_response").due_on == on("2023-09-29")
    assert both.clock("escalation").due_on == on("2023-09-14")
    alone = Story(MONDAY).answered("2023-09-05").escalated("2023-09-07").agreed("2023-09-08", "2023-09-29")
    assert alone.clock("escalation").due_on == on("2023-09-29")


def test_each_level_of_escalation_has_its_clock_and_the_next_answer_stops_them() -> None:
    twice = Story(MONDAY).escalated("2023-09-05").escalated("2023-09-14").update("2023-09-18")
    assert twice.clock("escalation").state is ClockState.MISSED
    assert twice.clock("escalation", 2).state is ClockState.MET


def test_an_update_in_further_information_stops_that_clock_only() -> None:
    story = Story(MONDAY).first_answer("2023-09-05", "2023-09-20")
    story.happened("further_information_asked", "2023-09-06", "further_information").update("2023-09-07")
    assert story.clock("further_response").state is ClockState.MET
    assert story.clock("full_response").state is ClockState.RUNNING


def test_a_question_pauses_all_that_runs_and_freezing_cancels_it() -> None:
    story = Story(MONDAY).first_answer("2023-09-05", "2023-09-08").escalated("2023-09-06").asked("2023-09-07")
    states = {clock.kind: clock.state for clock in story.clocks()}
    assert states == {
        Kind.INITIAL_RESPONSE: ClockState.MET,
        Kind.FULL_RESPONSE: ClockState.PAUSED,
        Kind.NEXT_UPDATE: ClockState.PAUSED,
        Kind.ESCALATION: ClockState.PAUSED,
    }
    frozen = story.happened("request_frozen", "2023-09-12").clock("full_response")
    assert (frozen.state, frozen.due_on, frozen.taken) == (ClockState.CANCELLED, None, None)


def test_handed_to_a_successor_its_clocks_start_anew_that_day() -> None:
    story = Story(MONDAY).first_answer("2023-09-05", "2023-09-29").agreed("2023-09-06", "2023-10-20")
    story.happened("request_frozen", "2023-09-12").happened("request_handed_over", "2023-10-02")
    assert {clock.key for clock in story.clocks() if clock.state is ClockState.RUNNING} == {
        (Kind.FULL_RESPONSE, 2)
    }
    anew = story.clock("full_response", 2)
    assert (anew.day_0, anew.due_on, anew.agreed_due_on) == (on("2023-10-02"), on("2023-10-30"), None)


def test_handed_over_while_the_member_is_asked_its_clocks_start_paused() -> None:
    story = Story(MONDAY).asked("2023-09-05").happened("request_frozen", "2023-09-12")
    story.happened("request_handed_over", "2023-10-02")
    assert story.clock("initial_response", 2).state is ClockState.PAUSED
    assert story.told("2023-10-05").clock("initial_response", 2).due_on == on("2023-10-12")


def test_the_first_day_that_there_is_has_clocks_too() -> None:
    (first, *_) = Story(MONDAY).history
    never = replace(first, time=datetime(1, 1, 1, tzinfo=UTC))
    assert [clock.day_0.isoformat() for clock in clocks_of([never], rules())] == ["0001-01-01"] * 2


def test_a_date_is_explained_day_by_day() -> None:
    by = rules(("2023-01-01", calendar(2, closed=["2023-09-12"])))
    clock = Story("2023-09-08 20:00").asked("2023-09-13").told("2023-09-14").clock("initial_response", by=by)
    told = [(str(d.date)[8:], d.what, d.number, d.reason, d.pause) for d in days_of(clock, on("2023-09-14"))]
    assert told == [
        ("08", "day_0", 0, None, None),
        ("09", "skipped", None, "weekend", None),
        ("10", "skipped", None, "weekend", None),
        ("11", "counted", 1, None, None),
        ("12", "skipped", None, "closure", None),
        ("13", "counted", 2, None, None),
        ("14", "skipped", None, "paused", Pause(on("2023-09-13"), on("2023-09-14"))),
        ("15", "counted", 3, None, None),
        ("16", "skipped", None, "weekend", None),
        ("17", "skipped", None, "weekend", None),
        ("18", "counted", 4, None, None),
        ("19", "counted", 5, None, None),
    ]


def test_a_pause_that_goes_on_is_explained_up_to_today_and_counts_no_day() -> None:
    clock = Story("2023-09-07 10:00").asked("2023-09-08").clock("initial_response")
    told = [(str(d.date)[8:], d.number, d.reason, d.pause) for d in days_of(clock, on("2023-09-12"))]
    pause = Pause(on("2023-09-08"), NOT_ENDED)
    assert told == [
        ("07", 0, None, None),
        ("08", 1, None, None),
        ("09", None, "weekend", None),
        ("10", None, "weekend", None),
        ("11", None, "paused", pause),
        ("12", None, "paused", pause),
    ]


def test_each_change_of_a_date_is_told_with_what_it_was_before() -> None:
    story = Story(MONDAY).agreed("2023-09-06", "2023-10-20").asked("2023-09-07").told("2023-09-08")
    assert [
        (c.sequence, c.what, str(c.due_before), str(c.due_after))
        for c in changes_of(story.clock("full_response"))
    ] == [
        (1, "started", "None", "2023-10-02"),
        (2, "date_agreed", "2023-10-02", "2023-10-20"),
        (3, "paused", "2023-10-20", "None"),
        (4, "went_on", "None", "2023-10-20"),
    ]
