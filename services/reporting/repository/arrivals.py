"""What has arrived and cannot be counted yet: it waits for an event before it, or for a person's decision."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.parking import EVENT, PARKED
from services.chassis.tables import parked_messages, waiting_events


def waiting_since(session: Session) -> datetime | None:
    """When the first of it arrived; None when nothing waits."""
    parked = parked_messages.c
    arrived = sa.union_all(
        sa.select(sa.func.min(waiting_events.c.received_time).label("at")),
        sa.select(sa.func.min(parked.received_time)).where(parked.status == PARKED, parked.kind == EVENT),
    ).subquery()
    since: datetime | None = session.scalar(sa.select(sa.func.min(arrived.c.at)))
    return since
