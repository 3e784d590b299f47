"""Requests told in a few words for the tests of clocks: events with their times, and the rules they meet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from services.sla.bank_holidays import bank_holidays
from services.sla.domain.calendar import Calendar, days_not_worked
from services.sla.domain.clocks import RecordedCalendar, Rules, clocks_of
from services.sla.domain.dating import Clock
from services.sla.domain.heard import Heard
from services.sla.domain.local_days import COUNCIL_ZONE
from services.sla.domain.standards import Standard
from services.sla.domain.vocabulary import Kind

LONG_AGO = datetime(2014, 1, 1, tzinfo=UTC)
HOLIDAYS = bank_holidays()


def on(text: str) -> date:
    """A date."""
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """An instant by the council's wall: `2023-09-04 10:00`, or a date for noon."""
    return datetime.fromisoformat(text if " " in text else f"{text} 12:00").replace(tzinfo=COUNCIL_ZONE)


def calendar(
    version: int = 1, closed: Sequence[str] = (), opened: Sequence[str] = (), holidays: bool = True
) -> Calendar:
    """Scotland's bank holidays, closures and days worked after all."""
    closures = {on(day): "closure" for day in closed}
    return Calendar(
        version, days_not_worked(HOLIDAYS if holidays else {}, closures, {on(day) for day in opened})
    )


FIRST_CALENDAR = RecordedCalendar(LONG_AGO, calendar())


def rules(*later: tuple[str, Calendar], standards: Sequence[Standard] = ()) -> Rules:
    """The first calendar since long ago, and later versions since the given times."""
    versions = [RecordedCalendar(at(since), found) for since, found in later]
    return Rules([FIRST_CALENDAR, *versions], standards)


class Story:
    """A request's events, one after the other. A state of None: as before."""

    def __init__(self, raised: str, **facts: str) -> None:
        self.history: list[Heard] = []
        self._state = "with_service"
        known = {"service_id": "roads", "category_id": "potholes", "priority": "normal", **facts}
        self._add("request_raised", raised, "with_service", **known)

    def _add(self, name: str, time: str, state: str | None, **facts: object) -> "Story":
        self._state = state or self._state
        heard = Heard(len(self.history) + 1, name, at(time), at(time), self._state)
        self.history.append(replace(heard, **facts))  # type: ignore[arg-type]
        return self

    def asked(self, time: str) -> "Story":
        """The service asks the member something."""
        self._before = self._state
        return self._add("clarification_asked", time, "awaiting_member")

    def told(self, time: str, name: str = "clarification_given") -> "Story":
        """The member answers the question."""
        return self._add(name, time, self._before)

    def first_answer(self, time: str, next_update: str = "2030-01-07") -> "Story":
        """An initial response with its promise."""
        return self._add("initial_response_given", time, None, sets=on(next_update))

    def update(self, time: str, next_update: str = "2030-01-07") -> "Story":
        """A later answer with its promise."""
        return self._add("progress_posted", time, None, sets=on(next_update))

    def work(self, time: str, work_on: str) -> "Story":
        """Work is scheduled."""
        return self._add("work_scheduled", time, "work_scheduled", sets=on(work_on))

    def agreed(self, time: str, due_on: str) -> "Story":
        """Both sides agree on a date."""
        return self._add("deadline_agreed", time, None, sets=on(due_on))

    def answered(self, time: str) -> "Story":
        """Answered in full."""
        return self._add("response_given", time, "responded")

    def escalated(self, time: str) -> "Story":
        """The member escalates."""
        return self._add("request_escalated", time, "escalated")

    def happened(self, name: str, time: str, state: str | None = None, **facts: object) -> "Story":
        """Anything else."""
        return self._add(name, time, state, **facts)

    def clocks(self, by: Rules | None = None) -> list[Clock]:
        """Its clocks."""
        return clocks_of(self.history, by or rules())

    def clock(self, kind: str, number: int = 1, by: Rules | None = None) -> Clock:
        """One of its clocks."""
        (found,) = [clock for clock in self.clocks(by) if clock.key == (Kind(kind), number)]
        return found
