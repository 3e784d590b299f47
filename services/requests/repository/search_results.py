"""Requests that a search found, as rows for people."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.repository.listing import member_reading, officer_reading
from services.requests.repository.lists import described, officers_assigned
from services.requests.tables import categories, request_texts, requests

Row = dict[str, Any]


def rows_found(session: Session, request_ids: Sequence[str], person_id: str) -> dict[str, Row]:
    """By id, a list's rows with `place`, `outcome`, `earlier_case`, `job_number`, `member_id`. Two queries.

    `new` is what is new to the member's side, `new_for_service` to the services'.
    """
    texts, r = request_texts.c, requests.c
    query = described(member_reading(person_id)).add_columns(
        *(texts.place, texts.earlier_case, texts.job_number, r.outcome, r.member_id),
        officer_reading(person_id).has_news.label("new_for_service"),
    )
    rows = session.execute(query.where(r.id.in_(request_ids))).mappings().all()
    officers = officers_assigned(session, request_ids)
    return {
        row["request_id"]: {**row, "officers": [o["name"] for o in officers.get(row["request_id"], [])]}
        for row in rows
    }


def names_of_categories(session: Session) -> dict[str, str]:
    """Of all categories, ended ones too, by id."""
    query = sa.select(categories.c.category_id, categories.c.name)
    return {row[0]: row[1] for row in session.execute(query)}
