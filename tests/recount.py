"""The figures of the update paper, counted anew from raw events: slowly, day by day, and by nothing of ours.

Knows the lifecycle, the calendar (by the library's holidays) and the paper's definitions in its own words, so
that a mistake in the code that is checked by it is not here, too.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
ANSWERS = ("initial_response_given", "progress_posted", "work_scheduled", "response_given")
IN_ACTION = ("with_service", "awaiting_member", "work_scheduled", "further_information", "escalated")
FINISHED = {"request_closed": "closed", "request_withdrawn": "withdrawn", "request_merged": "withdrawn"}
LED_TO = {
    **FINISHED,
    "request_raised": "with_service",
    "work_scheduled": "work_scheduled",
    "response_given": "responded",
    "further_information_asked": "further_information",
    "request_reopened": "further_information",
    "request_escalated": "escalated",
}
GOOD_SPEED = ("very_happy", "happy", "moderately_happy")
GOOD_QUALITY = ("excellent", "good", "satisfactory")

Event = Mapping[str, Any]
Figures = dict[str, Any]


def local(instant: str) -> date:
    """The council's date of an instant."""
    return datetime.fromisoformat(instant).astimezone(LONDON).date()


@cache
def _scottish() -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv="SCT", years=range(2014, 2031))


@cache
def worked(day: date) -> bool:
    """Whether the council works on that day: the demonstration closes on bank holidays only."""
    return day.weekday() < 5 and day not in _scottish()


def next_worked(day: date) -> date:
    """The working day after a day."""
    day += A_DAY
    while not worked(day):
        day += A_DAY
    return day


@dataclass
class Request:
    """One request as it stands while the days go by."""

    made_by: str
    made_on: date
    channel: str
    service: str
    day_0: date
    state: str = ""
    before_question: str = ""
    asked_on: date | None = None
    pauses: list[tuple[date, date]] = field(default_factory=list)
    first: tuple[date, int] | None = None
    full: tuple[date, int] | None = None
    proposed: date | None = None
    agreed: date | None = None
    set_on: date | None = None
    urgent_on: date | None = None

    def take(self, kind: str, day: date, data: Event) -> None:
        """One more event, of that local day."""
        if kind == "clarification_asked":
            self.before_question, self.state, self.asked_on = self.state, "awaiting_member", day
            return
        if kind in ("clarification_given", "clarification_dropped"):
            assert self.asked_on is not None
            self.state = self.before_question
            self.pauses.append((self.asked_on, day))
        self.state = LED_TO.get(kind, self.state)
        if kind == "request_transferred":
            self.service, self.set_on = data["service_id"], self.agreed
            if self.state not in ("escalated", "further_information"):
                self.state = "with_service"
        self._set_dates(kind, day, data)
        if kind in ANSWERS and self.first is None:
            self.first = day, self._counted(day)
        if kind == "response_given" and self.full is None:
            self.full = day, self._counted(day)

    def _set_dates(self, kind: str, day: date, data: Event) -> None:
        if kind == "deadline_proposed":
            self.proposed = date.fromisoformat(data["due_on"])
        elif kind == "deadline_agreed":
            self.agreed = self.set_on = self.proposed
        elif kind == "work_scheduled":
            self.set_on = next_worked(date.fromisoformat(data["work_on"]))
        elif kind == "urgency_accepted":
            self.urgent_on = day

    def over_by_a_week(self, day: date) -> bool:
        """Whether, at the end of a day, it is with the service and a clock was due a week ago or longer."""
        if self.state != "with_service":
            return False
        due = [self._full_due()] if self.full is None else []
        due += [self._initial_due()] if self.first is None else []
        return any(day - one >= A_WEEK for one in due)

    def _initial_due(self) -> date:
        due = self._out_of_pauses(self._nth_counted(5))
        return min(due, next_worked(self.urgent_on)) if self.urgent_on else due

    def _full_due(self) -> date:
        return self._out_of_pauses(self.set_on or self._nth_counted(20))

    def _paused(self, day: date) -> bool:
        return any(since < day <= until for since, until in self.pauses)

    def _counted(self, until: date) -> int:
        count, day = 0, self.day_0
        while day < until:
            day += A_DAY
            count += worked(day) and not self._paused(day)
        return count

    def _nth_counted(self, number: int) -> date:
        day = self.day_0
        while number:
            day += A_DAY
            number -= worked(day) and not self._paused(day)
        return day

    def _out_of_pauses(self, due: date) -> date:
        for since, until in self.pauses:
            if since < until and since <= due <= until:
                due = next_worked(until)
        return due


