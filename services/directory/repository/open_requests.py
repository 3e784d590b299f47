"""The copy of which requests are open, kept from requests' events."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import insert_new
from services.directory.domain.consequences import OpenRequests
from services.directory.tables import open_requests

_PER_STATEMENT = 500


def add_open(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """These requests are open from now on."""
    insert_new(session, open_requests, rows)


def remove_open(session: Session, request_ids: Sequence[str]) -> None:
    """These requests are open no longer."""
    for first in range(0, len(request_ids), _PER_STATEMENT):
        some = request_ids[first : first + _PER_STATEMENT]
        session.execute(sa.delete(open_requests).where(open_requests.c.request_id.in_(some)))


def count_open(session: Session) -> OpenRequests:
    """How many are open, by service, category, member and ward."""
    c = open_requests.c
    return OpenRequests(
        services=_by(session, c.service_id),
        categories=_by(session, c.category_id),
        members=_by(session, c.member_id),
        wards=_by(session, c.ward_id),
    )


def _by(session: Session, column: sa.Column[Any]) -> dict[str, int]:
    rows = session.execute(sa.select(column, sa.func.count()).group_by(column))
    return {key: number for key, number in rows}  # noqa: C416
