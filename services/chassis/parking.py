"""Messages that could not be taken in: set aside with their reason, for a person to replay or discard."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.identifiers import new_id
from services.chassis.logs import logger
from services.chassis.metrics import PARKED_TOTAL
from services.chassis.storable_text import digest, storable
from services.chassis.tables import parked_messages
from services.contracts.events import Received

EVENT = "event"
CALL = "call"
RESEND = "resend"

PARKED = "parked"
REPLAYED = "replayed"
DISCARDED = "discarded"

LONGEST_HEADERS = 4_000

_log = logger(__name__)


@dataclass(frozen=True)
class Parked:
    """What is set aside. `body` is for events only: calls may hold people's words.

    `stops_from`: the sequence from which its stream stops until somebody decides.
    """

    kind: str
    reason: str
    headers: Mapping[str, Any]
    body: str | None = None
    source: str | None = None
    stream: str | None = None
    sequence: int | None = None
    event_id: str | None = None
    type: str | None = None
    stops_from: int | None = None
    body_digest: str | None = None


def park(session: Session, message: Parked, now: datetime) -> str:
    """Store it; its id. An event with a stream stops that stream until somebody decides."""
    parked_id = new_id()
    session.execute(
        sa.insert(parked_messages),
        {
            "id": parked_id,
            "kind": message.kind,
            "reason": storable(message.reason),
            "status": PARKED,
            "source": message.source,
            "stream": message.stream,
            "sequence": message.sequence,
            "stops_from": message.stops_from,
            "event_id": message.event_id,
            "type": message.type,
            "headers": json.dumps(dict(message.headers), default=repr)[:LONGEST_HEADERS],
            "body": None if message.body is None else storable(message.body),
            "body_digest": message.body_digest,
            "received_time": now,
        },
    )
    PARKED_TOTAL.labels(message.kind).inc()
    return parked_id


def decide(session: Session, parked_id: str, status: str, by: str, now: datetime, reason: str | None) -> None:
    """Record what a person decided about a parked message."""
    session.execute(
        sa.update(parked_messages)
        .where(parked_messages.c.id == parked_id)
        .values(status=status, decided_by=by, decided_time=now, decision_reason=reason)
    )


def of_event(reason: str, body: str, event: Received, stops_from: int) -> Parked:
    """A parked event that says where it belongs."""
    return Parked(
        EVENT,
        reason,
        {},
        body,
        event.source,
        event.stream,
        event.sequence,
        event.id,
        event.type,
        stops_from,
        digest(body),
    )


def of_body(reason: str, body: str) -> Parked:
    """What came in place of an event and says nowhere readably where it belongs."""
    return Parked(EVENT, reason, {}, body, body_digest=digest(body))
