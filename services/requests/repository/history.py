"""The history of one request: its stored events, and for an imported one those that its case stands for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.event_store import StoredEvent, read_stream, stored
from services.chassis.tables import events
from services.contracts.imported_cases import ExpandedEvent, expand
from services.contracts.requests_events import CASES_IMPORTED, REQUESTS_EVENTS
from services.requests.domain.event_data import from_data
from services.requests.domain.events import Happened


@dataclass(frozen=True)
class PastEvent:
    """One event of a request. Nobody is known to have done what an imported case does not tell."""

    sequence: int
    type: str
    time: datetime
    actor_id: str | None
    actor_role: str
    imported: bool
    data: dict[str, Any]

    @property
    def happened(self) -> Happened:
        """As the domain sees it."""
        return Happened(from_data(self.type, self.data), self.time, self.actor_id)


@dataclass(frozen=True)
class Chunk:
    """Where an imported request's first events are: in one event that carries many cases."""

    event_id: str
    index: int


def past_events(session: Session, request_id: str, chunk: Chunk | None) -> list[PastEvent]:
    """The whole history of a request, in order."""
    imported = [] if chunk is None else [_from_case(event) for event in expand(_case(session, chunk))]
    return imported + [_from_stored(event) for event in read_stream(session, request_id)]


def event_id_at(session: Session, stream: str, sequence: int) -> str:
    """The id of a stored event."""
    query = sa.select(events.c.id).where(events.c.stream == stream, events.c.sequence == sequence)
    return str(session.scalars(query).one())


def _case(session: Session, chunk: Chunk) -> dict[str, Any]:
    query = sa.select(events).where(events.c.id == chunk.event_id)
    event = stored(session.execute(query).mappings().one())
    case: dict[str, Any] = CASES_IMPORTED.lift(event.version, event.data)["cases"][chunk.index]
    return case


def _from_case(event: ExpandedEvent) -> PastEvent:
    time = datetime.fromisoformat(event.time)
    return PastEvent(event.sequence, event.type, time, event.actor_id, event.actor_role, True, event.data)


def _from_stored(event: StoredEvent) -> PastEvent:
    data = REQUESTS_EVENTS[event.type].lift(event.version, event.data)
    return PastEvent(
        event.sequence, event.type, event.time, event.actor_id, event.actor_role, event.imported, data
    )
