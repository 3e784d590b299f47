"""What other systems got wrong about due dates, one test each: answers, changes and tellings (13 to 24)."""

from services.sla.domain.standards import Standard
from services.sla.domain.tellings import Telling, Timed, next_telling, was_so
from services.sla.domain.vocabulary import ClockState, Kind, Told
from tests.unit.sla_examples import Story, at, on, rules

MONDAY = "2023-09-04"


def test_13_reopening_starts_a_clock_of_its_own_and_keeps_the_first_result() -> None:
    closed = Story(MONDAY).answered("2023-09-20").happened("request_closed", "2023-09-21", "closed")
    before = closed.clock("full_response")
    reopened = closed.happened("request_reopened", "2023-10-19", "further_information")
    assert reopened.clock("full_response") == before
    further = reopened.clock("further_response")
    assert (further.state, further.day_0, further.due_on) == (
        ClockState.RUNNING,
        on("2023-10-19"),
        on("2023-10-26"),
    )


def test_14_only_an_answer_to_the_member_is_a_response() -> None:
    quiet = Story(MONDAY)
    for name in (
        "officer_assigned",
        "note_added",
        "message_added",
        "contribution_added",
        "deadline_proposed",
    ):
        quiet.happened(name, "2023-09-05")
    quiet.asked("2023-09-05").told("2023-09-05 15:00").happened("request_amended", "2023-09-05 16:00")
    assert [clock.state for clock in quiet.clocks()] == [ClockState.RUNNING, ClockState.RUNNING]
    for answered in (
        Story(MONDAY).first_answer("2023-09-05"),
        Story(MONDAY).update("2023-09-05"),
        Story(MONDAY).work("2023-09-05", "2023-09-20"),
        Story(MONDAY).answered("2023-09-05"),
    ):
        assert answered.clock("initial_response").state is ClockState.MET


def test_15_a_request_logged_for_a_member_has_clocks_from_the_day_it_came_in() -> None:
    logged = Story(f"{MONDAY} 00:00")
    assert logged.clock("initial_response").day_0 == on(MONDAY)
    assert logged.clock("full_response").due_on == on("2023-10-02")


def test_16_whatever_ends_the_waiting_for_the_member_wakes_the_clock() -> None:
    for name in ("clarification_given", "clarification_dropped", "message_added", "request_transferred"):
        woken = Story(MONDAY).asked("2023-09-05").told("2023-09-07", name).clock("initial_response")
        assert (woken.state, woken.due_on) == (ClockState.RUNNING, on("2023-09-13"))


def test_17_with_the_member_nothing_runs_and_of_many_chasers_the_oldest_counts() -> None:
    answered = Story(MONDAY).answered("2023-09-05")
    assert {clock.state for clock in answered.clocks()} == {ClockState.MET}
    chased = answered.happened("further_information_asked", "2023-09-11", "further_information")
    chased.happened("further_information_asked", "2023-09-14")
    (further,) = [clock for clock in chased.clocks() if clock.kind is Kind.FURTHER_RESPONSE]
    assert further.due_on == on("2023-09-18")


def test_18_a_shorter_second_clock_leaves_the_first_as_it_is() -> None:
    both = Story(MONDAY).escalated("2023-09-05")
    assert both.clock("initial_response").due_on == on("2023-09-11")
    assert both.clock("escalation").due_on == on("2023-09-12")
    assert both.clock("full_response").due_on == on("2023-10-02")


def test_19_answering_writes_the_figures_and_closing_does_not_write_them_again() -> None:
    answered = Story(MONDAY).asked("2023-09-05").told("2023-09-07").answered("2023-09-12")
    before = answered.clocks()
    assert [clock.taken for clock in before] == [4, 4]
    assert answered.happened("request_closed", "2023-10-30", "closed").clocks() == before


def test_20_what_is_merged_or_withdrawn_is_late_no_more() -> None:
    for name in ("request_merged", "request_withdrawn", "request_frozen"):
        gone = Story(MONDAY).escalated("2023-09-05").happened(name, "2023-09-20", "withdrawn")
        assert {clock.state for clock in gone.clocks()} == {ClockState.CANCELLED}
        assert [next_telling(clock, ()) for clock in gone.clocks()] == [None, None, None]


