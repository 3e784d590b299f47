"""What was decided, as stored events and words, in the transaction at hand."""

from sqlalchemy.orm import Session

from services.chassis.event_store import NewEvent, append
from services.chassis.incoming import Incoming
from services.contracts.requests_events import REQUESTS_EVENTS
from services.requests.domain.decide import Decision
from services.requests.domain.event_data import to_data, type_of
from services.requests.domain.events import Happened
from services.requests.repository.words import insert_message, insert_request_text


def record_events(
    session: Session, incoming: Incoming, request_id: str, sequence: int, decision: Decision
) -> None:
    """Append the decision's events to the request's stream, which stands at `sequence`."""
    events = [_new_event(happened) for happened in decision.events]
    append(session, request_id, sequence, events, incoming.origin)


def record_words(session: Session, request_id: str, decision: Decision) -> None:
    """Keep the decision's words, apart from its events."""
    if decision.request_text is not None:
        insert_request_text(session, request_id, decision.request_text)
    if decision.message_text is not None:
        insert_message(session, request_id, decision.message_text)


def _new_event(happened: Happened) -> NewEvent:
    event = happened.event
    return NewEvent(REQUESTS_EVENTS[type_of(event)], to_data(event), happened.time)
