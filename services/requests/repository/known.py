"""Of which requests somebody may know that there are: set-wise, by the rows that each command writes."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.vocabulary import (
    DIRECTOR,
    INFORMATION_GOVERNANCE,
    MEMBER,
    MEMBER_SERVICES,
    ROLES_OF_A_SERVICE,
)
from services.requests.repository.around import JOINED
from services.requests.repository.holdings import Holdings
from services.requests.tables import contributors, former_services, joinings, requests

Condition = sa.ColumnElement[bool]

SHARED = "ward_colleagues"
SEEING_ALL = {MEMBER_SERVICES, INFORMATION_GOVERNANCE}


def known_references(
    session: Session, request_ids: Iterable[str], held: Holdings, roles: Collection[str]
) -> dict[str, str]:
    """The references, by id, of those of these that may be known by somebody in these of their roles."""
    wanted = sorted(set(request_ids))
    if not wanted:
        return {}
    query = sa.select(requests.c.id, requests.c.reference).where(requests.c.id.in_(wanted))
    return {row.id: row.reference for row in session.execute(query.where(_may_know(held, roles)))}


def _may_know(held: Holdings, roles: Collection[str]) -> Condition:
    acting = held.roles & set(roles)
    if acting & SEEING_ALL:
        return sa.true()
    grounds: list[Condition] = [sa.false()]
    if MEMBER in acting:
        grounds += _as_member(held)
    services = sorted(held.services(acting & set(ROLES_OF_A_SERVICE)))
    if services:
        grounds += _as_service(services)
    if DIRECTOR in acting:
        grounds += [requests.c.stood_with_director, requests.c.holder_id == held.person_id]
    return sa.or_(*grounds)


def _as_member(held: Holdings) -> list[Condition]:
    r, person_id = requests.c, held.person_id
    waits_or_joined = sa.exists().where(
        joinings.c.request_id == r.id,
        joinings.c.member_id == person_id,
        sa.or_(joinings.c.standing == JOINED, joinings.c.merged_id.is_not(None)),
    )
    shared = sa.and_(r.sharing == SHARED, r.ward_id.in_(sorted(held.wards)))
    return [r.member_id == person_id, r.made_by == person_id, waits_or_joined, shared]


def _as_service(services: list[str]) -> list[Condition]:
    beside = [
        sa.exists().where(table.c.request_id == requests.c.id, table.c.service_id.in_(services))
        for table in (contributors, former_services)
    ]
    return [requests.c.service_id.in_(services), *beside]
