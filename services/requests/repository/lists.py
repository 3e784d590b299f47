"""Portfolios and worklists: a page of requests with their words and names in one query."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.database import Instant
from services.requests.repository.keyset import Cursor, Page, Place, page
from services.requests.repository.listing import Condition, Listing, Reader
from services.requests.tables import assignments, categories, people, request_texts, requests, services, wards

Row = dict[str, Any]


def page_of(session: Session, listing: Listing, cursor: Cursor | None, limit: int) -> Page[Row]:
    """One page of a listing; two queries, however many rows."""
    if not listing.scopes or not listing.states:
        return Page([], None, None)
    rows = [dict(row) for row in session.execute(page_query(listing, cursor, limit + 1)).mappings()]
    result = page([(_place(row, listing), row) for row in rows], cursor, limit)
    return Page(_with_officers(session, result.rows), result.next, result.previous)


def page_query(listing: Listing, cursor: Cursor | None, count: int) -> sa.Select[Any]:
    """Up to `count` rows beyond the cursor, nearest first."""
    if listing.found_by is None:
        ids = _in_index_order(listing, cursor, count).subquery("ids")
    else:
        ids = _by_reference(listing, cursor, listing.found_by).subquery("ids")
    order = _order(listing, cursor)
    return described(listing.reader).join(ids, ids.c.id == requests.c.id).order_by(*order).limit(count)


def described(reader: Reader) -> sa.Select[Any]:
    """Requests as rows for people: with the subject and the names of what they point to."""
    r = requests.c
    return (
        sa.select(
            *(r.id.label("request_id"), r.reference, r.external_reference, request_texts.c.subject),
            *(r.state, r.kind, r.priority),
            *(services.c.name.label("service"), categories.c.name.label("category")),
            *(wards.c.name.label("ward"), people.c.name.label("member")),
            *(r.raised_at, r.last_activity_at, r.next_update_on, reader.has_news.label("new")),
        )
        .select_from(requests)
        .join(request_texts, request_texts.c.request_id == r.id)
        .outerjoin(services, services.c.service_id == r.service_id)
        .outerjoin(categories, categories.c.category_id == r.category_id)
        .outerjoin(wards, wards.c.ward_id == r.ward_id)
        .outerjoin(people, people.c.person_id == r.member_id)
    )


def officers_assigned(session: Session, request_ids: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    """Who has each of these requests: {person_id, name} by name."""
    query = (
        sa.select(assignments.c.request_id, assignments.c.person_id, people.c.name)
        .outerjoin(people, people.c.person_id == assignments.c.person_id)
        .where(assignments.c.request_id.in_(request_ids))
        .order_by(people.c.name, assignments.c.person_id)
    )
    found: dict[str, list[dict[str, str]]] = {}
    for request_id, person_id, name in session.execute(query):
        found.setdefault(request_id, []).append({"person_id": person_id, "name": name or ""})
    return found


def count_by_state(session: Session, member_id: str, states: Sequence[str]) -> dict[str, int]:
    """How many of a member's requests stand in each of these states."""
    query = (
        sa.select(requests.c.state, sa.func.count())
        .where(requests.c.member_id == member_id, requests.c.state.in_(states))
        .group_by(requests.c.state)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _in_index_order(listing: Listing, cursor: Cursor | None, count: int) -> sa.CompoundSelect[Any]:
    """The ids of the first `count` of every pair of scope and state."""
    branches = []
    for scope in listing.scopes:
        for state in listing.states:
            ends = sa.select(requests.c.id).where(listing.scope == scope, requests.c.state == state)
            ends = ends.where(*listing.conditions, *_beyond(listing, cursor))
            ends = ends.order_by(*_order(listing, cursor)).limit(count)
            branches.append(sa.select(ends.subquery().c.id))
    return sa.union_all(*branches)


def _by_reference(listing: Listing, cursor: Cursor | None, found_by: Condition) -> sa.Select[Any]:
    """The ids of those found by their reference: a handful at most."""
    # An expression, so that neither database goes through the scope's index instead of the reference's.
    scope = sa.func.coalesce(listing.scope, "")
    return sa.select(requests.c.id).where(
        found_by,
        scope.in_(listing.scopes),
        requests.c.state.in_(listing.states),
        *listing.conditions,
        *_beyond(listing, cursor),
    )


def _downwards(listing: Listing, cursor: Cursor | None) -> bool:
    return listing.newest_first != (cursor is not None and cursor.backwards)


def _order(listing: Listing, cursor: Cursor | None) -> tuple[sa.ColumnElement[Any], ...]:
    keys = (listing.sorted_by, requests.c.id)
    return tuple(key.desc() if _downwards(listing, cursor) else key.asc() for key in keys)


def _beyond(listing: Listing, cursor: Cursor | None) -> tuple[Condition, ...]:
    if cursor is None:
        return ()
    keys = sa.tuple_(listing.sorted_by, requests.c.id)
    place = sa.tuple_(sa.literal(cursor.place.at, Instant), sa.literal(cursor.place.id))
    if _downwards(listing, cursor):
        return (keys <= place if cursor.inclusive else keys < place,)
    return (keys >= place if cursor.inclusive else keys > place,)


def _place(row: Row, listing: Listing) -> Place:
    return Place(row[listing.sorted_by.name], row["request_id"])


def _with_officers(session: Session, rows: list[Row]) -> list[Row]:
    if not rows:
        return []
    officers = officers_assigned(session, [row["request_id"] for row in rows])
    return [
        {**row, "new": bool(row["new"]), "officers": [o["name"] for o in officers.get(row["request_id"], [])]}
        for row in rows
    ]
