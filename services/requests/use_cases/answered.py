"""The heap of what was answered and nobody has closed, which Member Services work through with members."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Incoming
from services.requests.repository.answered import answered_count, answered_page, whose_answered
from services.requests.use_cases.filters import cursor_of
from services.requests.use_cases.wire import on_the_wire


def answered(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"requests", "next", "count", "members", "services"}, longest answered first."""
    body = incoming.body
    whose = (body["member_id"], body["service_id"])
    page = answered_page(session, *whose, cursor_of(body), body["limit"])
    return {
        "requests": [on_the_wire(row) for row in page.rows],
        "next": page.next,
        "count": answered_count(session, *whose),
        **whose_answered(session),
    }
