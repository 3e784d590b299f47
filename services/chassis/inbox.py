"""What was applied of each source's streams, so that nothing is applied twice or out of order."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.chassis.tables import inbox_positions


def has_reached(session: Session, source: str, stream: str, sequence: int) -> bool:
    """Whether this service has applied that event."""
    return position(session, source, stream) >= sequence


def position(session: Session, source: str, stream: str) -> int:
    """The last sequence applied of a source's stream; 0 when none was."""
    found = session.scalar(
        sa.select(inbox_positions.c.sequence).where(
            inbox_positions.c.source == source, inbox_positions.c.stream == stream
        )
    )
    return found or 0


def advance_streams(session: Session, source: str, heads: Mapping[str, int]) -> None:
    """Mark streams as applied up to a sequence, set-wise: for handlers of events that carry whole streams."""
    rows = [{"source": source, "stream": stream, "sequence": sequence} for stream, sequence in heads.items()]
    upsert(session, inbox_positions, rows)
    session.info.setdefault("advanced", {}).update({(source, stream): head for stream, head in heads.items()})
