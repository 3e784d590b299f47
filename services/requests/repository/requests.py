"""Requests as rows: found, folded from their history, and written back after each command."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.vocabulary import MEMBER, ROLES_OF_A_SERVICE
from services.requests.domain.evolve import fold
from services.requests.domain.request_state import RequestState
from services.requests.repository.history import Chunk, PastEvent, past_events
from services.requests.tables import assignments, requests


@dataclass(frozen=True)
class Loaded:
    """A request with its history."""

    state: RequestState
    history: list[PastEvent]


def load(session: Session, request_id: str, *, for_change: bool = False) -> Loaded | None:
    """The request, or None. `for_change` makes other changes of it wait until this transaction ends."""
    query = sa.select(requests.c.imported_event_id, requests.c.imported_index)
    query = query.where(requests.c.id == request_id)
    row = session.execute(query.with_for_update() if for_change else query).one_or_none()
    if row is None:
        return None
    history = past_events(session, request_id, None if row[0] is None else Chunk(row[0], row[1]))
    return Loaded(fold(request_id, (event.happened for event in history)), history)


def insert_request(session: Session, state: RequestState, role: str, now: datetime) -> None:
    """The row of a request that was just raised."""
    fixed = {
        "id": state.id,
        "reference": state.reference,
        "member_id": state.member_id,
        "channel": state.channel.value,
        "news_for_member": 0,
        "news_for_service": 0,
    }
    session.execute(sa.insert(requests), fixed | _changing(state, role, now))


def update_request(session: Session, state: RequestState, role: str, now: datetime) -> None:
    """Bring the row up to the state that a command by somebody in `role` led to."""
    changed = _changing(state, role, now)
    session.execute(sa.update(requests).where(requests.c.id == state.id).values(changed))


def replace_officers(session: Session, request_id: str, officers: frozenset[str]) -> None:
    """Who is assigned, from now on."""
    session.execute(sa.delete(assignments).where(assignments.c.request_id == request_id))
    if officers:
        rows = [{"request_id": request_id, "person_id": person_id} for person_id in sorted(officers)]
        session.execute(sa.insert(assignments), rows)


def _changing(state: RequestState, role: str, now: datetime) -> dict[str, Any]:
    return {
        "kind": state.kind.value,
        "service_id": state.service_id,
        "category_id": state.category_id,
        "ward_id": state.ward_id,
        "state": state.state.value,
        "priority": state.priority.value,
        "raised_at": state.raised_at,
        "last_activity_at": now,
        "first_answer_at": state.first_answer_at,
        "responded_at": state.responded_at,
        "closed_at": state.closed_at,
        "next_update_on": state.next_step.next_update_on if state.next_step else None,
        "sequence": state.sequence,
        **_news(state.sequence, role),
    }


def _news(sequence: int, role: str) -> dict[str, int]:
    """What a side did is news to the other; what the desk did, to both."""
    news = {}
    if role != MEMBER:
        news["news_for_member"] = sequence
    if role not in ROLES_OF_A_SERVICE:
        news["news_for_service"] = sequence
    return news
