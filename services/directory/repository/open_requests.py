"""The copy of which requests are open, kept from requests' events; the settled ones stay for a while."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import insert_new
from services.directory.domain.consequences import OpenRequests
from services.directory.tables import open_requests, settled_requests

_PER_STATEMENT = 500
_FACTS = tuple(column.name for column in open_requests.c)


def add_open(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """These requests are open from now on."""
    insert_new(session, open_requests, rows)


def add_settled(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """These are not open, but may be reopened; each row says when it was `settled`."""
    insert_new(session, settled_requests, rows)


def settle(session: Session, request_ids: Sequence[str], when: datetime) -> None:
    """These requests are open no longer."""
    _move(session, open_requests, settled_requests, request_ids, {"settled": when})


def reopen(session: Session, request_ids: Sequence[str]) -> None:
    """These requests are open again."""
    _move(session, settled_requests, open_requests, request_ids, {})


def _move(
    session: Session, source: sa.Table, target: sa.Table, request_ids: Sequence[str], more: dict[str, Any]
) -> None:
    for first in range(0, len(request_ids), _PER_STATEMENT):
        some = source.c.request_id.in_(request_ids[first : first + _PER_STATEMENT])
        kept = [source.c[name] for name in _FACTS]
        added = [sa.literal(value, type_=target.c[name].type) for name, value in more.items()]
        rows = sa.select(*kept, *added).where(some)
        session.execute(sa.insert(target).from_select([*_FACTS, *more], rows))
        session.execute(sa.delete(source).where(some))


def change_open(session: Session, changes: Mapping[str, Mapping[str, str]]) -> None:
    """What open requests belong to, by request id, where it changed."""
    for request_id, facts in changes.items():
        mine = sa.update(open_requests).where(open_requests.c.request_id == request_id)
        session.execute(mine.values(**facts))


def forget_settled(session: Session, before: datetime) -> None:
    """Remove what was settled too long ago to be reopened."""
    session.execute(sa.delete(settled_requests).where(settled_requests.c.settled < before))


def count_open(session: Session) -> OpenRequests:
    """How many are open, by service, category, member and ward."""
    c = open_requests.c
    return OpenRequests(
        services=_by(session, c.service_id),
        categories=_by(session, c.category_id),
        members=_by(session, c.member_id),
        wards=_by(session, c.ward_id),
    )


def count_of_member(session: Session, member_id: str) -> int:
    """How many of a member's requests are open."""
    mine = sa.select(sa.func.count()).where(open_requests.c.member_id == member_id)
    return session.scalar(mine) or 0


def _by(session: Session, column: sa.Column[Any]) -> dict[str, int]:
    rows = session.execute(sa.select(column, sa.func.count()).group_by(column))
    return {key: number for key, number in rows}  # noqa: C416
