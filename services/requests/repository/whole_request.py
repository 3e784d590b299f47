"""One request with every column and word that its page shows."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.repository.listing import Expression, Reader, has_reference
from services.requests.repository.page_statements import described
from services.requests.tables import request_texts, requests

SAME_REFERENCE_AT_MOST = 20


def whole_request(session: Session, request_id: str, reader: Reader) -> dict[str, Any]:
    """A list's row with all words, ids and dates. One query."""
    found = session.execute(_whole(reader.news), {**reader.values, "request_id": request_id})
    row = found.mappings().one()
    return {**row, "new": bool(row["new"])}


@lru_cache(2)
def _whole(news: sa.Column[Any]) -> sa.Select[Any]:
    texts, r = request_texts.c, requests.c
    more = described(news).add_columns(
        *(texts.place, texts.what_happened, texts.ask, texts.earlier_case, texts.job_number),
        *(r.channel, r.member_id, r.service_id, r.category_id, r.ward_id, r.sequence),
        *(r.first_answer_at, r.responded_at, r.closed_at, r.work_on, r.outcome, r.sharing, r.urgency),
    )
    return more.where(r.id == sa.bindparam("request_id"))


def ids_of_reference(session: Session, own: str | None, typed: str) -> list[str]:
    """The requests with that reference; casebooks may share one."""
    has_it = has_reference(own, typed)
    values = {f"value_{number}": value for number, value in enumerate(has_it.values)}
    return list(session.scalars(_having(has_it.written, len(values)), values))


@lru_cache(2)
def _having(written: Callable[..., Expression], count: int) -> sa.Select[tuple[str]]:
    asked = written(*(sa.bindparam(f"value_{number}") for number in range(count)))
    return sa.select(requests.c.id).where(asked).order_by(requests.c.id).limit(SAME_REFERENCE_AT_MOST)
