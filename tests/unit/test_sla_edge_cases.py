"""What other systems got wrong about due dates, one test each: days, calendars and pauses (1 to 12)."""

from datetime import date, time

from services.sla.bank_holidays import LAST, bank_holidays
from services.sla.domain.calendar import ends_soon
from services.sla.domain.standards import Standard
from services.sla.domain.tellings import Telling, next_telling
from services.sla.domain.vocabulary import ClockState, Kind, Told
from services.sla.domain.working_days import Pause, days_taken, due_in
from tests.unit.sla_examples import Story, at, calendar, on, rules

FRIDAY, SATURDAY, MONDAY = "2023-09-22", "2023-09-23", "2023-09-25"


def test_01_received_in_the_evening_counts_that_day_and_at_a_weekend_the_next_working_day() -> None:
    evening, weekend = Story(f"{FRIDAY} 20:00"), Story(SATURDAY)
    assert (evening.clock("initial_response").day_0, evening.clock("initial_response").due_on) == (
        on(FRIDAY),
        on("2023-09-29"),
    )
    assert (weekend.clock("initial_response").day_0, weekend.clock("initial_response").due_on) == (
        on(MONDAY),
        on("2023-10-02"),
    )


def test_01_a_standard_may_have_a_cut_off_time() -> None:
    early = Standard(Kind.INITIAL_RESPONSE, 5, cut_off=time(16), recorded=at("2020-01-01"))
    by = rules(standards=[early])
    assert Story(f"{FRIDAY} 15:59").clock("initial_response", by=by).day_0 == on(FRIDAY)
    assert Story(f"{FRIDAY} 16:00").clock("initial_response", by=by).day_0 == on(MONDAY)


def test_02_an_answer_in_the_last_minute_of_the_due_day_is_in_time_and_a_minute_later_is_not() -> None:
    in_time = Story(FRIDAY).first_answer("2023-09-29 23:59").clock("initial_response")
    late = Story(FRIDAY).first_answer("2023-09-30 00:00").clock("initial_response")
    assert (in_time.state, in_time.taken) == (ClockState.MET, 5)
    assert (late.state, late.taken) == (ClockState.MISSED, 5)


def test_03_the_last_hour_of_a_summers_day_belongs_to_that_day() -> None:
    late_evening, after_midnight = Story("2023-07-03 23:30"), Story("2023-07-04 00:30")
    assert late_evening.clock("initial_response").day_0 == on("2023-07-03")
    assert after_midnight.clock("initial_response").day_0 == on("2023-07-04")


def test_04_a_holiday_announced_late_moves_running_and_paused_clocks_and_no_finished_one() -> None:
    by = rules(("2023-09-26 09:00", calendar(2, closed=["2023-09-28"])))
    assert Story(FRIDAY).clock("initial_response").due_on == on("2023-09-29")
    running = Story(FRIDAY).clock("initial_response", by=by)
    assert (running.due_on, running.calendar.version) == (on("2023-10-02"), 2)
    paused = Story(FRIDAY).asked("2023-09-25").told("2023-09-25 15:00")
    assert paused.clock("initial_response", by=by).due_on == on("2023-10-02")
    finished = Story(FRIDAY).first_answer("2023-09-25").clock("initial_response", by=by)
    assert (finished.due_on, finished.calendar.version) == (on("2023-09-29"), 1)


def test_05_scotlands_days_and_the_councils_own_count_alike_for_dates_and_days_taken() -> None:
    days = calendar(closed=["2023-12-28"], opened=["2023-12-26"])
    assert not days.is_worked(on("2023-08-07"))  # the first Monday of August, not the last
    assert days.is_worked(on("2023-08-28"))
    due = due_in(days, on("2023-12-22"), 5)
    assert due == on("2024-01-04")  # 26, 27, 29 December, then 3 January behind two holidays
    assert days_taken(days, on("2023-12-22"), due) == 5


def test_06_the_stored_days_have_substitutes_no_weekends_and_say_when_they_run_out() -> None:
    stored = bank_holidays()
    assert stored[on("2022-12-27")] == "Christmas Day (observed)"
    assert on("2022-12-25") not in stored
    assert on("2023-11-11") not in stored
    assert ends_soon(LAST, on("2030-01-01"))
    assert not ends_soon(LAST, on("2029-12-31"))


