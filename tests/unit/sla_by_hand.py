"""The clocks of a request as somebody with a calendar on the wall counts them: one day after the other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from services.sla.domain.heard import Heard
from services.sla.domain.local_days import local_date
from tests.unit.sla_examples import HOLIDAYS

A_DAY = timedelta(days=1)
LENGTHS = {"initial_response": 5, "full_response": 20, "further_response": 5, "escalation": 5}
URGENT_LENGTHS = LENGTHS | {"initial_response": 1, "escalation": 1}
STOPPED_BY_ANY_ANSWER = ("initial_response", "further_response", "escalation", "next_update")
ANSWERS = ("initial_response_given", "progress_posted", "work_scheduled", "response_given")
ENDS = ("request_withdrawn", "request_closed", "request_frozen", "request_handed_over")


def works(day: date) -> bool:
    """Whether the council does."""
    return day.weekday() < 5 and day not in HOLIDAYS


def first_worked(day: date) -> date:
    """That day, or the next that is worked."""
    while not works(day):
        day += A_DAY
    return day


@dataclass
class HandClock:
    """One clock. `length` is None when it runs to a date that was set, which is `set_to`."""

    kind: str
    received: date
    length: int | None
    set_to: date | None = None
    agreed: date | None = None
    urgent_on: date | None = None
    pauses: list[tuple[date, date]] = field(default_factory=list)
    since: date | None = None
    state: str = "running"
    figures: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.day_0 = first_worked(self.received)
        self.first_set = self.set_to

    @property
    def is_alive(self) -> bool:
        """Whether it is neither answered nor cancelled."""
        return self.state == "running"

    def is_counted(self, day: date) -> bool:
        """Worked, and in no pause."""
        return works(day) and not any(since < day <= until for since, until in self.pauses)

    def counted_from(self, start: date, length: int) -> date:
        """The counted day with that number after a day, out of the pauses that hold it."""
        day = start
        while length:
            day += A_DAY
            length -= self.is_counted(day)
        return self.out_of_pauses(day)

    def out_of_pauses(self, day: date) -> date:
        """The first counted day after the pauses that hold this one."""
        while any(since < until and since <= day <= until for since, until in self.pauses):
            day += A_DAY
            while not self.is_counted(day):
                day += A_DAY
        return day

    def original(self) -> date:
        """By the standard, or as it was first set."""
        if self.length is not None:
            return self.counted_from(self.day_0, self.length)
        assert self.first_set is not None
        return self.out_of_pauses(self.first_set)

    def due(self) -> date:
        """The date in force."""
        due = self.out_of_pauses(self.set_to) if self.set_to else self.original()
        if self.urgent_on is None:
            return due
        return min(due, self.counted_from(first_worked(self.urgent_on), 1))

    def pause_ends(self, day: date) -> None:
        """The member has answered."""
        if self.since is not None:
            self.pauses.append((self.since, day))
            self.since = None

    def stop(self, day: date, replaced: bool = False) -> None:
        """Answered, or a new date took its place."""
        due = self.due()
        if replaced and day <= due:
            self.state = "cancelled"
            return
        self.state = "met" if day <= due else "missed"
        days = (self.day_0 + n * A_DAY for n in range(1, (day - self.day_0).days + 1))
        self.figures = {
            "taken": None if self.length is None else sum(map(self.is_counted, days)),
            "met_original": day <= self.original(),
            "met_agreed": day <= self.out_of_pauses(self.agreed) if self.agreed else None,
        }

    def told(self) -> dict[str, Any]:
        """All that is to be compared."""
        state = "paused" if self.is_alive and self.since is not None else self.state
        shown = None if state == "paused" else self.due()
        nothing = {"taken": None, "met_original": None, "met_agreed": None}
        return {
            "kind": self.kind,
            "state": state,
            "day_0": self.day_0,
            "original": self.original(),
            "agreed": self.agreed,
            "due": "nobody asks" if state == "cancelled" else shown,
            **nothing,
            **self.figures,
        }


class ByHand:
    """Every clock of a request."""

    def __init__(self, history: list[Heard]) -> None:
        self.clocks: list[HandClock] = []
        self.waits = self.urgent = False
        self.frozen: list[str] = []
        for heard in history:
            self.hear(heard, local_date(heard.time))

    def alive(self, *kinds: str) -> Iterator[HandClock]:
        """Those of these kinds (none: of all) that run or are paused."""
        return (clock for clock in self.clocks if clock.is_alive and (not kinds or clock.kind in kinds))

    def start(self, kind: str, day: date, set_to: date | None = None) -> None:
        """Another clock."""
        lengths = URGENT_LENGTHS if self.urgent else LENGTHS
        self.clocks.append(HandClock(kind, day, lengths.get(kind), set_to))

    def hear(self, heard: Heard, day: date) -> None:
        """One more event."""
        waits = heard.state == "awaiting_member"
        if self.waits and not waits:
            for clock in self.alive():
                clock.pause_ends(day)
        self.answered(heard, day)
        self.date_set(heard, day)
        self.ended(heard, day)
        self.began(heard, day)
        if waits and not self.waits:
            for clock in self.alive():
                clock.since = day
        self.waits = waits

    def answered(self, heard: Heard, day: date) -> None:
        """An answer stops what waits for any; a full one everything."""
        if heard.type in ANSWERS:
            kinds = () if heard.type == "response_given" else STOPPED_BY_ANY_ANSWER
            for clock in list(self.alive(*kinds)):
                clock.stop(day)
        if heard.type == "work_scheduled":
            for clock in list(self.alive("work_check")):
                clock.stop(day, replaced=True)

    def date_set(self, heard: Heard, day: date) -> None:
        """Agreed, planned, no longer planned, or urgent."""
        if heard.type == "deadline_agreed":
            order = ("full_response", "further_response", "escalation")
            for clock in [clock for kind in order for clock in self.alive(kind)][:1]:
                clock.agreed = clock.set_to = heard.sets
                clock.urgent_on = None
        for clock in self.alive("full_response"):
            if heard.type == "work_scheduled":
                clock.set_to = after_work(heard)
            elif heard.type == "request_transferred":
                clock.set_to = clock.agreed
        if heard.type == "urgency_accepted":
            self.urgent = True
            for clock in self.alive("initial_response", "escalation"):
                clock.urgent_on = clock.urgent_on or day

    def ended(self, heard: Heard, day: date) -> None:
        """Nobody waits any longer; a successor's clocks start anew."""
        standing = [clock.kind for clock in self.alive(*LENGTHS)]
        kinds = ("work_check",) if heard.type == "request_transferred" else ()
        if heard.type in (*ENDS, "request_transferred"):
            for clock in list(self.alive(*kinds)):
                clock.state = "cancelled"
        if heard.type == "request_frozen":
            self.frozen = standing
        if heard.type == "request_handed_over":
            for kind in dict.fromkeys(self.frozen or standing):
                self.start(kind, day)
            self.frozen = []

    def began(self, heard: Heard, day: date) -> None:
        """What an event starts."""
        match heard.type:
            case "request_raised":
                self.start("initial_response", day)
                self.start("full_response", day)
            case "initial_response_given" | "progress_posted":
                self.start("next_update", day, heard.sets)
            case "work_scheduled":
                self.start("work_check", day, after_work(heard))
            case "request_escalated":
                self.start("escalation", day)
            case "further_information_asked" | "request_reopened":
                if not any(self.alive("further_response")):
                    self.start("further_response", day)


def after_work(heard: Heard) -> date:
    """The working day after the work's."""
    assert heard.sets is not None
    return first_worked(heard.sets + A_DAY)
