"""What members share with their ward colleagues, read from the end of each ward's index."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.database import Instant
from services.requests.repository.around import ASKED, JOINED
from services.requests.repository.keyset import Cursor, Page, Place, page
from services.requests.repository.known import SHARED
from services.requests.tables import joinings, people, request_texts, requests


def shared_in(
    session: Session, wards: Collection[str], reader_id: str, cursor: Cursor | None, limit: int
) -> Page[dict[str, Any]]:
    """What other members share there, latest first; forwards only. One query.

    {request_id, reference, subject, place, state, outcome, raised_at, member, joined, asked}
    """
    if not wards:
        return Page([], None, None)
    r = requests.c
    mine = sa.and_(joinings.c.request_id == r.id, joinings.c.member_id == reader_id)
    query = (
        sa.select(r.id.label("request_id"), r.reference, request_texts.c.subject, request_texts.c.place)
        .add_columns(r.state, r.outcome, r.raised_at, people.c.name.label("member"), joinings.c.standing)
        .join(request_texts, request_texts.c.request_id == r.id)
        .outerjoin(people, people.c.person_id == r.member_id)
        .outerjoin(joinings, mine)
        .where(r.ward_id.in_(sorted(wards)), r.sharing == SHARED, r.member_id != reader_id)
        .order_by(r.raised_at.desc(), r.id.desc())
        .limit(limit + 1)
    )
    if cursor is not None:
        place = sa.tuple_(sa.literal(cursor.place.at, Instant), sa.literal(cursor.place.id))
        query = query.where(sa.tuple_(r.raised_at, r.id) < place)
    rows = [_row(row) for row in session.execute(query).mappings()]
    return page([(Place(row["raised_at"], row["request_id"]), row) for row in rows], cursor, limit)


def _row(found: sa.RowMapping) -> dict[str, Any]:
    row = dict(found)
    standing = row.pop("standing")
    return row | {"joined": standing == JOINED, "asked": standing == ASKED}
