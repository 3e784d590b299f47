"""Making the days to first and full answers fit the means of the paper, day by day."""

from collections.abc import Callable, Sequence
from random import Random

from deploy.demonstration.history.council_days import CouncilDays
from deploy.demonstration.history.courses import Course, End
from deploy.demonstration.history.paper import Column

LATEST_FIRST = 26
TENTHS = 10

Bounds = Callable[[Course], tuple[int, int]]


class CannotFit(Exception):
    """The courses cannot be bent so far."""


def fit(courses: Sequence[Course], column: Column, days: CouncilDays, random: Random) -> None:
    """Move first and full answers, each within its own course, until both means are the paper's."""

    def elapsed(course: Course) -> int:
        pause = course.pause.length if course.pause else 0
        return days.between(days.day_0(course.raised_on), course.by) - pause

    def first_bounds(course: Course) -> tuple[int, int]:
        latest = elapsed(course)
        if course.pause:
            latest = course.pause.after - 1
        elif course.full is not None:
            latest = course.full - 1
        elif course.end in (End.WORK_SCHEDULED, End.WITHDRAWN):
            latest -= 3
        elif course.end is End.ESCALATED:
            latest = 6
        return 0, min(latest, LATEST_FIRST)

    def full_bounds(course: Course) -> tuple[int, int]:
        assert course.first is not None
        return (course.pause.after if course.pause else course.first) + 1, elapsed(course)

    answered = [course for course in courses if course.first is not None]
    _move(answered, "first", first_bounds, _total(column.first_mean, answered), random)
    in_full = [course for course in courses if course.full is not None]
    _move(in_full, "full", full_bounds, _total(column.full_mean, in_full), random)


def _total(mean: int, courses: Sequence[Course]) -> int:
    """The whole number of days whose mean is nearest to so many tenths."""
    return (2 * mean * len(courses) + TENTHS) // (2 * TENTHS)


def _move(courses: Sequence[Course], name: str, bounds: Bounds, total: int, random: Random) -> None:
    """One day at a time; where both answers are one, it stays."""
    missing = total - sum(getattr(course, name) for course in courses)
    step = 1 if missing > 0 else -1
    movable = [course for course in courses if not (course.at_once and course.full is not None)]
    while missing:
        moved = False
        random.shuffle(movable)
        for course in movable:
            low, high = bounds(course)
            if missing and low <= getattr(course, name) + step <= high:
                setattr(course, name, getattr(course, name) + step)
                missing, moved = missing - step, True
        if not moved:
            raise CannotFit(f"the days to {name} answers miss {missing}")
