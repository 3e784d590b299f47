"""What the form for raising needs."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.vocabulary import MEMBER_SERVICES
from services.requests.repository import council


def raise_form(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"categories" with their questions and advice, "wards", "members" (for the desk), "sharing"}."""
    today, actor = council_date(incoming.now), incoming.actor
    return {
        "categories": council.open_categories(session, today, incoming.body["category_id"]),
        "wards": council.open_wards(session, actor.id, today),
        "members": council.serving_members(session, today) if actor.role == MEMBER_SERVICES else [],
        "sharing": council.preferred_sharing(session, actor.id),
    }
