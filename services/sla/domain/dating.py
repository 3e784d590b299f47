"""From a clock's outline to its dates, by one calendar and one standard."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.sla.domain.calendar import Calendar
from services.sla.domain.local_days import local_date
from services.sla.domain.outlines import Outline, Step, What
from services.sla.domain.standards import Standard
from services.sla.domain.vocabulary import ClockState, Kind
from services.sla.domain.working_days import Pause, day_0, days_taken, due_in, moved_by_pauses

PART_THAT_IS_SOON = 5  # a fifth, rounded up


@dataclass(frozen=True)
class Due:
    """A due date and when it is near."""

    on: date
    soon_from: date


@dataclass(frozen=True)
class Stretch:
    """How a clock stood from an instant on, and the step that made it so. `due` None: paused or stopped."""

    since: datetime
    step: Step
    due: Due | None


@dataclass(frozen=True)
class Clock:
    """A clock with its dates, and the calendar and standard that gave them."""

    outline: Outline
    calendar: Calendar
    standard: Standard | None
    state: ClockState
    received_on: date
    day_0: date
    original_due_on: date
    agreed_due_on: date | None
    due_on: date | None
    pauses: tuple[Pause, ...]
    stretches: tuple[Stretch, ...]
    taken: int | None = None
    met_original: bool | None = None
    met_agreed: bool | None = None

    @property
    def kind(self) -> Kind:
        """What it measures."""
        return self.outline.kind

    @property
    def key(self) -> tuple[Kind, int]:
        """What tells it apart from the request's other clocks."""
        return self.outline.kind, self.outline.number

    @property
    def due(self) -> Due | None:
        """The due date in force while it runs."""
        return self.stretches[-1].due

    @property
    def stopped_at(self) -> datetime | None:
        """When it stopped."""
        stop = self.outline.stop
        return stop.heard.time if stop else None


def date_clock(outline: Outline, calendar: Calendar, standard: Standard | None) -> Clock:
    """The clock that an outline makes. `standard` is None for a clock that runs to a set date."""
    dating = _Dating(outline, calendar, standard)
    stretches = tuple(Stretch(step.heard.time, step, dating.after(step)) for step in outline.steps)
    return dating.clock(stretches)


class _Dating:
    """The dates of one clock as its steps follow each other."""

    def __init__(self, outline: Outline, calendar: Calendar, standard: Standard | None) -> None:
        self._outline = outline
        self._calendar = calendar
        self._standard = standard
        started = outline.started.time
        self._received_on = standard.received_on(started) if standard else local_date(started)
        self._day_0 = day_0(calendar, self._received_on)
        self._pauses: list[Pause] = []
        self._counted: dict[int, date] = {}
        self._paused_since: date | None = None
        self._agreed: Step | None = None
        self._set: Step | None = None if standard else outline.steps[0]
        self._urgent_on: date | None = None

    def after(self, step: Step) -> Due | None:
        """The due date in force once `step` has happened."""
        self._take(step)
        if step.what in (What.ANSWERED, What.REPLACED, What.CANCELLED) or self._paused_since:
            return None
        return self._due()

    def _take(self, step: Step) -> None:
        day = local_date(step.heard.time)
        match step.what:
            case What.PAUSED:
                self._paused_since = day
            case What.WENT_ON:
                self._end_pause(day)
            case What.DATE_AGREED:
                self._agreed = self._set = step
                self._urgent_on = None
            case What.WORK_SCHEDULED:
                self._set = step
            case What.WORK_FELL_AWAY:
                self._set = self._agreed
            case What.MADE_URGENT:
                self._urgent_on = self._urgent_on or day
            case What.ANSWERED | What.REPLACED:
                self._end_pause(day)

    def _end_pause(self, day: date) -> None:
        if self._paused_since is not None and self._paused_since < day:
            self._pauses.append(Pause(self._paused_since, day))
        self._paused_since = None

    def _due(self) -> Due:
        due_on, length = self._in_force()
        if self._urgent_on is not None:
            hurried = due_in(self._calendar, day_0(self._calendar, self._urgent_on), 1, self._pauses)
            if hurried < due_on:
                due_on, length = hurried, 1
        return Due(due_on, self._soon_from(due_on, length))

    def _in_force(self) -> tuple[date, int]:
        """The due date by what was set last, else by the standard; and how many working days that gave."""
        if self._set is None:
            return self._by_standard(), self._standard.working_days if self._standard else 0
        due_on = self._set_date(self._set)
        set_on = local_date(self._set.heard.time)
        return due_on, self._calendar.number_of(due_on) - self._calendar.number_of(set_on)

    def _by_standard(self) -> date:
        assert self._standard is not None
        pauses = len(self._pauses)
        if pauses not in self._counted:  # asked for the date in force and for the original one
            length = self._standard.working_days
            self._counted[pauses] = due_in(self._calendar, self._day_0, length, self._pauses)
        return self._counted[pauses]

    def _set_date(self, step: Step) -> date:
        """The date that a step set, out of the pauses: for scheduled work the working day after it."""
        day = step.heard.sets
        assert day is not None
        if self._outline.kind is Kind.WORK_CHECK or step.what is What.WORK_SCHEDULED:
            day = self._calendar.after(day)
        return moved_by_pauses(self._calendar, day, self._pauses)

    def _soon_from(self, due_on: date, length: int) -> date:
        ahead = max(1, -(-length // PART_THAT_IS_SOON))
        first_on_or_after = self._calendar.number_of(due_on) - self._calendar.is_worked(due_on) + 1
        return self._calendar.working_day(first_on_or_after - ahead)

    def clock(self, stretches: tuple[Stretch, ...]) -> Clock:
        """The clock as it stands at the end."""
        stop = self._outline.stop
        in_pause = self._paused_since is not None
        original = self._by_standard() if self._standard else self._set_date(self._outline.steps[0])
        in_force = stretches[-1].due
        due_on = None if in_pause else (in_force or self._due()).on
        clock = Clock(
            outline=self._outline,
            calendar=self._calendar,
            standard=self._standard,
            state=ClockState.PAUSED if in_pause else ClockState.RUNNING,
            received_on=self._received_on,
            day_0=self._day_0,
            original_due_on=original,
            agreed_due_on=self._agreed.heard.sets if self._agreed else None,
            due_on=due_on,
            pauses=tuple(self._pauses),
            stretches=stretches,
        )
        return clock if stop is None else self._stopped(clock, stop)

    def _stopped(self, clock: Clock, stop: Step) -> Clock:
        answered = local_date(stop.heard.time)
        in_time = clock.due_on is not None and answered <= clock.due_on
        if stop.what is What.CANCELLED or (stop.what is What.REPLACED and in_time):
            return replace(clock, state=ClockState.CANCELLED)
        return replace(
            clock,
            state=ClockState.MET if in_time else ClockState.MISSED,
            taken=days_taken(self._calendar, self._day_0, answered, self._pauses) if self._standard else None,
            met_original=answered <= clock.original_due_on,
            met_agreed=answered <= self._set_date(self._agreed) if self._agreed else None,
        )
