"""Portfolios and worklists: a page of requests with their words and names in one query."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.repository.keyset import Cursor, Page, Place, page
from services.requests.repository.listing import Listing
from services.requests.repository.page_statements import page_query
from services.requests.repository.service_levels import next_dates
from services.requests.tables import assignments, people, requests

Row = dict[str, Any]

_OFFICERS = (
    sa.select(assignments.c.request_id, assignments.c.person_id, people.c.name)
    .outerjoin(people, people.c.person_id == assignments.c.person_id)
    .where(assignments.c.request_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(people.c.name, assignments.c.person_id)
)
_BY_STATE = (
    sa.select(requests.c.state, sa.func.count())
    .where(
        requests.c.member_id == sa.bindparam("member_id"),
        requests.c.state.in_(sa.bindparam("states", expanding=True)),
    )
    .group_by(requests.c.state)
)


def page_of(session: Session, listing: Listing, cursor: Cursor | None, limit: int) -> Page[Row]:
    """One page of a listing; three queries, however many rows."""
    if not listing.scopes or not listing.states:
        return Page([], None, None)
    rows = [dict(row) for row in session.execute(*page_query(listing, cursor, limit + 1)).mappings()]
    result = page([(_place(row, listing), row) for row in rows], cursor, limit)
    return Page(_with_officers_and_dates(session, result.rows), result.next, result.previous)


def officers_assigned(session: Session, request_ids: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    """Who has each of these requests: {person_id, name} by name."""
    found: dict[str, list[dict[str, str]]] = {}
    for request_id, person_id, name in session.execute(_OFFICERS, {"ids": request_ids}):
        found.setdefault(request_id, []).append({"person_id": person_id, "name": name or ""})
    return found


def count_by_state(session: Session, member_id: str, states: Sequence[str]) -> dict[str, int]:
    """How many of a member's requests stand in each of these states."""
    rows = session.execute(_BY_STATE, {"member_id": member_id, "states": states})
    return {row[0]: row[1] for row in rows}


def _place(row: Row, listing: Listing) -> Place:
    value = row[listing.sorted_by.name]
    at = value if isinstance(value, datetime) else datetime.combine(value, time(), UTC)
    return Place(at, row["request_id"])


def _with_officers_and_dates(session: Session, rows: list[Row]) -> list[Row]:
    if not rows:
        return []
    ids = [row["request_id"] for row in rows]
    officers, due = officers_assigned(session, ids), next_dates(session, ids)
    for row in rows:
        del row["next_due_on"]
        row |= {name: bool(row[name]) for name in ("new", "frozen")}
        row["officers"] = [officer["name"] for officer in officers.get(row["request_id"], [])]
        row["due"] = due.get(row["request_id"])
    return rows
