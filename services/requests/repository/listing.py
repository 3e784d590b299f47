"""What a list holds and in which order, before it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from services.requests.tables import assignments, last_seen, requests

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Reader:
    """Who reads, and the column that says when the other side last did something."""

    person_id: str
    news: sa.Column[Any]

    @property
    def has_news(self) -> Condition:
        """Whether the other side did something since this person last looked."""
        seen = sa.select(last_seen.c.sequence).where(
            last_seen.c.request_id == requests.c.id, last_seen.c.person_id == self.person_id
        )
        return self.news > sa.func.coalesce(seen.scalar_subquery(), 0)


@dataclass(frozen=True)
class Listing:
    """Which requests, in which order. `scopes` are the members or services whose requests they are.

    Each pair of scope and state is read from the end of its own stretch of an index, so that a page costs the
    same whatever else there is.
    """

    scope: sa.Column[Any]
    scopes: Sequence[str]
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


def portfolio_of(member_id: str, states: Sequence[str], **more: Any) -> Listing:
    """A member's own requests, latest activity first."""
    sort, reader = requests.c.last_activity_at, member_reading(member_id)
    return Listing(requests.c.member_id, [member_id], states, sort, True, reader, **more)


def worklist_of(person_id: str, service_ids: Sequence[str], states: Sequence[str], **more: Any) -> Listing:
    """Requests of services, longest waiting first."""
    sort, reader = requests.c.raised_at, officer_reading(person_id)
    return Listing(requests.c.service_id, service_ids, states, sort, False, reader, **more)


def same_as(name: str, value: str) -> Condition:
    """Whether the request's column `name` holds this."""
    return requests.c[name] == value


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
