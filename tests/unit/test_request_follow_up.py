"""A member is reminded on the 5th and on the 10th working day after an answer in full that nobody closed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given as whatever
from hypothesis import strategies as st

from services.requests.domain.events import FollowUpReminded, Happened
from services.requests.domain.evolve import evolve
from services.requests.domain.follow_up import answered_by, reminder
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import State
from tests.unit.request_examples import at, given

A_DAY = timedelta(days=1)
NEW_YEAR = date(2024, 1, 1)
days = st.integers(0, 400).map(lambda number: NEW_YEAR + number * A_DAY)
closures = st.frozensets(days, max_size=40)


def works(closed: frozenset[date] = frozenset()) -> Callable[[date], bool]:
    """Monday to Friday, less the closed days."""
    return lambda day: day.weekday() < 5 and day not in closed


def answered(**different: object) -> RequestState:
    """Answered in full on Wednesday 20 September 2023."""
    return replace(given("respond"), **different)  # type: ignore[arg-type]


def reminded_on(day: date, state: RequestState, closed: frozenset[date] = frozenset()) -> int:
    """Of which working day somebody is reminded at noon; 0: not at all."""
    found = reminder(state, datetime(day.year, day.month, day.day, 12, tzinfo=UTC), works(closed))
    return found.working_days if found else 0


def test_two_reminders_each_on_its_working_day_and_each_once() -> None:
    state, told = answered(), []
    for number in range(60):
        day = date(2023, 9, 20) + number * A_DAY
        event = reminder(state, datetime(day.year, day.month, day.day, 12, tzinfo=UTC), works())
        if event is not None:
            told.append((day, event.working_days))
            state = evolve(state, Happened(event, at(day).now, "requests"))
    assert told == [(date(2023, 9, 27), 5), (date(2023, 10, 4), 10)]


def test_a_holiday_puts_a_reminder_off() -> None:
    closed = frozenset({date(2023, 9, 25)})
    assert reminded_on(date(2023, 9, 27), answered(), closed) == 0
    assert reminded_on(date(2023, 9, 28), answered(), closed) == 5


def test_what_was_missed_for_a_week_is_left_alone() -> None:
    assert reminded_on(date(2023, 10, 3), answered()) == 5
    assert reminded_on(date(2023, 10, 4), answered()) == 10
    assert reminded_on(date(2023, 10, 10), answered()) == 10
    assert reminded_on(date(2023, 10, 11), answered()) == 0


def test_only_what_is_answered_and_open_with_a_member_in_office_is_reminded_of() -> None:
    day = date(2023, 9, 27)
    assert reminded_on(day, answered()) == 5
    assert reminded_on(day, answered(frozen=True)) == 0
    assert reminded_on(day, answered(reminded=5)) == 0
    for state in State:
        assert reminded_on(day, answered(state=state)) == (5 if state is State.RESPONDED else 0)


def test_a_new_answer_in_full_begins_anew() -> None:
    state = evolve(answered(), Happened(FollowUpReminded(State.RESPONDED, 5), at().now, "requests"))
    assert state.reminded == 5
    assert given("ask_further_information", "respond", state=state).reminded == 0


@whatever(days, st.integers(0, 60), closures)
def test_it_is_the_working_day_that_a_count_day_by_day_says(
    of: date, later: int, closed: frozenset[date]
) -> None:
    today = of + later * A_DAY
    gone = sum(works(closed)(of + number * A_DAY) for number in range(1, later + 1))
    expected = 10 if 10 <= gone < 15 else 5 if 5 <= gone < 10 else 0
    state = answered(responded_at=datetime(of.year, of.month, of.day, 9, tzinfo=UTC))
    assert reminded_on(today, state, closed) == expected


@whatever(days, st.integers(1, 15), closures)
def test_the_days_of_answers_are_those_after_which_so_many_working_days_have_begun(
    today: date, working_days: int, closed: frozenset[date]
) -> None:
    latest = answered_by(today, working_days, works(closed))
    for day, enough in ((latest, True), (latest + A_DAY, False)):
        gone = sum(works(closed)(day + number * A_DAY) for number in range(1, (today - day).days + 1))
        assert (gone >= working_days) is enough