def test_21_a_new_standard_moves_what_runs_rewrites_nothing_and_says_from_when_it_holds() -> None:
    standards = [
        Standard(Kind.FULL_RESPONSE, 10, on(MONDAY), service_id="roads", recorded=at("2023-09-06")),
        Standard(Kind.FULL_RESPONSE, 3, on("2023-09-06"), recorded=at("2023-09-06")),
        Standard(Kind.FULL_RESPONSE, 2, on(MONDAY), category_id="drains", recorded=at("2023-09-06")),
    ]
    by = rules(standards=standards)
    assert Story(MONDAY).clock("full_response", by=by).due_on == on("2023-09-18")
    finished = Story(MONDAY).answered("2023-09-05").clock("full_response", by=by)
    assert (finished.due_on, finished.standard) == (on("2023-10-02"), Standard(Kind.FULL_RESPONSE, 20))
    assert Story("2023-09-01").clock("full_response", by=by).due_on == on("2023-09-29")
    elsewhere = Story("2023-09-06", service_id="education")
    assert elsewhere.clock("full_response", by=by).due_on == on("2023-09-11")
    in_particular = Story(MONDAY, category_id="drains").clock("full_response", by=by)
    assert in_particular.due_on == on("2023-09-06")


def test_22_a_transfer_restarts_nothing_and_changes_no_standard() -> None:
    short = Standard(Kind.FULL_RESPONSE, 2, service_id="education", recorded=at("2020-01-01"))
    by = rules(standards=[short])
    moved = Story(MONDAY).work("2023-09-06", "2023-11-01")
    assert moved.clock("full_response", by=by).due_on == on("2023-11-02")
    moved.happened("request_transferred", "2023-09-07", "with_service", service_id="education")
    clock = moved.clock("full_response", by=by)
    assert (clock.day_0, clock.due_on) == (on(MONDAY), on("2023-10-02"))
    assert moved.clock("work_check", by=by).state is ClockState.CANCELLED


def told_one_after_the_other(story: Story) -> list[Timed]:
    """All that the first clock tells, if nothing more happens."""
    told: list[Timed] = []
    clock = story.clock("initial_response")
    while (following := next_telling(clock, {timed.telling for timed in told})) is not None:
        told.append(following)
    return told


def test_23_each_due_date_is_told_once_from_the_beginning_of_a_working_day() -> None:
    due = on("2023-09-11")
    assert told_one_after_the_other(Story(MONDAY)) == [
        Timed(Telling(Told.DUE_SOON, due), at("2023-09-08 00:00")),
        Timed(Telling(Told.BREACHED, due), at("2023-09-12 00:00")),
        Timed(Telling(Told.OVER_BY_A_WEEK, due), at("2023-09-18 00:00")),
    ]
    full = next_telling(Story(MONDAY).clock("full_response"), ())
    assert full == Timed(Telling(Told.DUE_SOON, on("2023-10-02")), at("2023-09-26 00:00"))
    agreed = Story(MONDAY).agreed("2023-09-06", "2023-10-18").clock("full_response")
    soon = next_telling(agreed, {Telling(Told.DUE_SOON, on("2023-10-02"))})
    assert soon == Timed(Telling(Told.DUE_SOON, on("2023-10-18")), at("2023-10-10 00:00"))  # 30 days: the 6th


def test_23_what_an_event_that_came_late_undoes_was_not_so() -> None:
    breach = Timed(Telling(Told.BREACHED, on("2023-09-11")), at("2023-09-12 00:00"))
    assert was_so(Story(MONDAY).clock("initial_response"), breach)
    assert not was_so(Story(MONDAY).first_answer("2023-09-11 23:50").clock("initial_response"), breach)
    assert not was_so(Story(MONDAY).asked("2023-09-11 10:00").clock("initial_response"), breach)
    assert was_so(Story(MONDAY).first_answer("2023-09-12 00:00").clock("initial_response"), breach)
    later = Story(MONDAY).asked("2023-09-13").told("2023-09-18").clock("initial_response")
    assert was_so(later, breach)


def test_24_a_late_clock_stops_counting_when_answered_and_may_still_be_given_a_date() -> None:
    late = Story(MONDAY).first_answer("2023-10-20")
    assert late.clock("initial_response").taken == 34
    moved = Story(MONDAY).first_answer("2023-09-05").agreed("2023-10-10", "2023-10-27").clock("full_response")
    assert (moved.state, moved.due_on, moved.original_due_on) == (
        ClockState.RUNNING,
        on("2023-10-27"),
        on("2023-10-02"),
    )
    assert was_so(moved, Timed(Telling(Told.BREACHED, on("2023-10-02")), at("2023-10-03 00:00")))
    assert not was_so(moved, Timed(Telling(Told.OVER_BY_A_WEEK, on("2023-10-02")), at("2023-10-11 00:00")))