def recount(
    events: Iterable[Event],
    column_of: Callable[[str], str],
    day: date,
    since: date = date.min,
    surveys: Iterable[Event] = (),
    serving: Iterable[str] = (),
) -> Figures:
    """The paper's figures as at the end of `day`, flows from `since`.

    `events` are those of requests as they were published; `surveys` each {request_id, on, speed, quality}, in
    the version in force then; `serving` the ids of the members in office.
    """
    known = _walked(events, day)
    in_column = {"ris": [], "other": [], "total": list(known.values())}
    for request in known.values():
        in_column[column_of(request.service)].append(request)
    made = [request for request in known.values() if since <= request.made_on]
    told = [s for s in surveys if since <= s["on"] <= day and s["request_id"] in known]
    return {
        "columns": {name: _column(found, day, since) for name, found in in_column.items()},
        "feedback": _feedback(told),
        "usage": _usage(made, list(serving)),
        "channels": {
            name: sum(request.channel == name for request in made) for name in ("online", "logged_by_officer")
        },
    }


def _walked(events: Iterable[Event], day: date) -> dict[str, Request]:
    """Every request as at the end of a day, a day after another."""
    by_day: dict[date, list[Event]] = {}
    for event in events:
        by_day.setdefault(local(event["time"]), []).append(event)
    known: dict[str, Request] = {}
    for today in _days(min(by_day, default=day), day):
        for event in sorted(by_day.get(today, ()), key=lambda e: (e["subject"], e["streamsequence"])):
            _apply(known, event, today)
    return known


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += A_DAY


def _apply(known: dict[str, Request], event: Event, today: date) -> None:
    data = event["data"]
    if event["type"] == "request_raised":
        day_0 = today if worked(today) else next_worked(today)
        known[event["subject"]] = Request(
            data["member_id"], today, data["channel"], data["service_id"], day_0
        )
    if event["subject"] in known:
        known[event["subject"]].take(event["type"], today, data)


def _column(found: list[Request], day: date, since: date) -> Figures:
    states = {state: sum(r.state == state for r in found) for state in (*IN_ACTION, "responded")}
    withdrawn = sum(r.state == "withdrawn" for r in found)
    closed = sum(r.state == "closed" for r in found) + withdrawn
    return {
        **{state: states[state] for state in IN_ACTION},
        "made": sum(since <= r.made_on for r in found),
        "in_action": sum(states[state] for state in IN_ACTION),
        "over_by_a_week": sum(r.over_by_a_week(day) for r in found),
        "actioned": closed + states["responded"],
        "closed_by_members": closed,
        "withdrawn": withdrawn,
        "open_with_members": states["responded"],
        "initial_response": _days_taken(r.first for r in found if r.first and since <= r.first[0]),
        "full_response": _days_taken(r.full for r in found if r.full and since <= r.full[0]),
    }


def _days_taken(answers: Iterable[tuple[date, int]]) -> Figures:
    taken = sorted(days for _, days in answers)
    count, half = len(taken), len(taken) // 2
    if not taken:
        return {"count": 0, "mean": None, "median": None, "p90": None}
    median = Fraction(taken[half] + taken[half - (count % 2 == 0)], 2)
    return {
        "count": count,
        "mean": Fraction(sum(taken), count),
        "median": median,
        "p90": taken[-(-9 * count // 10) - 1],
    }


def _feedback(told: list[Event]) -> Figures:
    speed = [s["speed"] for s in told if s["speed"]]
    quality = [s["quality"] for s in told if s["quality"]]
    return {
        "speed": {"answered": len(speed), "moderately_or_better": sum(s in GOOD_SPEED for s in speed)},
        "quality": {
            "answered": len(quality),
            "satisfactory_or_better": sum(q in GOOD_QUALITY for q in quality),
            "good_or_better": sum(q in GOOD_QUALITY[:2] for q in quality),
        },
    }


def _usage(made: list[Request], serving: list[str]) -> Figures:
    counts = sorted(sum(r.made_by == member for r in made) for member in serving)
    bands = [bisect_left(counts, 30), bisect_left(counts, 70), len(counts)]
    return {
        "members": len(counts),
        "mean": Fraction(sum(counts), len(counts)) if counts else None,
        "bands": {"0-29": bands[0], "30-69": bands[1] - bands[0], "70+": bands[2] - bands[1]},
        "highest": max(counts, default=None),
        "former": sum(r.made_by not in serving for r in made),
    }
