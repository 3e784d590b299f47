"""The fold of events against a model that counts days one by one, and against shuffled, repeated events."""

import random
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.sla.domain.clocks import clocks_of
from services.sla.domain.dating import Clock
from services.sla.domain.heard import Heard
from services.sla.domain.local_days import COUNCIL_ZONE, local_date
from services.sla.domain.vocabulary import ClockState
from tests.unit.sla_by_hand import ByHand
from tests.unit.sla_examples import FIRST_CALENDAR, rules

START = datetime(2022, 12, 1, 9, tzinfo=COUNCIL_ZONE)
GAPS = st.one_of(st.sampled_from([7 * 24, 28 * 24]), st.integers(0, 60), st.integers(0, 400))
RULES = rules()
SETTING = {"initial_response_given", "progress_posted", "work_scheduled", "deadline_agreed"}
NAMES = sorted(
    {*SETTING, "response_given", "clarification_asked", "clarification_given", "further_information_asked"}
    | {"request_escalated", "request_transferred", "request_reopened", "request_withdrawn", "note_added"}
    | {"urgency_accepted", "request_frozen", "request_handed_over", "request_closed"}
)
STATES = {
    "clarification_asked": "awaiting_member",
    "response_given": "responded",
    "request_closed": "closed",
    "request_withdrawn": "withdrawn",
}


@st.composite
def histories(draw: st.DrawFn) -> list[Heard]:
    """Anything after anything, hours to weeks apart: the fold has to make sense of all of it."""
    time, state = START + timedelta(hours=draw(st.integers(0, 3000))), "with_service"
    history = [Heard(1, "request_raised", time, time, state, "roads", "potholes", "normal")]
    questions = st.sampled_from(["clarification_asked", "clarification_given"])
    for name in draw(st.lists(st.one_of(questions, st.sampled_from(NAMES)), max_size=15)):
        time += timedelta(hours=draw(GAPS))
        stays = name in {"note_added", "deadline_agreed", "urgency_accepted", "request_frozen"}
        state = state if stays else STATES.get(name, "with_service")
        sets = local_date(time) + timedelta(days=draw(st.integers(0, 60))) if name in SETTING else None
        history.append(Heard(len(history) + 1, name, time, time, state, sets=sets))
    return history


@given(histories(), st.randoms(use_true_random=False))
def test_events_shuffled_and_repeated_come_to_the_same_end(history: list[Heard], dice: random.Random) -> None:
    mixed = history + dice.choices(history, k=5)
    dice.shuffle(mixed)
    assert clocks_of(mixed, RULES) == clocks_of(history, RULES)


def told(clock: Clock) -> dict[str, Any]:
    """All of it that somebody can count by hand."""
    return {
        "kind": clock.kind.value,
        "state": clock.state.value,
        "day_0": clock.day_0,
        "original": clock.original_due_on,
        "agreed": clock.agreed_due_on,
        "due": "nobody asks" if clock.state is ClockState.CANCELLED else clock.due_on,
        "taken": clock.taken,
        "met_original": clock.met_original,
        "met_agreed": clock.met_agreed,
    }


@settings(max_examples=1000)
@given(histories())
def test_every_clock_is_what_counting_day_by_day_gives(history: list[Heard]) -> None:
    assert list(map(told, clocks_of(history, RULES))) == [clock.told() for clock in ByHand(history).clocks]


@given(histories())
def test_no_clock_says_two_things_at_once(history: list[Heard]) -> None:
    for clock in clocks_of(history, RULES):
        assert (clock.due is not None) == (clock.state is ClockState.RUNNING)
        assert (clock.stopped_at is None) == (clock.state in {ClockState.RUNNING, ClockState.PAUSED})
        assert (clock.taken is None) or clock.taken >= 0
        assert clock.state is not ClockState.MET or clock.due_on is not None
        assert clock.calendar is FIRST_CALENDAR.calendar
