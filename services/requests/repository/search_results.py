"""Requests that a search found, as rows for people."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.repository.listing import has_news
from services.requests.repository.lists import officers_assigned
from services.requests.repository.page_statements import described
from services.requests.tables import categories, request_texts, requests

Row = dict[str, Any]

_FOUND = (
    described(requests.c.news_for_member)
    .add_columns(
        *(request_texts.c.place, request_texts.c.earlier_case, request_texts.c.job_number),
        *(requests.c.outcome, requests.c.member_id),
        has_news(requests.c.news_for_service).label("new_for_service"),
    )
    .where(requests.c.id.in_(sa.bindparam("ids", expanding=True)))
)


def rows_found(session: Session, request_ids: Sequence[str], person_id: str) -> dict[str, Row]:
    """By id, a list's rows with `place`, `outcome`, `earlier_case`, `job_number`, `member_id`. Two queries.

    `new` is what is new to the member's side, `new_for_service` to the services'.
    """
    values = {"reader": person_id, "ids": request_ids}
    rows = session.execute(_FOUND, values).mappings().all()
    officers = officers_assigned(session, request_ids)
    return {
        row["request_id"]: {**row, "officers": [o["name"] for o in officers.get(row["request_id"], [])]}
        for row in rows
    }


def names_of_categories(session: Session) -> dict[str, str]:
    """Of all categories, ended ones too, by id."""
    query = sa.select(categories.c.category_id, categories.c.name)
    return {row[0]: row[1] for row in session.execute(query)}
