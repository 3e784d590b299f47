"""Who and what belongs to a request, as rows that lists and rights are asked of; written by each command."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.domain.request_state import RequestState
from services.requests.tables import assignments, contributors, former_services, joinings, links

Rows = list[dict[str, Any]]

ASKED = "asked"
JOINED = "joined"


def store_around(session: Session, before: RequestState | None, after: RequestState) -> None:
    """Replace the rows of what changed; statements only where something did."""
    for table, rows_of in _ROWS.items():
        rows = rows_of(after)
        if rows != (rows_of(before) if before else []):
            _replace(session, table, after.id, rows)


def insert_around(session: Session, states: Sequence[RequestState]) -> None:
    """The rows of many requests that have none yet."""
    for table, rows_of in _ROWS.items():
        rows = [{"request_id": state.id, **row} for state in states for row in rows_of(state)]
        if rows:
            session.execute(sa.insert(table), rows)


def joined_of(member_id: str | sa.BindParameter[str], standing: str) -> sa.Select[Any]:
    """The ids of the requests that a member joined or asked to join."""
    return sa.select(joinings.c.request_id).where(
        joinings.c.member_id == member_id, joinings.c.standing == standing
    )


def _replace(session: Session, table: sa.Table, request_id: str, rows: Rows) -> None:
    session.execute(sa.delete(table).where(table.c.request_id == request_id))
    if rows:
        session.execute(sa.insert(table), [{"request_id": request_id, **row} for row in rows])


def _each(name: str, ids: Iterable[str]) -> Rows:
    return [{name: identifier} for identifier in sorted(ids)]


def _joinings(state: RequestState) -> Rows:
    asked = [
        {"member_id": member_id, "standing": ASKED, "merged_id": merged_id}
        for member_id, merged_id in sorted(state.asked_to_join.items())
        if member_id not in state.joined
    ]
    joined = [
        {"member_id": member_id, "standing": JOINED, "merged_id": None} for member_id in sorted(state.joined)
    ]
    return asked + joined


_ROWS: dict[sa.Table, Callable[[RequestState], Rows]] = {
    assignments: lambda state: _each("person_id", state.officers),
    contributors: lambda state: _each("service_id", state.contributors),
    former_services: lambda state: _each("service_id", state.former_services),
    joinings: _joinings,
    links: lambda state: _each("other_id", state.links),
}
