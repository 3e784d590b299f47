"""Service standards: looked at, and recorded by an administrator."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis import inbox
from services.chassis.event_store import NewEvent, append, last_sequence
from services.chassis.identifiers import new_id
from services.chassis.incoming import Answer, Incoming
from services.contracts.sla_events import STANDARD_RECORDED, STANDARDS_STREAM
from services.sla.domain.standards import DEFAULTS, Standard
from services.sla.domain.vocabulary import Kind
from services.sla.repository import calendars
from services.sla.repository.clocks import want_all_alive
from services.sla.repository.directory_copy import council_categories, council_services
from services.sla.use_cases.refusing import invalid

NOBODY_KNOWS = "The directory knows none of this name. Choose one from the list."
IN_ANOTHER = "This category belongs to another service. Choose one of the service, or leave the service out."


def standards(session: Session, _incoming: Incoming) -> dict[str, Any]:
    """The defaults and every standard that was recorded."""
    services, categories = council_services(session), council_categories(session)
    names = {entry["id"]: entry["name"] for entry in [*services, *categories]}
    recorded = calendars.rules(session).standards
    return {
        "standards": [_wire(standard, names) for standard in (*DEFAULTS, *recorded)],
        "services": services,
        "categories": categories,
    }


def record_standard(session: Session, incoming: Incoming) -> Answer:
    """From a day on another length: running and paused clocks that started since are worked out again."""
    inbox.hold(session)
    body = incoming.body
    _check(session, body["service_id"], body["category_id"])
    standard = Standard(
        Kind(body["clock"]),
        body["working_days"],
        body["starts"],
        body["service_id"],
        body["category_id"],
        body["priority"],
        body["cut_off"],
        incoming.now,
        new_id(),
    )
    calendars.add_standard(session, standard, incoming.actor.id, incoming.actor.role)
    at = last_sequence(session, STANDARDS_STREAM)
    event = NewEvent(STANDARD_RECORDED, _published(standard))
    reached = append(session, STANDARDS_STREAM, at, [event], incoming.origin)
    result = {"standard_id": standard.id, "waiting": want_all_alive(session)}
    return Answer(result, STANDARDS_STREAM, reached)


def _check(session: Session, service_id: str | None, category_id: str | None) -> None:
    wrong = {}
    category = next((c for c in council_categories(session) if c["id"] == category_id), None)
    if service_id is not None and service_id not in {entry["id"] for entry in council_services(session)}:
        wrong["service_id"] = [NOBODY_KNOWS]
    if category_id is not None and category is None:
        wrong["category_id"] = [NOBODY_KNOWS]
    if category is not None and service_id not in (None, category["service_id"]):
        wrong["category_id"] = [IN_ANOTHER]
    if wrong:
        raise invalid("Some of it needs correcting.", wrong)


def _published(standard: Standard) -> dict[str, Any]:
    return {
        "standard_id": standard.id,
        "clock": standard.kind.value,
        "service_id": standard.service_id,
        "category_id": standard.category_id,
        "priority": standard.priority,
        "working_days": standard.working_days,
        "cut_off": standard.cut_off.isoformat() if standard.cut_off else None,
        "starts": standard.starts.isoformat(),
    }


def _wire(standard: Standard, names: dict[str, str]) -> dict[str, Any]:
    shown = _published(standard)
    return shown | {
        "starts": shown["starts"] if standard.id else None,
        "service": names.get(standard.service_id or ""),
        "category": names.get(standard.category_id or ""),
        "recorded": standard.recorded.isoformat() if standard.recorded else None,
    }
