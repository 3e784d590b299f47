"""Every event type of every source, by source and name."""

from services.contracts.directory_events import DIRECTORY_EVENTS
from services.contracts.events import EventType
from services.contracts.feedback_events import FEEDBACK_EVENTS
from services.contracts.names import DIRECTORY, FEEDBACK, REPORTING, REQUESTS, SLA
from services.contracts.reporting_events import REPORTING_EVENTS
from services.contracts.requests_events import REQUESTS_EVENTS
from services.contracts.sla_events import SLA_EVENTS

EVENTS: dict[str, dict[str, EventType]] = {
    DIRECTORY: DIRECTORY_EVENTS,
    REQUESTS: REQUESTS_EVENTS,
    SLA: SLA_EVENTS,
    FEEDBACK: FEEDBACK_EVENTS,
    REPORTING: REPORTING_EVENTS,
}


def event_type(source: str, name: str) -> EventType | None:
    """The type `name` of `source`, or None when this code does not know it."""
    return EVENTS.get(source, {}).get(name)
