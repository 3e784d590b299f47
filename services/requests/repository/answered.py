"""What was answered in full and nobody has closed: read from the end of one index, longest answered first."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.database import Instant
from services.contracts.vocabulary import RESPONDED
from services.requests.repository.keyset import Cursor, Page, Place, page
from services.requests.tables import people, request_texts, requests, services

_OPEN = sa.and_(requests.c.state == RESPONDED, requests.c.responded_at.is_not(None), ~requests.c.frozen)


def answered_page(
    session: Session, member_id: str | None, service_id: str | None, cursor: Cursor | None, limit: int
) -> Page[dict[str, Any]]:
    """{request_id, reference, subject, member, member_id, service, outcome, responded_at}; forwards only.

    One query. What rests since its member's office ended is left out: nobody can close it.
    """
    r = requests.c
    query = (
        sa.select(r.id.label("request_id"), r.reference, request_texts.c.subject)
        .add_columns(people.c.name.label("member"), r.member_id, services.c.name.label("service"))
        .add_columns(r.outcome, r.responded_at)
        .join(request_texts, request_texts.c.request_id == r.id)
        .outerjoin(people, people.c.person_id == r.member_id)
        .outerjoin(services, services.c.service_id == r.service_id)
        .where(_OPEN, *_of(member_id, service_id))
        .order_by(r.responded_at, r.id)
        .limit(limit + 1)
    )
    if cursor is not None:
        place = sa.tuple_(sa.literal(cursor.place.at, Instant), sa.literal(cursor.place.id))
        query = query.where(sa.tuple_(r.responded_at, r.id) > place)
    rows = [dict(row) for row in session.execute(query).mappings()]
    return page([(Place(row["responded_at"], row["request_id"]), row) for row in rows], cursor, limit)


def answered_count(session: Session, member_id: str | None, service_id: str | None) -> int:
    """How many there are."""
    query = sa.select(sa.func.count()).select_from(requests).where(_OPEN, *_of(member_id, service_id))
    return session.scalar(query) or 0


def whose_answered(session: Session) -> dict[str, list[dict[str, Any]]]:
    """{"members", "services"}: [{id, name}…] that have any, by name. One query."""
    everybody = sa.union_all(
        _having("members", requests.c.member_id, people.c.person_id, people.c.name),
        _having("services", requests.c.service_id, services.c.service_id, services.c.name),
    )
    found: dict[str, list[dict[str, Any]]] = {"members": [], "services": []}
    for kind, identifier, name in session.execute(everybody):
        found[kind].append({"id": identifier, "name": name})
    return {kind: sorted(whose, key=lambda one: str(one["name"])) for kind, whose in found.items()}


def _having(
    kind: str, of: sa.Column[Any], identifier: sa.Column[Any], name: sa.Column[Any]
) -> sa.Select[Any]:
    ids = sa.select(of).where(_OPEN).distinct()
    return sa.select(sa.literal(kind), identifier, name).where(identifier.in_(ids))


def _of(member_id: str | None, service_id: str | None) -> list[sa.ColumnElement[bool]]:
    found = [requests.c.member_id == member_id] if member_id else []
    return [*found, requests.c.service_id == service_id] if service_id else found
