"""What ward colleagues share: what it is about, where it stands, and nothing else."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.requests.repository.holdings import holdings_of
from services.requests.repository.ward_requests import shared_in
from services.requests.use_cases.filters import cursor_of
from services.requests.use_cases.wire import on_the_wire


def ward_requests(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"requests", "next"} of the wards that the actor serves today, latest first."""
    held = holdings_of(session, incoming.actor.id, council_date(incoming.now))
    page = shared_in(session, held.wards, held.person_id, cursor_of(incoming.body), incoming.body["limit"])
    return {"requests": [on_the_wire(row) for row in page.rows], "next": page.next}
