"""Portfolios and worklists: a page of requests with their words and names in one query."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.database import Instant
from services.requests.repository.keyset import Cursor, Page, Place, page
from services.requests.repository.listing import Condition, Listing, Reader
from services.requests.repository.service_levels import next_dates
from services.requests.tables import assignments, categories, people, request_texts, requests, services, wards

Row = dict[str, Any]


def page_of(session: Session, listing: Listing, cursor: Cursor | None, limit: int) -> Page[Row]:
    """One page of a listing; three queries, however many rows."""
    if not listing.scopes or not listing.states:
        return Page([], None, None)
    rows = [dict(row) for row in session.execute(page_query(listing, cursor, limit + 1)).mappings()]
    result = page([(_place(row, listing), row) for row in rows], cursor, limit)
    return Page(_with_officers_and_dates(session, result.rows), result.next, result.previous)


def page_query(listing: Listing, cursor: Cursor | None, count: int) -> sa.Select[Any]:
    """Up to `count` rows beyond the cursor, nearest first."""
    if listing.found_by is None:
        ids = _in_index_order(listing, cursor, count).subquery("ids")
    else:
        ids = _by_reference(listing, cursor, listing.found_by).subquery("ids")
    order = _order(listing, cursor)
    holders = people.alias("holders")
    rows = described(listing.reader).add_columns(holders.c.name.label("holder"), requests.c.frozen)
    rows = rows.add_columns(requests.c.next_due_on)
    rows = rows.outerjoin(holders, holders.c.person_id == requests.c.holder_id)
    return rows.join(ids, ids.c.id == requests.c.id).order_by(*order).limit(count)


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
    """The ids of the first `count` of every stretch of every scope, each once."""
    branches = []
    for scope in listing.scopes:
        for states in scope.stretches(listing.states):
            ends = sa.select(requests.c.id).where(scope.indexed(*states))
            ends = ends.where(*listing.conditions, *_beyond(listing, cursor))
            ends = ends.order_by(*_order(listing, cursor)).limit(count)
            branches.append(sa.select(ends.subquery().c.id))
    return sa.union_all(*branches) if len(listing.scopes) == 1 else sa.union(*branches)


def _by_reference(listing: Listing, cursor: Cursor | None, found_by: Condition) -> sa.Select[Any]:
    """The ids of those found by their reference: a handful at most."""
    return sa.select(requests.c.id).where(
        found_by,
        sa.or_(*(scope.checked for scope in listing.scopes)),
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
    place = sa.tuple_(_sorting_value(listing, cursor), sa.literal(cursor.place.id))
    if _downwards(listing, cursor):
        return (keys <= place if cursor.inclusive else keys < place,)
    return (keys >= place if cursor.inclusive else keys > place,)


def _place(row: Row, listing: Listing) -> Place:
    value = row[listing.sorted_by.name]
    at = value if isinstance(value, datetime) else datetime.combine(value, time(), UTC)
    return Place(at, row["request_id"])


def _sorting_value(listing: Listing, cursor: Cursor) -> sa.ColumnElement[Any]:
    """The place in what the list is sorted by: an instant, or a day."""
    if isinstance(listing.sorted_by.type, sa.Date):
        return sa.literal(cursor.place.at.date(), sa.Date)
    return sa.literal(cursor.place.at, Instant)


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
