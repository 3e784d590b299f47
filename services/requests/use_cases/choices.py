"""What somebody may choose for a request that was raised: services, wards, outside bodies, members."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.requests.repository import council
from services.requests.repository.choices import open_outside_bodies, open_services


def choices(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"services" with their categories, "wards", "outside_bodies", "members" in office}, as of today."""
    today = council_date(incoming.now)
    wards = council.open_wards(session, incoming.actor.id, today)
    return {
        "services": open_services(session, today),
        "wards": [{"id": ward["id"], "name": ward["name"]} for ward in wards],
        "outside_bodies": open_outside_bodies(session, today),
        "members": council.serving_members(session, today),
    }
