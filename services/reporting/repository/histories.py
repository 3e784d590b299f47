"""What was heard of each request: kept as one text, read as the fold takes it."""

import json
from collections.abc import Iterable, Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.reporting.domain.history import History, history_of
from services.reporting.tables import histories

AT_ONCE = 400  # ids in one IN (…)
# Asked with every batch: written once, as that takes longer than asking it.
_THESE = sa.select(histories.c.request_id, histories.c.history).where(
    histories.c.request_id.in_(sa.bindparam("ids", expanding=True))
)


def load(session: Session, request_ids: Iterable[str]) -> dict[str, History]:
    """The histories of those of the requests that are known."""
    found = {}
    for ids in chunks(request_ids):
        for request_id, text in session.execute(_THESE, {"ids": ids}):
            found[request_id] = history_of(json.loads(text))
    return found


def page(session: Session, after: str, limit: int) -> dict[str, History]:
    """The next histories behind a request's, in the order of ids."""
    columns = histories.c
    query = sa.select(columns.request_id, columns.history).where(columns.request_id > after)
    rows = session.execute(query.order_by(columns.request_id).limit(limit))
    return {request_id: history_of(json.loads(text)) for request_id, text in rows}


def store(session: Session, changed: Mapping[str, History]) -> None:
    """Write histories whole."""
    rows = [
        {"request_id": request_id, "history": json.dumps(history.as_lists(), separators=(",", ":"))}
        for request_id, history in changed.items()
    ]
    upsert(session, histories, rows)


def chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    """The ids in lists that fit into one statement."""
    distinct = list(dict.fromkeys(ids))
    return (distinct[start : start + AT_ONCE] for start in range(0, len(distinct), AT_ONCE))
