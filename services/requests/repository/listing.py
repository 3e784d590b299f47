"""What a list holds and in which order, before it is asked for.

To write a statement takes SQLAlchemy longer than a database to answer it. So what is written (columns,
conditions) is kept apart from the values: statements are kept by what is written, the values handed in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from services.requests.repository.around import JOINED, joined_of
from services.requests.tables import assignments, contributors, last_seen, request_texts, requests

Expression = sa.ColumnElement[bool]
Value = sa.BindParameter[str]
Values = dict[str, Any]

READER: Value = sa.bindparam("reader", type_=sa.String)


@dataclass(frozen=True)
class Condition:
    """What is asked of each request: how it is written, given the values."""

    written: Callable[..., Expression]
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Reader:
    """Who reads, and the column that says when the other side last did something."""

    person_id: str
    news: sa.Column[Any]

    @property
    def values(self) -> Values:
        """What a statement with READER in it is asked with."""
        return {"reader": self.person_id}


def has_news(news: sa.Column[Any]) -> Expression:
    """Whether the other side did something, or a date moved or went by, since READER last looked."""
    return sa.or_(
        news > _seen(last_seen.c.sequence),
        requests.c.dates_told > _seen(last_seen.c.dates_told),
    )


def _seen(column: sa.Column[int]) -> sa.ColumnElement[int]:
    seen = sa.select(column).where(last_seen.c.request_id == requests.c.id, last_seen.c.person_id == READER)
    return sa.func.coalesce(seen.scalar_subquery(), 0)


@dataclass(frozen=True)
class Stretch:
    """A way into the requests: those whose `column` holds a value, or whose id `ids` finds by it."""

    column: sa.Column[Any]
    ids: Callable[[Value], sa.Select[Any]] | None = None

    def parts(self, states: Sequence[str]) -> list[Sequence[str]]:
        """The states read one by one, each from its own end; or all at once where the ids are known."""
        return [[state] for state in states] if self.ids is None else [states]

    def indexed(self, value: Value, *states: str) -> Expression:
        """Those in these states, for reading the stretch from the end of its index.

        Where the ids are known, the state is an expression: SQLite would go through all in that state.
        """
        if self.ids is not None:
            return self.column.in_(self.ids(value)) & sa.func.coalesce(requests.c.state, "").in_(states)
        return (self.column == value) & requests.c.state.in_(states)

    def checked(self, value: Value) -> Expression:
        """For asking it of a handful of rows: an expression, so that no database goes through its index."""
        column = sa.func.coalesce(self.column, "")
        return column == value if self.ids is None else column.in_(self.ids(value))


@dataclass(frozen=True)
class Scope:
    """Whose requests: those of a stretch with this value."""

    stretch: Stretch
    value: str


@dataclass(frozen=True)
class Listing:
    """Which requests, in which order. `scopes` say whose requests they are; one may be in several.

    Each pair of scope and state is read from the end of its own stretch of an index, so that a page costs the
    same whatever else there is. Where a scope knows its ids, they are few, and looked up.
    """

    scopes: Sequence[Scope]
    states: Sequence[str]
    sorted_by: sa.Column[Any]
    newest_first: bool
    reader: Reader
    conditions: Sequence[Condition] = field(default=())
    found_by: Condition | None = None


def member_reading(person_id: str) -> Reader:
    """A reader on the member's side."""
    return Reader(person_id, requests.c.news_for_member)


def officer_reading(person_id: str) -> Reader:
    """A reader on the service's side."""
    return Reader(person_id, requests.c.news_for_service)


def _contributed_to(service_id: Value) -> sa.Select[Any]:
    return sa.select(contributors.c.request_id).where(contributors.c.service_id == service_id)


def _joined(member_id: Value) -> sa.Select[Any]:
    return joined_of(member_id, JOINED)


OWN = Stretch(requests.c.member_id)
JOINED_BY = Stretch(requests.c.id, _joined)
LED_BY = Stretch(requests.c.service_id)
CONTRIBUTED_TO_BY = Stretch(requests.c.id, _contributed_to)
STANDING_WITH = Stretch(requests.c.holder_id)

