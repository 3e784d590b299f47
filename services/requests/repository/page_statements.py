"""The statement that reads a page of a list: written once for lists of one kind, asked with their values."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from services.chassis.database import Instant
from services.requests.repository.keyset import Cursor
from services.requests.repository.listing import (
    Condition,
    Expression,
    Listing,
    Scope,
    Stretch,
    Values,
    has_news,
)
from services.requests.tables import categories, people, request_texts, requests, services, wards

KINDS_KEPT = 256

Written = tuple[Callable[..., Expression], int]  # a condition, and how many values it takes


def page_query(listing: Listing, cursor: Cursor | None, count: int) -> tuple[sa.Select[Any], Values]:
    """Up to `count` rows beyond the cursor, nearest first; and the values that it is asked with."""
    return _statement(_kind_of(listing, cursor)), _values_of(listing, cursor, count)


@lru_cache(2)
def described(news: sa.Column[Any]) -> sa.Select[Any]:
    """Requests as rows for people: with the subject, the names of what they point to, and what is `news`.

    Asked with the values of a Reader.
    """
    r = requests.c
    return (
        sa.select(
            *(r.id.label("request_id"), r.reference, r.external_reference, request_texts.c.subject),
            *(r.state, r.kind, r.priority),
            *(services.c.name.label("service"), categories.c.name.label("category")),
            *(wards.c.name.label("ward"), people.c.name.label("member")),
            *(r.raised_at, r.last_activity_at, r.next_update_on, has_news(news).label("new")),
        )
        .select_from(requests)
        .join(request_texts, request_texts.c.request_id == r.id)
        .outerjoin(services, services.c.service_id == r.service_id)
        .outerjoin(categories, categories.c.category_id == r.category_id)
        .outerjoin(wards, wards.c.ward_id == r.ward_id)
        .outerjoin(people, people.c.person_id == r.member_id)
    )


def values_of_scopes(scopes: Iterable[Scope]) -> Values:
    """What goes into the places of `with_places`, by name."""
    return {f"scope_{number}": scope.value for number, scope in enumerate(scopes)}


def with_places(stretches: Sequence[Stretch]) -> list[tuple[Stretch, sa.BindParameter[str]]]:
    """Each stretch with the place of its value."""
    return [(one, sa.bindparam(f"scope_{number}", type_=sa.String)) for number, one in enumerate(stretches)]


@dataclass(frozen=True)
class _Kind:
    """All of a listing and a cursor but their values."""

    stretches: tuple[Stretch, ...]
    states: tuple[str, ...]
    sorted_by: sa.Column[Any]
    downwards: bool
    news: sa.Column[Any]
    conditions: tuple[Written, ...]
    found_by: Written | None
    has_cursor: bool
    is_inclusive: bool


def _kind_of(listing: Listing, cursor: Cursor | None) -> _Kind:
    return _Kind(
        tuple(scope.stretch for scope in listing.scopes),
        tuple(listing.states),
        listing.sorted_by,
        listing.newest_first != (cursor is not None and cursor.backwards),
        listing.reader.news,
        tuple(map(_written, listing.conditions)),
        _written(listing.found_by) if listing.found_by else None,
        cursor is not None,
        cursor is not None and cursor.inclusive,
    )


def _written(condition: Condition) -> Written:
    return condition.written, len(condition.values)


def _values_of(listing: Listing, cursor: Cursor | None, count: int) -> Values:
    values = {"count": count, **listing.reader.values, **values_of_scopes(listing.scopes)}
    for name, condition in _named(listing.conditions, listing.found_by):
        values |= {f"{name}_{number}": value for number, value in enumerate(condition.values)}
    if cursor is not None:
        is_day = isinstance(listing.sorted_by.type, sa.Date)
        values |= {"at": cursor.place.at.date() if is_day else cursor.place.at, "id": cursor.place.id}
    return values


def _named(conditions: Iterable[Any], found_by: Any) -> list[tuple[str, Any]]:
    named = [(f"condition_{number}", condition) for number, condition in enumerate(conditions)]
    return [*named, ("found_by", found_by)] if found_by is not None else named


@lru_cache(KINDS_KEPT)
def _statement(kind: _Kind) -> sa.Select[Any]:
    ids = (_in_index_order(kind) if kind.found_by is None else _by_reference(kind)).subquery("ids")
    holders = people.alias("holders")
    rows = described(kind.news).add_columns(holders.c.name.label("holder"), requests.c.frozen)
    rows = rows.add_columns(requests.c.next_due_on)
    rows = rows.outerjoin(holders, holders.c.person_id == requests.c.holder_id)
    return rows.join(ids, ids.c.id == requests.c.id).order_by(*_order(kind)).limit(_count())


def _in_index_order(kind: _Kind) -> sa.CompoundSelect[Any]:
    """The ids of the first `count` of every part of every stretch, each once."""
    branches = []
    for stretch, value in with_places(kind.stretches):
        for states in stretch.parts(kind.states):
            ends = sa.select(requests.c.id).where(stretch.indexed(value, *states), *_conditions(kind))
            ends = ends.order_by(*_order(kind)).limit(_count())
            branches.append(sa.select(ends.subquery().c.id))
    return sa.union_all(*branches) if len(kind.stretches) == 1 else sa.union(*branches)


def _by_reference(kind: _Kind) -> sa.Select[Any]:
    """The ids of those found by their reference: a handful at most."""
    return sa.select(requests.c.id).where(
        sa.or_(*(stretch.checked(value) for stretch, value in with_places(kind.stretches))),
        requests.c.state.in_(kind.states),
        *_conditions(kind),
    )


def _conditions(kind: _Kind) -> list[Expression]:
    asked = []
    for name, (written, count) in _named(kind.conditions, kind.found_by):
        asked.append(written(*(sa.bindparam(f"{name}_{number}") for number in range(count))))
    return [*asked, _beyond(kind)] if kind.has_cursor else asked


def _count() -> sa.BindParameter[int]:
    return sa.bindparam("count", type_=sa.Integer)


def _order(kind: _Kind) -> tuple[sa.ColumnElement[Any], ...]:
    keys = (kind.sorted_by, requests.c.id)
    return tuple(key.desc() if kind.downwards else key.asc() for key in keys)


def _beyond(kind: _Kind) -> Expression:
    """The place is in what the list is sorted by: an instant, or a day."""
    type_of_key = sa.Date() if isinstance(kind.sorted_by.type, sa.Date) else Instant()
    keys = sa.tuple_(kind.sorted_by, requests.c.id)
    place = sa.tuple_(sa.bindparam("at", type_=type_of_key), sa.bindparam("id", type_=sa.String))
    if kind.downwards:
        return keys <= place if kind.is_inclusive else keys < place
    return keys >= place if kind.is_inclusive else keys > place
