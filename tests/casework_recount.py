"""The figures of the update paper as at any day, counted from the rows of the New York casework alone.

Nothing of ours is asked: neither what a row became nor when a clock was due. Every case is walked day by day.
"""

import csv
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import holidays

A_DAY = timedelta(days=1)
RIS = ("transportation", "sanitation")
IN_ACTION = ("with_service", "awaiting_member", "work_scheduled", "further_information", "escalated")
SCOTTISH = holidays.country_holidays("GB", subdiv="SCT", years=range(2014, 2031))

Figures = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A row that came in. It was answered in full and closed on the same day, or is open."""

    account: str
    column: str
    opened: date
    closed: date | None


@dataclass(frozen=True)
class Casework:
    """The cases of a file; everybody whom it names is a member from the first day on."""

    cases: list[Case]
    members: frozenset[str]

    @property
    def days(self) -> tuple[date, date]:
        """The first day on which anything happened, and the last."""
        last = max(case.closed or case.opened for case in self.cases)
        return min(case.opened for case in self.cases), last


def read_casework(path: Path) -> Casework:
    """The first row of each key; a row that ends before it begins is none."""
    cases: dict[str, Case] = {}
    members = set()
    for row in _rows(path):
        opened, closed = date.fromisoformat(row["opendate"]), row["closedate"]
        case = Case(
            row["account"],
            "ris" if row["complaint_type"].strip().lower() in RIS else "other",
            opened,
            date.fromisoformat(closed) if closed else None,
        )
        if case.closed is None or case.closed >= opened:
            members.add(case.account)
            cases.setdefault(row["unique_key"], case)
    return Casework(list(cases.values()), frozenset(members))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with lzma.open(path, "rt", newline="") if path.suffix == ".xz" else path.open(newline="") as text:
        reader = csv.DictReader(text)
        for row in reader:
            if None not in row and None not in row.values():
                yield row


@cache
def _worked(day: date) -> bool:
    return day.weekday() < 5 and day not in SCOTTISH


@cache
def _day_0(day: date) -> date:
    while not _worked(day):
        day += A_DAY
    return day


@cache
def _taken(opened: date, answered: date) -> int:
    """Working days behind the day of receipt, up to that of the answer."""
    number, day = 0, _day_0(opened) + A_DAY
    while day <= answered:
        number += _worked(day)
        day += A_DAY
    return number


@cache
def _first_due(opened: date) -> date:
    """The fifth working day: the date of the first answer, and so the earliest of an unanswered case."""
    day, left = _day_0(opened), 5
    while left:
        day += A_DAY
        left -= _worked(day)
    return day


def count_casework(casework: Casework, as_at: date, since: date = date.min) -> Figures:
    """The paper's JSON but for its days and checks; means are fractions."""
    known = [case for case in casework.cases if case.opened <= as_at]
    columns = {name: [case for case in known if case.column == name] for name in ("ris", "other")}
    made = [case for case in known if since <= case.opened]
    ended = sum(case.closed is not None and since <= case.closed <= as_at for case in known)
    return {
        "columns": {
            name: _column(found, as_at, since) for name, found in (columns | {"total": known}).items()
        },
        "feedback": {
            "speed": {"answered": 0, "moderately_or_better": 0},
            "quality": {"answered": 0, "satisfactory_or_better": 0, "good_or_better": 0},
        },
        "usage": _usage(Counter(case.account for case in made), casework.members),
        "channels": {"online": 0, "logged_by_officer": len(made)},
        "flows": {"responses": ended, "closures": ended},
    }


def _column(known: list[Case], as_at: date, since: date) -> Figures:
    is_open = [case for case in known if case.closed is None or case.closed > as_at]
    taken = [
        _taken(case.opened, case.closed)
        for case in known
        if case.closed is not None and since <= case.closed <= as_at
    ]
    ended = len(known) - len(is_open)
    return {
        "made": sum(since <= case.opened for case in known),
        "in_action": len(is_open),
        **dict.fromkeys(IN_ACTION, 0),
        "with_service": len(is_open),
        "over_by_a_week": sum((as_at - _first_due(case.opened)).days >= 7 for case in is_open),
        "actioned": ended,
        "closed_by_members": ended,
        "withdrawn": 0,
        "open_with_members": 0,
        # A case's only answer is its full one.
        "initial_response": _days_taken(taken),
        "full_response": _days_taken(taken),
    }


def _days_taken(taken: Iterable[int]) -> Figures:
    days = sorted(taken)
    if not days:
        return {"count": 0, "mean": None, "median": None, "p90": None}
    middle = (days[(len(days) - 1) // 2], days[len(days) // 2])
    nearest = -(-9 * len(days) // 10)
    return {
        "count": len(days),
        "mean": Fraction(sum(days), len(days)),
        "median": Fraction(sum(middle), 2),
        "p90": days[nearest - 1],
    }


def _usage(made: Counter[str], members: frozenset[str]) -> Figures:
    numbers = [made[member] for member in members]
    return {
        "members": len(numbers),
        "mean": Fraction(sum(numbers), len(numbers)),
        "bands": {
            "0-29": sum(number < 30 for number in numbers),
            "30-69": sum(30 <= number < 70 for number in numbers),
            "70+": sum(number >= 70 for number in numbers),
        },
        "highest": max(numbers),
        "former": 0,
    }