# By which column a list is sorted, and whether the newest come first. What has no date comes last by "due".
ORDERS: dict[str, tuple[sa.Column[Any], bool]] = {
    "activity": (requests.c.last_activity_at, True),
    "newest": (requests.c.raised_at, True),
    "oldest": (requests.c.raised_at, False),
    "waiting": (requests.c.raised_at, False),
    "due": (requests.c.next_due_on, False),
}


def portfolio_of(member_id: str, states: Sequence[str], **more: Any) -> Listing:
    """A member's own requests, latest activity first."""
    return Listing(own_requests(member_id), states, *ORDERS["activity"], member_reading(member_id), **more)


def own_requests(member_id: str) -> list[Scope]:
    """A member's own."""
    return [Scope(OWN, member_id)]


def in_order(listing: Listing, order: str) -> Listing:
    """The same in one of ORDERS."""
    sorted_by, newest_first = ORDERS[order]
    return replace(listing, sorted_by=sorted_by, newest_first=newest_first)


def joined_by(member_id: str, states: Sequence[str], **more: Any) -> Listing:
    """The requests of others that a member joined, latest activity first."""
    scopes = [Scope(JOINED_BY, member_id)]
    return Listing(scopes, states, *ORDERS["activity"], member_reading(member_id), **more)


def worklist_of(person_id: str, scopes: Sequence[Scope], states: Sequence[str], **more: Any) -> Listing:
    """What somebody of the services has to do, longest waiting first."""
    return Listing(scopes, states, *ORDERS["waiting"], officer_reading(person_id), **more)


def led_by(service_ids: Sequence[str]) -> list[Scope]:
    """The requests that these services have."""
    return [Scope(LED_BY, service_id) for service_id in service_ids]


def contributed_to_by(service_ids: Sequence[str]) -> list[Scope]:
    """The requests to which these services add their part."""
    return [Scope(CONTRIBUTED_TO_BY, service_id) for service_id in service_ids]


def standing_with(person_id: str) -> Scope:
    """The requests that stand with this head or director now."""
    return Scope(STANDING_WITH, person_id)


def due_between(first: date, last: date) -> Condition:
    """Whether the next date is one of these days."""
    return Condition(requests.c.next_due_on.between, (first, last))


def standing_with_another(person_id: str) -> Condition:
    """Whether it does not stand with this head or director."""
    return Condition(_standing_with_another, (person_id,))


def _standing_with_another(person_id: Value) -> Expression:
    return sa.func.coalesce(requests.c.holder_id, "") != person_id


def same_as(name: str, value: str) -> Condition:
    """Whether the request's column `name` holds this."""
    return Condition(requests.c[name].__eq__, (value,))


def says(words: str) -> Condition:
    """Whether a request's subject or place has these words as they stand, in small letters or large."""
    as_they_stand = words.replace("/", "//").replace("%", "/%").replace("_", "/_")
    return Condition(_says, (as_they_stand,))


def _says(words: Value) -> Expression:
    texts = request_texts.c
    written = sa.or_(texts.subject.icontains(words, escape="/"), texts.place.icontains(words, escape="/"))
    return sa.exists().where(texts.request_id == requests.c.id, written)


def has_reference(own: str | None, typed: str) -> Condition:
    """Whether a request has this reference of ours (well formed), or exactly this one of a casebook."""
    if own is None:
        return Condition(requests.c.external_reference.__eq__, (typed,))
    return Condition(_has_either_reference, (own, typed))


def _has_either_reference(own: Value, typed: Value) -> Expression:
    return sa.or_(requests.c.reference == own, requests.c.external_reference == typed)


def assigned_to(person_id: str) -> Condition:
    """Whether that officer has it."""
    return Condition(_assigned_to, (person_id,))


def _assigned_to(person_id: Value) -> Expression:
    return sa.exists().where(assignments.c.request_id == requests.c.id, assignments.c.person_id == person_id)


def new_to_member() -> Condition:
    """Whether there is something new in it for READER, of the member's side."""
    return Condition(_new_to_member)


def _new_to_member() -> Expression:
    return has_news(requests.c.news_for_member)


def assigned_to_nobody() -> Condition:
    """Whether no officer has it."""
    return Condition(_assigned_to_nobody)


def _assigned_to_nobody() -> Expression:
    return ~sa.exists().where(assignments.c.request_id == requests.c.id)
