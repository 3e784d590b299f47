"""The copy of what sla says, written set-wise and read when a date is judged."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.requests.tables import NO_DATE, calendar_changes, calendars, clocks, requests

Fact = Mapping[str, Any]

SATURDAY = 5
ESCALATION = "escalation"
# Of these the first that runs is the one that an agreed date moves.
MOVED_BY_AGREEMENT = ("full_response", "further_response", ESCALATION)
RUNNING = "running"
GOING_ON = (RUNNING, "paused")

_RUNNING = (
    sa.select(clocks.c.request_id, clocks.c.clock, clocks.c.number, clocks.c.due_on)
    .where(
        clocks.c.request_id.in_(sa.bindparam("ids", expanding=True)),
        clocks.c.state == RUNNING,
        clocks.c.due_on.is_not(None),
    )
    .order_by(clocks.c.due_on, clocks.c.clock, clocks.c.number)
)


def replace_calendar(session: Session, calendar: Fact) -> None:
    """This version is in force, unless a later one is; what it changed is kept."""
    before = session.execute(sa.select(calendars.c.version, calendars.c.days)).one_or_none()
    if before is not None and before.version > calendar["version"]:
        return
    row = {name: calendar[name] for name in ("version", "first", "last")}
    named = {day["date"].isoformat(): day["reason"] for day in calendar["days"]}
    session.execute(sa.delete(calendars))
    session.execute(sa.insert(calendars), row | {"days": list(named)})
    if before is not None and before.version < calendar["version"]:
        moved = sorted(set(before.days) ^ named.keys())
        changes = [{"date": day, "reason": named.get(day)} for day in moved]
        upsert(session, calendar_changes, [{"version": calendar["version"], "days": changes}])


def replace_clocks(session: Session, facts: Iterable[Fact]) -> None:
    """These clocks as they are now; of two facts about one clock the later stands."""
    rows = [{column.name: fact.get(column.name) for column in clocks.columns} for fact in facts]
    upsert(session, clocks, rows)
    _note_next_dates(session, {str(row["request_id"]) for row in rows})


def _note_next_dates(session: Session, request_ids: Collection[str]) -> None:
    """Keep beside each request the earliest date of a running clock, by which lists are sorted."""
    earliest = (
        sa.select(sa.func.min(clocks.c.due_on))
        .where(clocks.c.request_id == requests.c.id, clocks.c.state == RUNNING)
        .scalar_subquery()
    )
    next_due_on = sa.func.coalesce(earliest, sa.literal(NO_DATE, sa.Date))
    session.execute(
        sa.update(requests)
        .where(requests.c.id.in_(request_ids), requests.c.next_due_on != next_due_on)
        .values(next_due_on=next_due_on)
    )


def working_days(session: Session) -> Callable[[date], bool]:
    """The council's calendar: whether it works on a day. Without one, Monday to Friday."""
    days = session.scalar(sa.select(calendars.c.days).order_by(calendars.c.version.desc()).limit(1))
    not_worked = {date.fromisoformat(day) for day in days or ()}
    return lambda day: day.weekday() < SATURDAY and day not in not_worked


def next_dates(session: Session, request_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """By id, the earliest date of a running clock: {clock, number, due_on} (ISO text). One query."""
    found: dict[str, dict[str, Any]] = {}
    for row in session.execute(_RUNNING, {"ids": request_ids}).mappings():
        due = {"clock": row["clock"], "number": row["number"], "due_on": row["due_on"].isoformat()}
        found.setdefault(row["request_id"], due)
    return found


def clocks_of(session: Session, request_id: str) -> list[dict[str, Any]]:
    """All clocks of a request, as sla last said them: {clock, number, state, …, due_on}. One query."""
    c = clocks.c
    query = sa.select(c.clock, c.number, c.state, c.original_due_on, c.agreed_due_on, c.due_on)
    query = query.add_columns(c.met_original, c.met_agreed).where(c.request_id == request_id)
    return [dict(row) for row in session.execute(query.order_by(c.clock, c.number)).mappings()]


@dataclass(frozen=True)
class Dates:
    """`current_due`: the date of the clock that an agreed date would move, None while paused or unknown."""

    current_due: date | None
    escalation_late: bool


def dates_of(session: Session, request_id: str, today: date) -> Dates:
    """What the clocks of a request say today."""
    rows = session.execute(
        sa.select(clocks.c.clock, clocks.c.due_on, clocks.c.state).where(
            clocks.c.request_id == request_id, clocks.c.state.in_(GOING_ON)
        )
    )
    due: dict[str, date | None] = {}
    late = False
    for clock, due_on, state in rows:
        due[clock] = due_on
        late = late or (clock == ESCALATION and state == RUNNING and due_on is not None and due_on < today)
    return Dates(next((due[clock] for clock in MOVED_BY_AGREEMENT if clock in due), None), late)
