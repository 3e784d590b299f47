"""Entries as the full facts that their events carry."""

from dataclasses import asdict
from datetime import date
from typing import Any

from services.chassis.event_store import NewEvent
from services.contracts.directory_events import (
    CATEGORY_RECORDED,
    OUTSIDE_BODY_RECORDED,
    PERSON_RECORDED,
    SERVICE_RECORDED,
    WARD_RECORDED,
)
from services.contracts.events import EventType
from services.directory.domain.entries import Category, Entry, OutsideBody, Person, Service, Ward

_EVENTS: dict[type[Entry], tuple[EventType, str]] = {
    Ward: (WARD_RECORDED, "ward_id"),
    Service: (SERVICE_RECORDED, "service_id"),
    Category: (CATEGORY_RECORDED, "category_id"),
    OutsideBody: (OUTSIDE_BODY_RECORDED, "outside_body_id"),
    Person: (PERSON_RECORDED, "person_id"),
}


def recorded(entry: Entry, today: date) -> NewEvent:
    """The event that says how the entry stands now; `today` decides which column a service is in."""
    event_type, id_name = _EVENTS[type(entry)]
    facts = plain(asdict(entry))
    if isinstance(entry, Service):
        facts["column"] = entry.column_on(today)
    facts.pop("taken_back", None)  # is only ever stated
    return NewEvent(event_type, {id_name: facts.pop("id"), **facts})


def plain(value: Any) -> Any:
    """Days as ISO text, so that it can be stored as JSON."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
