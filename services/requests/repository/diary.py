"""A member's private notes and reminders."""

from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.tables import diary_entries, requests

SHOWN_AT_MOST = 500


def insert_entry(session: Session, entry: dict[str, Any]) -> None:
    """A new entry: {id, owner_id, request_id, words, remind_on, written_at}."""
    session.execute(sa.insert(diary_entries), entry)


def rewrite_entry(session: Session, owner_id: str, entry_id: str, changed: dict[str, Any]) -> bool:
    """Put other words in the place of an entry's; False when the owner has no such entry."""
    return _changed(session, sa.update(diary_entries).where(_own(owner_id, entry_id)).values(changed))


def delete_entry(session: Session, owner_id: str, entry_id: str) -> bool:
    """Erase it; False when the owner has no such entry."""
    return _changed(session, sa.delete(diary_entries).where(_own(owner_id, entry_id)))


def entries_of(
    session: Session, owner_id: str, request_id: str | None, reference: str | None
) -> list[dict[str, Any]]:
    """The owner's entries, of one request or all: those with a reminder first, the earliest of them first."""
    query = _entries(request_id is not None, reference is not None)
    values = {"owner_id": owner_id, "of": request_id, "reference": reference}
    return [dict(row) for row in session.execute(query, values).mappings()]


@lru_cache(4)
def _entries(of_a_request: bool, of_a_reference: bool) -> sa.Select[Any]:
    """Asked with every page of a request: written once, as that takes longer than asking it."""
    d = diary_entries.c
    no_reminder = sa.func.coalesce(d.remind_on, sa.literal(date.max, sa.Date))
    query = (
        sa.select(d.id.label("entry_id"), d.request_id, requests.c.reference)
        .add_columns(d.words, d.remind_on, d.written_at)
        .outerjoin(requests, requests.c.id == d.request_id)
        .where(d.owner_id == sa.bindparam("owner_id"))
        .order_by(no_reminder, d.written_at.desc(), d.id)
        .limit(SHOWN_AT_MOST)
    )
    if of_a_request:
        query = query.where(d.request_id == sa.bindparam("of"))
    if of_a_reference:
        query = query.where(requests.c.reference == sa.bindparam("reference"))
    return query


def _own(owner_id: str, entry_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(diary_entries.c.id == entry_id, diary_entries.c.owner_id == owner_id)


def _changed(session: Session, statement: Any) -> bool:
    result = session.execute(statement)
    assert isinstance(result, sa.CursorResult)
    return bool(result.rowcount)
