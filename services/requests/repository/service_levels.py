"""The copy of what sla says, written set-wise and read when a date is judged."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.contracts.vocabulary import TIMED
from services.requests.tables import NO_DATE, calendar_changes, calendars, clocks, requests

Fact = Mapping[str, Any]

SATURDAY = 5
INITIAL_RESPONSE, ESCALATION = "initial_response", "escalation"
# Of these the first that runs is the one that an agreed date moves.
MOVED_BY_AGREEMENT = ("full_response", "further_response", ESCALATION)
RUNNING = "running"
GOING_ON = (RUNNING, "paused")

_RUNNING = (
    sa.select(clocks.c.request_id, clocks.c.clock, clocks.c.number, clocks.c.due_on)
    .join(requests, requests.c.id == clocks.c.request_id)
    .where(
        clocks.c.request_id.in_(sa.bindparam("ids", expanding=True)),
        clocks.c.state == RUNNING,
        clocks.c.due_on.is_not(None),
        requests.c.state.in_(TIMED),
        sa.or_(clocks.c.clock != INITIAL_RESPONSE, requests.c.first_answer_at.is_(None)),
    )
    .order_by(clocks.c.due_on, clocks.c.clock, clocks.c.number)
)

_ALL = (
    sa.select(clocks.c.clock, clocks.c.number, clocks.c.state)
    .add_columns(clocks.c.original_due_on, clocks.c.agreed_due_on, clocks.c.due_on)
    .add_columns(clocks.c.met_original, clocks.c.met_agreed)
    .where(clocks.c.request_id == sa.bindparam("of"))
    .order_by(clocks.c.clock, clocks.c.number)
)
_GOING_ON = sa.select(clocks.c.clock, clocks.c.due_on, clocks.c.state).where(
    clocks.c.request_id == sa.bindparam("of"), clocks.c.state.in_(GOING_ON)
)
_EARLIEST = sa.func.coalesce(
    sa.select(sa.func.min(clocks.c.due_on))
    .where(clocks.c.request_id == requests.c.id, clocks.c.state == RUNNING)
    .scalar_subquery(),
    sa.literal(NO_DATE, sa.Date),
)
_NOTE_EARLIEST = (
    sa.update(requests)
    .where(
        requests.c.id.in_(sa.bindparam("ids", expanding=True)),
        requests.c.next_due_on != _EARLIEST,
    )
    .values(next_due_on=_EARLIEST)
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
    session.execute(_NOTE_EARLIEST, {"ids": list(request_ids)})


def working_days(session: Session) -> Callable[[date], bool]:
    """The council's calendar: whether it works on a day. Without one, Monday to Friday."""
    days = session.scalar(sa.select(calendars.c.days).order_by(calendars.c.version.desc()).limit(1))
    not_worked = {date.fromisoformat(day) for day in days or ()}
    return lambda day: day.weekday() < SATURDAY and day not in not_worked


def next_dates(session: Session, request_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """By id, the earliest date of a clock that runs: {clock, number, due_on} (ISO text). One query.

    None of what a request's own events have stopped or paused, though sla may not have said so yet.
    """
    found: dict[str, dict[str, Any]] = {}
    for row in session.execute(_RUNNING, {"ids": request_ids}).mappings():
        due = {"clock": row["clock"], "number": row["number"], "due_on": row["due_on"].isoformat()}
        found.setdefault(row["request_id"], due)
    return found


def clocks_of(session: Session, request_id: str) -> list[dict[str, Any]]:
    """All clocks of a request, as sla last said them: {clock, number, state, …, due_on}. One query."""
    return [dict(row) for row in session.execute(_ALL, {"of": request_id}).mappings()]


@dataclass(frozen=True)
class Dates:
    """`current_due`: the date of the clock that an agreed date would move, None while paused or unknown."""

    current_due: date | None
    escalation_late: bool


def dates_of(session: Session, request_id: str, today: date) -> Dates:
    """What the clocks of a request say today."""
    rows = session.execute(_GOING_ON, {"of": request_id})
    due: dict[str, date | None] = {}
    late = False
    for clock, due_on, state in rows:
        due[clock] = due_on
        late = late or (clock == ESCALATION and state == RUNNING and due_on is not None and due_on < today)
    return Dates(next((due[clock] for clock in MOVED_BY_AGREEMENT if clock in due), None), late)
