"""How much of a request a person has seen: what the other side did since then is new to them."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import insert_new
from services.requests.tables import last_seen


def mark_seen(session: Session, person_id: str, request_id: str, sequence: int) -> None:
    """This person has seen the request up to that event. It never goes back."""
    insert_new(session, last_seen, [{"person_id": person_id, "request_id": request_id, "sequence": sequence}])
    session.execute(
        sa.update(last_seen)
        .where(
            last_seen.c.person_id == person_id,
            last_seen.c.request_id == request_id,
            last_seen.c.sequence < sequence,
        )
        .values(sequence=sequence)
    )
