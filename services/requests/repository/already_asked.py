"""What is shown of requests that may ask the same as one that is about to be raised."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.tables import joinings, people, request_texts, requests


def described(session: Session, request_ids: Sequence[str], member_id: str) -> dict[str, dict[str, Any]]:
    """By id: what ward colleagues see, `responded_at`, `frozen`, `member_id`, and the member's `joining`.

    One query.
    """
    r = requests.c
    mine = sa.and_(joinings.c.request_id == r.id, joinings.c.member_id == member_id)
    query = (
        sa.select(r.id.label("request_id"), r.reference, request_texts.c.subject, request_texts.c.place)
        .add_columns(r.state, r.outcome, r.raised_at, people.c.name.label("member"))
        .add_columns(r.responded_at, r.frozen, r.member_id, joinings.c.standing.label("joining"))
        .join(request_texts, request_texts.c.request_id == r.id)
        .outerjoin(people, people.c.person_id == r.member_id)
        .outerjoin(joinings, mine)
        .where(r.id.in_(request_ids))
    )
    return {row["request_id"]: dict(row) for row in session.execute(query).mappings()}
