"""Who read beyond their own work: a row for a person, a day and what they read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.database import Instant
from services.chassis.identifiers import new_id
from services.chassis.storing import insert_new
from services.requests.repository.keyset import Cursor, Page, Place, page
from services.requests.tables import audit_trail, people, requests

NO_SUBJECT = ""


@dataclass(frozen=True)
class Audited:
    """That somebody read something on a day. `subject_id`: a request's or a member's, or NO_SUBJECT."""

    person_id: str
    what: str
    subject_id: str
    on: date


def last_noted(session: Session, audited: Audited) -> datetime | None:
    """When it was last noted."""
    return session.scalar(sa.select(audit_trail.c.last_at).where(*_same(audited)))


def note(session: Session, audited: Audited, role: str, now: datetime) -> None:
    """Note that it happens: for the first time that day, or once more."""
    again = sa.update(audit_trail).where(*_same(audited)).values(last_at=now)
    result = session.execute(again)
    assert isinstance(result, sa.CursorResult)
    if not result.rowcount:
        row = {**vars(audited), "id": new_id(), "role": role, "first_at": now, "last_at": now}
        insert_new(session, audit_trail, [row])


def entries(
    session: Session,
    *,
    person_id: str | None,
    request_ids: Sequence[str] | None,
    before: datetime | None,
    cursor: Cursor | None,
    limit: int,
) -> Page[dict[str, Any]]:
    """What was noted, latest first; forwards only. One query, read from the end of one index.

    {entry_id, on, person_id, person, role, what, request_id, reference, member, first_at, last_at}
    """
    t, member = audit_trail.c, people.alias("members")
    query = (
        sa.select(t.id.label("entry_id"), t.on, t.person_id, people.c.name.label("person"), t.role, t.what)
        .add_columns(requests.c.id.label("request_id"), requests.c.reference, member.c.name.label("member"))
        .add_columns(t.first_at, t.last_at)
        .outerjoin(people, people.c.person_id == t.person_id)
        .outerjoin(requests, requests.c.id == t.subject_id)
        .outerjoin(member, member.c.person_id == t.subject_id)
        .order_by(t.first_at.desc(), t.id.desc())
        .limit(limit + 1)
    )
    if person_id is not None:
        query = query.where(t.person_id == person_id)
    if request_ids is not None:
        query = query.where(t.subject_id.in_(request_ids))
    if before is not None:
        query = query.where(t.first_at < before)
    if cursor is not None:
        place = sa.tuple_(sa.literal(cursor.place.at, Instant), sa.literal(cursor.place.id))
        query = query.where(sa.tuple_(t.first_at, t.id) < place)
    rows = [dict(row) for row in session.execute(query).mappings()]
    return page([(Place(row["first_at"], row["entry_id"]), row) for row in rows], cursor, limit)


def _same(audited: Audited) -> tuple[sa.ColumnElement[bool], ...]:
    return tuple(audit_trail.c[name] == value for name, value in vars(audited).items())
