"""The calendar's versions and the standards, as rows and as the rules take them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.sla.domain.calendar import Calendar, days_not_worked
from services.sla.domain.clocks import RecordedCalendar, Rules
from services.sla.domain.standards import Standard
from services.sla.domain.vocabulary import Kind
from services.sla.tables import bank_holidays, calendar_changes, calendar_versions, standards

CLOSED, WORKED = "closed", "worked"


@dataclass(frozen=True)
class DayChange:
    """A closure, or a day worked after all, that is entered or taken back."""

    date: date
    kind: str
    removed: bool
    reason: str


@dataclass(frozen=True)
class Version:
    """One version: who made it when, and what it changed."""

    version: int
    since: datetime
    actor_id: str
    actor_role: str
    changes: tuple[DayChange, ...]


@dataclass(frozen=True)
class Entered:
    """What administrators have entered, as of one version."""

    closed: dict[date, str]
    worked: dict[date, str]

    def changed_by(self, changes: Iterable[DayChange]) -> "Entered":
        """The same after some more changes."""
        kinds = {CLOSED: dict(self.closed), WORKED: dict(self.worked)}
        for change in changes:
            if change.removed:
                kinds[change.kind].pop(change.date, None)
            else:
                kinds[change.kind][change.date] = change.reason
        return Entered(kinds[CLOSED], kinds[WORKED])


def holidays(session: Session) -> dict[date, str]:
    """Scotland's bank holidays, as stored."""
    return {row.date: row.name for row in session.execute(sa.select(bank_holidays))}


def versions(session: Session) -> list[Version]:
    """Every version, the oldest first."""
    changes: dict[int, list[DayChange]] = {}
    for row in session.execute(sa.select(calendar_changes).order_by(calendar_changes.c.date)):
        changes.setdefault(row.version, []).append(DayChange(row.date, row.kind, row.removed, row.reason))
    rows = session.execute(sa.select(calendar_versions).order_by(calendar_versions.c.version))
    return [
        Version(row.version, row.since, row.actor_id, row.actor_role, tuple(changes.get(row.version, ())))
        for row in rows
    ]


def entered(found: Iterable[Version]) -> Entered:
    """What stands entered after these versions."""
    state = Entered({}, {})
    for version in found:
        state = state.changed_by(version.changes)
    return state


def calendar_of(version: int, days: dict[date, str], state: Entered) -> Calendar:
    """The calendar that bank holidays and entries make."""
    return Calendar(version, days_not_worked(days, state.closed, state.worked))


def rules(session: Session) -> Rules:
    """Every calendar and standard."""
    return Rules(list(_calendars(holidays(session), versions(session))), _standards(session))


def _calendars(days: dict[date, str], found: Sequence[Version]) -> Iterator[RecordedCalendar]:
    state = Entered({}, {})
    for version in found:
        state = state.changed_by(version.changes)
        yield RecordedCalendar(version.since, calendar_of(version.version, days, state))


def add_version(session: Session, version: Version) -> None:
    """Store a new version. Raises IntegrityError when somebody else stored it first."""
    facts = vars(version).copy()
    changes = facts.pop("changes")
    session.execute(sa.insert(calendar_versions), facts)
    rows = [{**vars(change), "version": version.version} for change in changes]
    session.execute(sa.insert(calendar_changes), rows)


def _standards(session: Session) -> list[Standard]:
    """In the order in which they were recorded."""
    rows = session.execute(sa.select(standards).order_by(standards.c.recorded, standards.c.id))
    return [
        Standard(
            Kind(row.clock),
            row.working_days,
            row.starts,
            row.service_id,
            row.category_id,
            row.priority,
            row.cut_off,
            row.recorded,
            row.id,
        )
        for row in rows
    ]


def add_standard(session: Session, standard: Standard, actor_id: str, actor_role: str) -> None:
    """Store a standard."""
    row: dict[str, Any] = {
        "id": standard.id,
        "clock": standard.kind.value,
        "working_days": standard.working_days,
        "starts": standard.starts,
        "service_id": standard.service_id,
        "category_id": standard.category_id,
        "priority": standard.priority,
        "cut_off": standard.cut_off,
        "recorded": standard.recorded,
        "actor_id": actor_id,
        "actor_role": actor_role,
    }
    session.execute(sa.insert(standards), row)
