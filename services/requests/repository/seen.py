"""How much of a request a person has seen: what the other side did since then is new to them."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import insert_new
from services.requests.tables import last_seen


def mark_seen(session: Session, person_id: str, request_id: str, sequence: int, dates_told: int) -> None:
    """This person has seen the request up to that event, and so much of what became of dates.

    It never goes back.
    """
    s = last_seen.c
    named = {"person_id": person_id, "request_id": request_id}
    insert_new(session, last_seen, [{**named, "sequence": sequence, "dates_told": dates_told}])
    session.execute(
        sa.update(last_seen)
        .where(s.person_id == person_id, s.request_id == request_id)
        .where(sa.or_(s.sequence < sequence, s.dates_told < dates_told))
        .values(
            sequence=sa.case((s.sequence < sequence, sequence), else_=s.sequence),
            dates_told=sa.case((s.dates_told < dates_told, dates_told), else_=s.dates_told),
        )
    )
