"""The fold of events against a model that counts days one by one, and against shuffled, repeated events."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.sla.domain.clocks import clocks_of
from services.sla.domain.heard import Heard
from services.sla.domain.local_days import COUNCIL_ZONE, local_date
from services.sla.domain.vocabulary import ClockState, Kind
from tests.unit.sla_examples import FIRST_CALENDAR, HOLIDAYS, rules

A_DAY = timedelta(days=1)
START = datetime(2022, 12, 1, 9, tzinfo=COUNCIL_ZONE)
GAPS = st.one_of(st.sampled_from([7 * 24, 28 * 24]), st.integers(0, 60), st.integers(0, 400))
RULES = rules()
SETTING = {"initial_response_given", "progress_posted", "work_scheduled", "deadline_agreed"}
ANSWERS = {"initial_response_given", "progress_posted", "work_scheduled", "response_given"}
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


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


class CountedByHand:
    """One clock from the raising of a request, day by day; its standard's date only."""

    def __init__(self, history: list[Heard], length: int, stops: Callable[[Heard], bool]) -> None:
        self.pauses: list[tuple[date, date]] = []
        self.since: date | None = None
        self.state, self.due, self.taken = ClockState.RUNNING, None, None
        self.day_0 = local_date(history[0].time)
        while not works(self.day_0):
            self.day_0 += A_DAY
        for heard in history:
            day = local_date(heard.time)
            self.look_at_pause(heard.state == "awaiting_member", day)
            if heard.type in {"request_withdrawn", "request_frozen", "request_handed_over", "request_closed"}:
                self.state = ClockState.CANCELLED
            elif stops(heard):
                self.look_at_pause(False, day)
                self.stop(day, length)
            if self.state is not ClockState.RUNNING:
                break
        if self.state is not ClockState.MET and self.state is not ClockState.MISSED and self.since is None:
            self.due = self.by_standard(length)
        if self.state is ClockState.RUNNING and self.since is not None:
            self.state = ClockState.PAUSED

    def look_at_pause(self, waits: bool, day: date) -> None:
        if waits and self.since is None:
            self.since = day
        elif not waits and self.since is not None:
            self.pauses.append((self.since, day))
            self.since = None

    def is_counted(self, day: date) -> bool:
        return works(day) and not any(since < day <= until for since, until in self.pauses)

    def by_standard(self, length: int) -> date:
        day = self.day_0
        while length:
            day += A_DAY
            length -= self.is_counted(day)
        while any(since < until and since <= day <= until for since, until in self.pauses):
            day += A_DAY
            while not self.is_counted(day):
                day += A_DAY
        return day

    def stop(self, day: date, length: int) -> None:
        self.due = self.by_standard(length)
        self.state = ClockState.MET if day <= self.due else ClockState.MISSED
        days = (self.day_0 + n * A_DAY for n in range(1, (day - self.day_0).days + 1))
        self.taken = sum(map(self.is_counted, days))


def without(history: list[Heard], *names: str) -> list[Heard]:
    return [heard for heard in history if heard.type not in names]


@settings(max_examples=500)
@given(histories())
def test_the_first_response_is_what_counting_day_by_day_gives(history: list[Heard]) -> None:
    plain = without(history, "urgency_accepted")
    counted = CountedByHand(plain, 5, lambda heard: heard.type in ANSWERS)
    clock = next(clock for clock in clocks_of(plain, RULES) if clock.kind is Kind.INITIAL_RESPONSE)
    found = (clock.state, clock.day_0, clock.due_on, clock.taken)
    assert found == (counted.state, counted.day_0, counted.due, counted.taken)


@settings(max_examples=500)
@given(histories())
def test_the_full_response_is_what_counting_day_by_day_gives(history: list[Heard]) -> None:
    plain = without(history, "deadline_agreed", "work_scheduled")
    counted = CountedByHand(plain, 20, lambda heard: heard.type == "response_given")
    clock = next(clock for clock in clocks_of(plain, RULES) if clock.kind is Kind.FULL_RESPONSE)
    found = (clock.state, clock.day_0, clock.due_on, clock.taken)
    assert found == (counted.state, counted.day_0, counted.due, counted.taken)


@given(histories())
def test_no_clock_says_two_things_at_once(history: list[Heard]) -> None:
    for clock in clocks_of(history, RULES):
        assert (clock.due is not None) == (clock.state is ClockState.RUNNING)
        assert (clock.stopped_at is None) == (clock.state in {ClockState.RUNNING, ClockState.PAUSED})
        assert (clock.taken is None) or clock.taken >= 0
        assert clock.state is not ClockState.MET or clock.due_on is not None
        assert clock.calendar is FIRST_CALENDAR.calendar
