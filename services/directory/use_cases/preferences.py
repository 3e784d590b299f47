"""One's own preferences."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.event_store import NewEvent, append, last_sequence
from services.chassis.incoming import Answer, Incoming
from services.contracts.directory_events import PREFERENCES_SET
from services.directory.repository.preferences import set_sharing, sharing_of
from services.directory.repository.streams import person_stream


def preferences(session: Session, incoming: Incoming) -> dict[str, Any]:
    """What the actor chose, or what holds until they do."""
    return {"sharing": sharing_of(session, incoming.actor.id)}


def set_preferences(session: Session, incoming: Incoming) -> Answer:
    """Keep what the actor chooses; told only when it is something else than before."""
    person_id, sharing = incoming.actor.id, incoming.body["sharing"]
    stream = person_stream(person_id)
    sequence = last_sequence(session, stream)
    if sharing != sharing_of(session, person_id):
        set_sharing(session, person_id, sharing)
        event = NewEvent(PREFERENCES_SET, {"person_id": person_id, "sharing": sharing})
        sequence = append(session, stream, sequence, [event], incoming.origin)
    return Answer({"sharing": sharing}, stream, sequence)
