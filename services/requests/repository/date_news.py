"""What became of the dates of requests: moved, or gone by. Told on its page, and as news in lists."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import insert_new
from services.requests.tables import calendar_changes, date_news, requests

MOVED = "moved"

_n = date_news.c
# Asked with every page: written once, as that takes longer than asking it.
_NEWS = (
    sa.select(_n.kind, _n.clock, _n.number, _n.time, _n.due_on, _n.previous_due_on, _n.request_sequence)
    .add_columns(_n.calendar_version, calendar_changes.c.days)
    .outerjoin(calendar_changes, calendar_changes.c.version == _n.calendar_version)
    .where(_n.request_id == sa.bindparam("of"))
    .order_by(_n.time, _n.clock, _n.number, _n.event_id)
)

Row = dict[str, Any]


def insert_news(session: Session, rows: Sequence[Row]) -> None:
    """Keep these, each once; those that no event of the request explains are news to both sides."""
    if rows:
        insert_new(session, date_news, rows)
        _count(session, {row["request_id"] for row in rows})


def take_back(session: Session, kind: str, telling: Mapping[str, Any]) -> None:
    """What was told of this date of a clock was not so."""
    same = [date_news.c[name] == telling[name] for name in ("request_id", "clock", "number", "due_on")]
    session.execute(sa.delete(date_news).where(date_news.c.kind == kind, *same))
    _count(session, [telling["request_id"]])


def news_of(session: Session, request_id: str) -> list[Row]:
    """In the order of time: {kind, clock, number, time, due_on, previous_due_on, request_sequence, changes}.

    `changes`: what the calendar changed, [{date, reason}…], when that moved the date. One query.
    """
    return [_row(row) for row in session.execute(_NEWS, {"of": request_id}).mappings()]


def _row(found: sa.RowMapping) -> Row:
    row = dict(found)
    by_calendar = row.pop("calendar_version") is not None
    changes = row.pop("days") or []
    return row | {"because": _because(row, by_calendar), "changes": changes}


def _because(row: Row, by_calendar: bool) -> str | None:
    if row["kind"] != MOVED:
        return None
    if by_calendar:
        return "calendar"
    return "standard" if row["request_sequence"] is None else "request"


def _count(session: Session, request_ids: Collection[str]) -> None:
    told = (
        sa.select(sa.func.count())
        .where(date_news.c.request_id == requests.c.id, date_news.c.request_sequence.is_(None))
        .scalar_subquery()
    )
    session.execute(sa.update(requests).where(requests.c.id.in_(request_ids)).values(dates_told=told))
