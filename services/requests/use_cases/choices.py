"""What somebody may choose for a request that was raised: services, wards, outside bodies, members."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.requests.repository import council
from services.requests.repository.choices import open_outside_bodies, open_services


def choices(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"services" with their categories, "wards", "outside_bodies", "members" in office}, as of today."""
    today, wanted = council_date(incoming.now), incoming.body["of"]
    wards = council.open_wards(session, incoming.actor.id, today) if "wards" in wanted else []
    return {
        "services": open_services(session, today) if "services" in wanted else [],
        "wards": [{"id": ward["id"], "name": ward["name"]} for ward in wards],
        "outside_bodies": open_outside_bodies(session, today) if "outside_bodies" in wanted else [],
        "members": council.serving_members(session, today) if "members" in wanted else [],
    }
