"""The rules of feedback: who may answer until when, suggestions, improvement actions, texts."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.contracts import feedback_vocabulary as words
from services.feedback.domain.council_days import local_date
from services.feedback.domain.improvements import Improvement, ImprovementState
from services.feedback.domain.suggestions import SuggestionState, after_answer, after_finish, may_support
from services.feedback.domain.surveys import DAYS_TO_ANSWER, Closing, Obstacle, SurveyAnswer, obstacle
from services.feedback.domain.texts import cleaned, flaw

INSTANTS = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(INSTANTS, st.timedeltas(timedelta(), timedelta(days=40)))
def test_a_closing_can_be_answered_on_its_own_day_and_the_fourteen_after(
    at: datetime, later: timedelta
) -> None:
    closing = Closing("r1", 2, "ann", "roads", at)
    days = (local_date(at + later) - local_date(at)).days
    assert obstacle(closing, "ann", at + later) == (None if days <= DAYS_TO_ANSWER else Obstacle.TOO_LATE)
    assert obstacle(closing, "bob", at + later) is Obstacle.NOT_THEIRS
    assert obstacle(closing, "ann", at - timedelta(microseconds=1)) is Obstacle.TOO_EARLY


def test_the_last_day_ends_at_midnight_on_the_councils_wall() -> None:
    closing = Closing("r1", 2, "ann", "roads", datetime(2023, 10, 20, 22, 30, tzinfo=UTC))  # 23:30 there
    assert closing.last_day == date(2023, 11, 3)
    assert obstacle(closing, "ann", datetime(2023, 11, 3, 23, 59, tzinfo=UTC)) is None
    assert obstacle(closing, "ann", datetime(2023, 11, 4, 0, 0, tzinfo=UTC)) is Obstacle.TOO_LATE


def test_the_first_instant_that_there_is_has_a_date() -> None:
    assert local_date(datetime.min.replace(tzinfo=UTC)) == date.min


def test_the_rules_and_the_contract_agree() -> None:
    assert DAYS_TO_ANSWER == words.DAYS_TO_ANSWER
    assert tuple(SuggestionState) == words.SUGGESTION_STATES
    assert tuple(ImprovementState) == words.IMPROVEMENT_STATES


@given(
    st.sampled_from([None, "happy"]),
    st.sampled_from([None, "good"]),
    st.sampled_from(["", "x"]),
    st.booleans(),
)
def test_what_is_quotable_was_said(speed: str | None, quality: str | None, comment: str, quote: bool) -> None:
    answer = SurveyAnswer(speed, quality, comment, quote)
    assert answer.is_empty == (not (speed or quality or comment))
    assert answer.is_quotable == bool(quote and comment)


@given(st.text())
def test_a_text_is_cleaned_once_and_for_all(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert "\r" not in once
    if flaw("The comment", once, 2_000, required=False) is None:
        assert once.encode().decode() == once


def test_a_text_that_cannot_be_taken_is_said_to_be_so() -> None:
    assert flaw("The reply", "", 10) == "The reply cannot be empty. Write up to 10 characters."
    assert "this has 11" in str(flaw("The reply", "x" * 11, 10))
    for c in ("\x00", "\ud800", "\ufffe", "\ufdd0", "\u202e"):
        assert "cannot be shown" in str(flaw("The reply", f"a{c}b", 10))
    assert flaw("The reply", "Tìr nan Òg 👩\u200d👧\n\tد", 100) is None


@given(st.lists(st.sampled_from(["planned", "declined", "finish"]), max_size=8))
def test_a_suggestion_is_done_only_after_it_was_planned_and_then_stays_so(steps: list[str]) -> None:
    state = SuggestionState.NEW
    for step in steps:
        before = state
        after = after_finish(state) if step == "finish" else after_answer(state, SuggestionState(step))
        assert (after is None) == (
            before is SuggestionState.DONE or (step == "finish" and before != "planned")
        )
        state = after or before
    assert may_support("ann", "bob", state) == (state in ("new", "planned"))
    assert not may_support("ann", "ann", state)


@given(st.lists(st.tuples(st.sampled_from(ImprovementState), st.integers(0, 30)), max_size=6), DAYS)
def test_an_action_stands_on_each_day_as_it_was_left(
    changes: list[tuple[ImprovementState, int]], first: date
) -> None:
    action = Improvement("i", 1, "hugh", "roads", first, ImprovementState.OPEN, None, "olive", first)
    today = first
    for state, wait in changes:
        today += timedelta(days=wait)
        before, action = action, action.changed("hugh", first, state, today)
        assert action.version == before.version + 1
        assert (action.done_on is None) == (state is ImprovementState.OPEN)
        if state is before.state:
            assert action.done_on == before.done_on
    assert action.as_at(today) is action.state
    if action.done_on is not None and action.done_on > first:
        assert action.as_at(action.done_on - timedelta(days=1)) is ImprovementState.OPEN
    assert action.is_late(first + timedelta(days=1)) == (
        action.as_at(first + timedelta(days=1)) is ImprovementState.OPEN
    )
