"""What a person decides about a parked message: look, replay, or go without it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis import inbox, parking
from services.chassis.applying import Batch, Offender
from services.chassis.incoming import Refused
from services.chassis.received_events import Arrived, Unreadable, read_text
from services.chassis.subscription import Subscription
from services.chassis.tables import parked_messages, waiting_events
from services.chassis.transient import is_transient
from services.contracts import problems
from services.contracts.problems import Problem

Row = sa.RowMapping


def listed(session: Session, limit: int) -> list[dict[str, Any]]:
    """What is parked, oldest first, and how many events wait behind each."""
    columns = parked_messages.c
    query = (
        sa.select(parked_messages).where(columns.status == parking.PARKED).order_by(columns.id).limit(limit)
    )
    return [_listed(row, _waiting_behind(session, row)) for row in session.execute(query).mappings()]


def _waiting_behind(session: Session, row: Row) -> int:
    columns = waiting_events.c
    query = sa.select(sa.func.count()).where(columns.source == row["source"], columns.stream == row["stream"])
    return session.scalar(query) or 0


def _listed(row: Row, waiting_behind: int) -> dict[str, Any]:
    shown = {name: row[name] for name in ("id", "kind", "source", "stream", "sequence", "type", "reason")}
    return shown | {"parked_at": row["received_time"].isoformat(), "waiting_behind": waiting_behind}


def shown(session: Session, parked_id: str) -> dict[str, Any]:
    """All that is known of one parked message, its body too where one was kept."""
    row = _row(session, parked_id)
    decided = row["decided_time"]
    return _listed(row, _waiting_behind(session, row)) | {
        "status": row["status"],
        "headers": row["headers"],
        "body": row["body"],
        "decided_by": row["decided_by"],
        "decided_at": decided.isoformat() if decided else None,
        "decision_reason": row["decision_reason"],
    }


def replay(
    session: Session, subscription: Subscription | None, parked_id: str, by: str, now: datetime
) -> None:
    """Apply it after all; what waits behind it follows soon. Raises Refused when it fails again."""
    row = _undecided(session, parked_id)
    if subscription is None or row["kind"] != parking.EVENT:
        raise _refused(
            "Only an event can be replayed. Whoever sent this was told that it failed: discard it."
        )
    if row["body"] is None:
        raise _refused("Its body could not be kept. Discard it.")
    arrived = read_text(row["body"], subscription.handlers)
    if isinstance(arrived, Unreadable):
        raise _refused(f"It still cannot be taken in: {arrived.reason}.")
    inbox.hold(session)
    _check_its_turn(session, arrived)
    parking.decide(session, parked_id, parking.REPLAYED, by, now, None)
    try:
        Batch(session, subscription, now, singly=True).apply_alone(arrived)
    except Offender as offender:
        if is_transient(offender.cause):
            raise offender.cause from None
        raise _refused(f"It failed again: {offender}.") from offender


def _check_its_turn(session: Session, arrived: Arrived) -> None:
    reached = inbox.position(session, arrived.event.source, arrived.event.stream)
    if arrived.event.sequence <= reached:
        raise _refused("An event with its number was applied already. Discard it.")
    if arrived.event.sequence > reached + 1:
        raise _refused("Events before it have not come yet. Try again when they have.")


def discard(
    session: Session, subscription: Subscription | None, parked_id: str, by: str, now: datetime, reason: str
) -> None:
    """Go without it: what waits behind it follows within a second or two."""
    row = _undecided(session, parked_id)
    parking.decide(session, parked_id, parking.DISCARDED, by, now, reason)
    if subscription is not None and row["stream"] is not None:
        inbox.hold(session)
        Batch(session, subscription, now).step_over_discarded((row["source"], row["stream"]))


def _row(session: Session, parked_id: str) -> Row:
    query = sa.select(parked_messages).where(parked_messages.c.id == parked_id)
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        raise Refused(Problem(problems.NOT_FOUND, "There is no parked message with this id."))
    return row


def _undecided(session: Session, parked_id: str) -> Row:
    row = _row(session, parked_id)
    if row["status"] != parking.PARKED:
        raise _refused(f"It was already {row['status']}.")
    return row


def _refused(message: str) -> Refused:
    return Refused(Problem(problems.WRONG_STATE, message))
