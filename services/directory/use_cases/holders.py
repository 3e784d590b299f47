"""Who heads, deputises and directs services as at a day."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.directory.domain.entries import DEPUTY_HEAD, DIRECTOR, HEAD_OF_SERVICE
from services.directory.repository.holders import Holder, holders_on
from services.directory.repository.places import read_services


def holders(session: Session, incoming: Incoming) -> dict[str, Any]:
    """The services of that day, or the one asked for, with who leads each then; in three queries."""
    day = incoming.body["as_at"] or council_date(incoming.now)
    wanted = incoming.body["service_id"]
    found = holders_on(session, day)
    return {
        "services": [
            {
                "service_id": service.id,
                "name": service.name,
                "column": service.column_on(day),
                "heads": _named(found, HEAD_OF_SERVICE, service.id),
                "deputies": _named(found, DEPUTY_HEAD, service.id),
                "directors": _named(found, DIRECTOR, service.id),
            }
            for service in read_services(session).values()
            if service.holds_on(day) and wanted in (None, service.id)
        ]
    }


def _named(found: list[Holder], role: str, service_id: str) -> list[dict[str, Any]]:
    """Each person once, though a director may direct this service and all."""
    names = {
        one.person_id: one.name
        for one in found
        if one.role == role and one.service_id in ((None, service_id) if role == DIRECTOR else (service_id,))
    }
    return [{"person_id": person_id, "name": name} for person_id, name in names.items()]
