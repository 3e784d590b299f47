"""A service's own view of its responses, beside the member's."""

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.event_store import NewEvent, append, last_sequence
from services.chassis.incoming import Answer, Incoming
from services.contracts.feedback_events import QUALITY_CHECKED, check_stream
from services.contracts.feedback_vocabulary import NOTE_LIMIT
from services.feedback.repository import checks
from services.feedback.repository.directory_copy import services_of
from services.feedback.use_cases.refusing import not_found
from services.feedback.use_cases.words import taken


def check_quality(session: Session, incoming: Incoming) -> Answer:
    """Record a check; a second one replaces the first."""
    body, actor = incoming.body, incoming.actor
    found = checks.response_of(session, body["request_id"], body["response"])
    theirs = services_of(session, actor.id, council_date(incoming.now))
    if found is None or found.service_id not in theirs:
        raise not_found()
    note = taken("note", "The note", body["note"], NOTE_LIMIT, required=False)
    stream = check_stream(found.request_id, found.response)
    sequence, version = last_sequence(session, stream), checks.version_of(session, found) + 1
    data = {
        "request_id": found.request_id,
        "response": found.response,
        "service_id": found.service_id,
        "version": version,
        "score": body["score"],
    }
    reached = append(session, stream, sequence, [NewEvent(QUALITY_CHECKED, data)], incoming.origin)
    checks.store_check(session, found, version, body["score"], actor.id, incoming.now, note)
    return Answer({"version": version}, stream, reached)
