"""Feedback's own copy of requests: whose each is, which service has it, and its closings."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.feedback.domain.surveys import Closing
from services.feedback.tables import closings, requests

Row = Mapping[str, Any]

AT_ONCE = 400  # names in one IN (…)


def add_requests(session: Session, rows: Sequence[Row]) -> None:
    """New requests: {request_id, reference, member_id, service_id}."""
    upsert(session, requests, rows)


def change_request(session: Session, request_id: str, **changed: str) -> None:
    """Another member or service has it."""
    session.execute(sa.update(requests).where(requests.c.request_id == request_id).values(**changed))


def requests_by_id(session: Session, request_ids: Iterable[str]) -> dict[str, sa.Row[Any]]:
    """The rows of those that are known."""
    names, found = sorted(set(request_ids)), {}
    for start in range(0, len(names), AT_ONCE):
        query = sa.select(requests).where(requests.c.request_id.in_(names[start : start + AT_ONCE]))
        found.update({row.request_id: row for row in session.execute(query)})
    return found


def add_closings(session: Session, found: Iterable[Closing]) -> None:
    """Requests were closed."""
    upsert(session, closings, [vars(closing) for closing in found])


def closing_of(session: Session, request_id: str, closing: int) -> Closing | None:
    """One closing; None when it has not been heard of."""
    query = sa.select(closings).where(closings.c.request_id == request_id, closings.c.closing == closing)
    row = session.execute(query).one_or_none()
    return _closing(row) if row else None


def closings_of(session: Session, request_id: str) -> list[Closing]:
    """All closings of a request, the latest first."""
    query = sa.select(closings).where(closings.c.request_id == request_id)
    return [_closing(row) for row in session.execute(query.order_by(closings.c.closing.desc()))]


def closings_among(session: Session, places: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Closing]:
    """Those of up to 500 (request, closing) that have been heard of."""
    found = {}
    for start in range(0, len(places), AT_ONCE):
        some = places[start : start + AT_ONCE]
        pairs = sa.tuple_(closings.c.request_id, closings.c.closing).in_(some)
        for row in session.execute(sa.select(closings).where(pairs)):
            found[row.request_id, row.closing] = _closing(row)
    return found


def _closing(row: sa.Row[Any]) -> Closing:
    return Closing(row.request_id, row.closing, row.member_id, row.service_id, row.closed_at)
