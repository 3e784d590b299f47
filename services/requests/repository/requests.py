"""Requests as rows: found, folded from their history, and written back after each command."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.domain.evolve import fold
from services.requests.domain.request_state import RequestState
from services.requests.repository.history import Chunk, PastEvent, past_events
from services.requests.tables import requests

Moved = dict[str, Any]

# Said with every command: written once, as that takes longer than doing it.
_LOAD = sa.select(requests.c.imported_event_id, requests.c.imported_index).where(
    requests.c.id == sa.bindparam("of")
)
_LOAD_FOR_CHANGE = _LOAD.with_for_update()
_INSERT = sa.insert(requests)
_UPDATE = sa.update(requests).where(requests.c.id == sa.bindparam("of"))

NO_NEWS: Moved = {"news_for_member": 0, "news_for_service": 0}


@dataclass(frozen=True)
class Loaded:
    """A request with its history."""

    state: RequestState
    history: list[PastEvent]


@dataclass(frozen=True)
class News:
    """To which sides the last event is news; what the member may not see moves nothing that they see."""

    for_member: bool
    for_service: bool
    seen_by_member: bool


def load(session: Session, request_id: str, *, for_change: bool = False) -> Loaded | None:
    """The request, or None. `for_change` makes other changes of it wait until this transaction ends."""
    row = session.execute(_LOAD_FOR_CHANGE if for_change else _LOAD, {"of": request_id}).one_or_none()
    if row is None:
        return None
    history = past_events(session, request_id, None if row[0] is None else Chunk(row[0], row[1]))
    return Loaded(fold(request_id, (event.happened for event in history)), history)


def lock(session: Session, request_ids: Iterable[str]) -> None:
    """Make other changes of these wait; always in the order of ids, so that two never wait in a circle."""
    query = sa.select(requests.c.id).where(requests.c.id.in_(sorted(set(request_ids))))
    session.execute(query.order_by(requests.c.id).with_for_update()).all()


def insert_request(session: Session, state: RequestState, news: News, now: datetime) -> None:
    """The row of a request that was just raised."""
    moved = {**NO_NEWS, "last_activity_at": now, **moved_by(state.sequence, news, now)}
    insert_requests(session, [(state, moved)])


def insert_requests(session: Session, states: Iterable[tuple[RequestState, Moved]]) -> None:
    """The rows of new requests, each with what the news of its events moved."""
    rows = [
        {
            "id": state.id,
            "reference": state.reference,
            "made_by": state.made_by,
            "channel": state.channel.value,
            **_columns(state),
            **moved,
        }
        for state, moved in states
    ]
    session.execute(_INSERT, rows)


def update_request(session: Session, state: RequestState, news: News, now: datetime) -> None:
    """Bring the row up to the state that a command led to."""
    changed = {**_columns(state), **moved_by(state.sequence, news, now)}
    session.execute(_UPDATE, {"of": state.id, **changed})


def known_ids(session: Session, request_ids: Collection[str]) -> dict[str, int]:
    """Those of the requests that there are, with the sequence that each has reached."""
    query = sa.select(requests.c.id, requests.c.sequence).where(requests.c.id.in_(request_ids))
    return {row.id: row.sequence for row in session.execute(query)}


def _columns(state: RequestState) -> dict[str, Any]:
    return {
        "member_id": state.member_id,
        "kind": state.kind.value,
        "service_id": state.service_id,
        "category_id": state.category_id,
        "ward_id": state.ward_id,
        "state": state.state.value,
        "priority": state.priority.value,
        "sharing": state.sharing.value,
        "outcome": state.outcome.value if state.outcome else None,
        "urgency": state.urgency.value if state.urgency else None,
        "merged_into": state.merged_into,
        "frozen": state.frozen,
        "held": state.held,
        "sequence": state.sequence,
        **_escalation(state),
        **_dates(state),
    }


def _escalation(state: RequestState) -> dict[str, Any]:
    return {
        "escalation_level": state.escalation.level if state.escalation else None,
        "holder_id": state.escalation.holder_id if state.escalation else None,
        "stood_with_director": state.highest_level == 2,
    }


def _dates(state: RequestState) -> dict[str, Any]:
    return {
        "raised_at": state.raised_at,
        "first_answer_at": state.first_answer_at,
        "responded_at": state.responded_at,
        "reminded": state.reminded,
        "closed_at": state.closed_at,
        "next_update_on": state.next_step.next_update_on if state.next_step else None,
        "work_on": state.work_on,
        "proposed_on": state.proposal.due_on if state.proposal else None,
        "proposed_by": state.proposal.side.value if state.proposal else None,
    }


def moved_by(sequence: int, news: News, now: datetime) -> Moved:
    """The columns that the news of an event moves."""
    moved = {
        "last_activity_at": (now, news.seen_by_member),
        "news_for_member": (sequence, news.for_member),
        "news_for_service": (sequence, news.for_service),
    }
    return {name: value for name, (value, moves) in moved.items() if moves}
