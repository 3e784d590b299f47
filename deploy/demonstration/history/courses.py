"""What becomes of each request up to the day of the paper, in working days: drawn, not yet made to fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from deploy.demonstration.history.council_days import CouncilDays
from deploy.demonstration.history.paper import AS_AT, FIRST_DAY, Column


class End(StrEnum):
    """Where a request stands at the end of the day of the paper."""

    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    OPEN = "open"
    WITH_SERVICE = "with_service"
    WORK_SCHEDULED = "work_scheduled"
    FURTHER_INFORMATION = "further_information"
    ESCALATED = "escalated"


class Tail(StrEnum):
    """What happens after the first full answer, before the end."""

    NOTHING = "nothing"
    ASKED_AGAIN = "asked_again"
    REOPENED = "reopened"
    ESCALATED = "escalated"


# Working days that a tail needs between the first full answer and the day of the paper.
ROOM = {Tail.NOTHING: 0, Tail.ASKED_AGAIN: 9, Tail.REOPENED: 14, Tail.ESCALATED: 9}


@dataclass
class Pause:
    """A question to the member, asked that many counted days after day 0 and answered `length` days on."""

    after: int
    length: int


@dataclass
class Course:
    """One request. `first` and `full` are counted working days to the first answer and the full one.

    `at_once`: the first answer is the full one, or the date of the work. `by`: no answer comes later.
    """

    column: str
    end: End
    raised_on: date
    by: date
    first: int | None = None
    full: int | None = None
    at_once: bool = False
    pause: Pause | None = None
    tail: Tail = Tail.NOTHING
    agreed: bool = False


class Drawing:
    """Draws the courses of one column."""

    def __init__(self, column: Column, days: CouncilDays, random: Random) -> None:
        self._column = column
        self._days = days
        self._random = random
        self.key = column.key
        self._ris = column.key == "ris"

    def courses(self) -> list[Course]:
        """As many of each end as the paper has."""
        column = self._column
        closed = [self._answered(End.CLOSED) for _ in range(column.closed - column.withdrawn)]
        opened = [self._answered(End.OPEN) for _ in range(column.open)]
        withdrawn = [self._withdrawn() for _ in range(column.withdrawn)]
        in_action = [*self._with_service(), *self._work_scheduled(), *self._further(), *self._escalated()]
        return [*closed, *opened, *withdrawn, *in_action]

    def _answered(self, end: End) -> Course:
        tail = self._tail(end)
        by = self._days.after(AS_AT, -ROOM[tail])
        latest = by if self._random.random() < 0.03 else min(by, date(2023, 8, 18))
        course = Course(self.key, end, self._day(FIRST_DAY, latest), by, tail=tail)
        self.answer(course)
        return course

    def _tail(self, end: End) -> Tail:
        if end is End.OPEN:
            return Tail.ASKED_AGAIN if self._random.random() < 0.05 else Tail.NOTHING
        return self._random.choices(
            [Tail.NOTHING, Tail.ASKED_AGAIN, Tail.REOPENED, Tail.ESCALATED], [86, 7, 5, 2]
        )[0]

    def answer(self, course: Course) -> None:
        """Draw the days to a first and a full answer that come by the day they have to."""
        elapsed = self._elapsed(course)
        course.full = min(self._draw_full(), elapsed)
        course.at_once = course.full == 0 or self._random.random() < 0.12
        if course.at_once:
            course.full = min(course.full, self._random.randint(0, 4 if self._ris else 12))
            course.first = course.full
            return
        course.first = min(self._draw_first(), course.full - 1)
        free = min(course.full - 2, elapsed - course.full)
        if course.full - course.first > 3 and free > 1 and self._random.random() < 0.16:
            after = self._random.randint(course.first + 1, course.full - 1)
            course.pause = Pause(after, self._random.randint(1, min(free, 9)))

    def _draw_full(self) -> int:
        spans = [(2, 20), (21, 45), (46, 90)] if self._ris else [(3, 20), (21, 35), (36, 50)]
        weights = [62, 25, 13] if self._ris else [77, 20, 3]
        return self._random.randint(*self._random.choices(spans, weights)[0])

    def _draw_first(self) -> int:
        if self._ris:
            return self._random.choices(range(11), [14, 22, 20, 13, 9, 10, 5, 3, 2, 1, 1])[0]
        return self._random.choices([self._random.randint(1, 5), self._random.randint(6, 18)], [45, 55])[0]

    def _withdrawn(self) -> Course:
        course = Course(self.key, End.WITHDRAWN, self._day(FIRST_DAY, date(2023, 8, 31)), AS_AT)
        if self._random.random() < 0.5:
            course.first = min(self._draw_first(), self._elapsed(course) - 3)
        return course

    def _with_service(self) -> Iterator[Course]:
        """Over by a week is what was due by the 15th: raised by 18 August, or unanswered since the 8th."""
        column = self._column
        yield from self._waiting(column.over_after_first_answer, date(2023, 4, 10), date(2023, 8, 18))
        yield from self._waiting(column.over_unanswered, date(2023, 8, 28), date(2023, 9, 8), answered=False)
        for course in self._waiting(column.agreed, date(2023, 6, 12), date(2023, 8, 4)):
            course.agreed = True
            yield course
        for course in self._waiting(column.answered_first, date(2023, 8, 21), date(2023, 9, 8)):
            if course.first is not None and course.first < 5 and self._random.random() < 0.15:
                course.pause = Pause(course.first + 1, 2)
            yield course
        yield from self._waiting(column.answered_lately, date(2023, 9, 11), date(2023, 9, 20))
        yield from self._waiting(column.fresh, date(2023, 9, 14), AS_AT, answered=False)

    def _waiting(self, count: int, since: date, until: date, answered: bool = True) -> Iterator[Course]:
        for _ in range(count):
            course = Course(self.key, End.WITH_SERVICE, self._workday(since, until), AS_AT)
            if answered:
                course.first = min(self._draw_first(), self._elapsed(course))
            yield course

    def _work_scheduled(self) -> Iterator[Course]:
        for _ in range(self._column.work_scheduled):
            raised_on = self._workday(date(2023, 6, 5), date(2023, 9, 14))
            course = Course(self.key, End.WORK_SCHEDULED, raised_on, AS_AT)
            course.at_once = self._random.random() < 0.3
            course.first = min(self._draw_first(), self._elapsed(course) - 1)
            yield course

    def _further(self) -> Iterator[Course]:
        """Every second one was answered in full before."""
        for number in range(self._column.further_information):
            by = self._days.after(AS_AT, -2)
            raised_on = self._workday(date(2023, 4, 10), date(2023, 9, 8))
            course = Course(self.key, End.FURTHER_INFORMATION, raised_on, by)
            if number % 2:
                self.answer(course)
            else:
                course.first = min(self._draw_first(), self._elapsed(course))
            yield course

    def _escalated(self) -> Iterator[Course]:
        """The second of two was answered in full before."""
        for number in range(self._column.escalated):
            by = self._days.after(AS_AT, -4)
            raised_on = self._workday(date(2023, 6, 19), date(2023, 8, 11))
            course = Course(self.key, End.ESCALATED, raised_on, by)
            if number % 2:
                self.answer(course)
            else:
                course.first = min(self._draw_first(), 6)
            yield course

    def _elapsed(self, course: Course) -> int:
        return self._days.between(self._days.day_0(course.raised_on), course.by)

    def _day(self, since: date, until: date) -> date:
        """Any day; what falls on a weekend is raised then one time in three."""
        while True:
            day = since + timedelta(self._random.randint(0, (until - since).days))
            if self._days.is_worked(day) or (
                self._random.random() < 0.33 and self._days.day_0(day) <= until and day > since
            ):
                return day

    def _workday(self, since: date, until: date) -> date:
        first = self._days.day_0(since)
        return self._days.after(first, self._random.randint(0, self._days.between(first, until)))