def test_07_a_weekend_inside_a_pause_adds_nothing() -> None:
    plain = Story("2023-09-18").clock("initial_response").due_on
    over_the_weekend = Story("2023-09-18").asked(FRIDAY).told("2023-09-24 18:00").clock("initial_response")
    into_monday = Story("2023-09-18").asked(FRIDAY).told(MONDAY).clock("initial_response")
    assert over_the_weekend.due_on == plain == on("2023-09-25")
    assert into_monday.due_on == on("2023-09-26")


def test_08_a_change_of_category_service_or_priority_keeps_earlier_pauses() -> None:
    told = Story("2023-09-04").asked("2023-09-05").told("2023-09-07")
    due = told.clock("full_response").due_on
    told.happened("request_amended", "2023-09-08", category_id="lighting")
    told.happened("request_transferred", "2023-09-08", service_id="education", category_id="schools")
    told.happened("urgency_accepted", "2023-09-08", priority="urgent")
    assert told.clock("full_response").due_on == due == on("2023-10-04")


def test_09_a_paused_clock_shows_no_date_and_tells_nothing() -> None:
    paused = Story("2023-09-04").asked("2023-09-11").clock("initial_response")
    assert (paused.state, paused.due_on, paused.due) == (ClockState.PAUSED, None, None)
    assert next_telling(paused, ()) is None
    told = {Telling(Told.DUE_SOON, on("2023-09-12"))}
    again = Story("2023-09-04").asked("2023-09-11").told("2023-09-20").clock("initial_response")
    assert again.due_on == on("2023-09-21")
    following = next_telling(again, told)
    assert following is not None
    assert (following.telling.told, following.time) == (Told.DUE_SOON, at("2023-09-20 12:00"))


def test_10_what_comes_in_paused_is_paused_and_what_comes_in_closed_runs_no_clock() -> None:
    waiting = Story(FRIDAY)
    waiting.history[0] = type(waiting.history[0])(**{**vars(waiting.history[0]), "state": "awaiting_member"})
    assert [clock.state for clock in waiting.clocks()] == [ClockState.PAUSED, ClockState.PAUSED]
    closed = Story(FRIDAY).happened("request_closed", MONDAY, "closed")
    assert {clock.state for clock in closed.clocks()} == {ClockState.CANCELLED}


def test_11_a_question_upon_a_question_is_one_pause_and_days_taken_never_fall_below_nought() -> None:
    twice = Story("2023-09-04").asked("2023-09-05").happened("clarification_asked", "2023-09-06")
    twice.happened("clarification_given", "2023-09-07", "with_service")
    assert twice.clock("initial_response").pauses == (Pause(on("2023-09-05"), on("2023-09-07")),)
    at_once = Story(SATURDAY).first_answer(f"{SATURDAY} 13:00").clock("initial_response")
    assert at_once.taken == 0
    same_day = Story("2023-09-04").asked("2023-09-05 09:00").told("2023-09-05 17:00")
    assert same_day.clock("initial_response").pauses == ()


def test_12_a_pause_before_an_agreed_date_does_not_move_it_and_one_that_holds_it_does_openly() -> None:
    agreed = Story("2023-09-04").agreed("2023-09-06", "2023-10-27").asked("2023-09-11").told("2023-09-20")
    clock = agreed.clock("full_response")
    assert (clock.due_on, clock.agreed_due_on) == (on("2023-10-27"), on("2023-10-27"))
    agreed.asked("2023-10-26").told("2023-11-01")
    clock = agreed.clock("full_response")
    assert (clock.agreed_due_on, clock.due_on) == (on("2023-10-27"), on("2023-11-02"))
    answered = agreed.answered("2023-11-02").clock("full_response")
    assert (answered.state, answered.met_agreed, answered.met_original) == (ClockState.MET, True, False)


def test_a_date_in_the_past_of_all_calendars_is_still_a_date() -> None:
    assert calendar().after(date(1999, 12, 31)) == date(2000, 1, 3)
