"""What a list holds and in which order, before it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from services.requests.repository.around import JOINED, joined_of
from services.requests.tables import assignments, contributors, last_seen, request_texts, requests

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Reader:
    """Who reads, and the column that says when the other side last did something."""

    person_id: str
    news: sa.Column[Any]

    @property
    def has_news(self) -> Condition:
        """Whether the other side did something, or a date moved or went by, since this person last looked."""
        return sa.or_(
            self.news > self._seen(last_seen.c.sequence),
            requests.c.dates_told > self._seen(last_seen.c.dates_told),
        )

    def _seen(self, column: sa.Column[int]) -> sa.ColumnElement[int]:
        seen = sa.select(column).where(
            last_seen.c.request_id == requests.c.id, last_seen.c.person_id == self.person_id
        )
        return sa.func.coalesce(seen.scalar_subquery(), 0)


@dataclass(frozen=True)
class Scope:
    """A stretch of requests by which a list is read: those whose `column` holds this, or one of these."""

    column: sa.Column[Any]
    holds: str | sa.Select[Any]

    def stretches(self, states: Sequence[str]) -> list[Sequence[str]]:
        """The states read one by one, each from its own end; or all at once where the ids are known."""
        return [states] if isinstance(self.holds, sa.Select) else [[state] for state in states]

    def indexed(self, *states: str) -> Condition:
        """Those in these states, for reading the stretch from the end of its index.

        Where the ids are known, the state is an expression: SQLite would go through all in that state.
        """
        if isinstance(self.holds, sa.Select):
            return self.column.in_(self.holds) & sa.func.coalesce(requests.c.state, "").in_(states)
        return (self.column == self.holds) & requests.c.state.in_(states)

    @property
    def checked(self) -> Condition:
        """For asking it of a handful of rows: an expression, so that no database goes through its index."""
        column = sa.func.coalesce(self.column, "")
        return column.in_(self.holds) if isinstance(self.holds, sa.Select) else column == self.holds


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
    return [Scope(requests.c.member_id, member_id)]


def in_order(listing: Listing, order: str) -> Listing:
    """The same in one of ORDERS."""
    sorted_by, newest_first = ORDERS[order]
    return replace(listing, sorted_by=sorted_by, newest_first=newest_first)


def joined_by(member_id: str, states: Sequence[str], **more: Any) -> Listing:
    """The requests of others that a member joined, latest activity first."""
    scopes = [Scope(requests.c.id, joined_of(member_id, JOINED))]
    return Listing(scopes, states, *ORDERS["activity"], member_reading(member_id), **more)


def worklist_of(person_id: str, scopes: Sequence[Scope], states: Sequence[str], **more: Any) -> Listing:
    """What somebody of the services has to do, longest waiting first."""
    return Listing(scopes, states, *ORDERS["waiting"], officer_reading(person_id), **more)


def led_by(service_ids: Sequence[str]) -> list[Scope]:
    """The requests that these services have."""
    return [Scope(requests.c.service_id, service_id) for service_id in service_ids]


def contributed_to_by(service_ids: Sequence[str]) -> list[Scope]:
    """The requests to which these services add their part."""
    given = [
        sa.select(contributors.c.request_id).where(contributors.c.service_id == of) for of in service_ids
    ]
    return [Scope(requests.c.id, ids) for ids in given]


def standing_with(person_id: str) -> Scope:
    """The requests that stand with this head or director now."""
    return Scope(requests.c.holder_id, person_id)


def due_between(first: date, last: date) -> Condition:
    """Whether the next date is one of these days."""
    return requests.c.next_due_on.between(first, last)


def standing_with_another(person_id: str) -> Condition:
    """Whether it does not stand with this head or director."""
    return sa.func.coalesce(requests.c.holder_id, "") != person_id


def same_as(name: str, value: str) -> Condition:
    """Whether the request's column `name` holds this."""
    return requests.c[name] == value


def says(words: str) -> Condition:
    """Whether a request's subject or place has these words as they stand, in small letters or large."""
    texts = request_texts.c
    written = sa.or_(
        texts.subject.icontains(words, autoescape=True), texts.place.icontains(words, autoescape=True)
    )
    return sa.exists().where(texts.request_id == requests.c.id, written)


def has_reference(own: str | None, typed: str) -> Condition:
    """Whether a request has this reference of ours (well formed), or exactly this one of a casebook."""
    external = requests.c.external_reference == typed
    return external if own is None else sa.or_(requests.c.reference == own, external)


def assigned_to(person_id: str) -> Condition:
    """Whether that officer has it."""
    return sa.exists().where(assignments.c.request_id == requests.c.id, assignments.c.person_id == person_id)


def assigned_to_nobody() -> Condition:
    """Whether no officer has it."""
    return ~sa.exists().where(assignments.c.request_id == requests.c.id)
