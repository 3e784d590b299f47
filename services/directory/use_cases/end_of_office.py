"""Telling that a member's office ended, on the day after its last one or as soon as somebody looks."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy.orm import Session

from services.chassis.clock import COUNCIL_ZONE, council_date
from services.chassis.event_store import NewEvent, Origin, append, last_sequence
from services.chassis.identifiers import new_id
from services.contracts.directory_events import OFFICE_ENDED
from services.contracts.names import DIRECTORY
from services.directory.repository.offices import EndedOffice, mark_told, untold_ends
from services.directory.repository.streams import person_stream

EVERY_SECONDS = 60.0


def tell_ended_offices(session: Session, now: datetime) -> None:
    """Once for each end; also what fell due while nobody looked, or was entered later."""
    ends = untold_ends(session, council_date(now))
    if not ends:
        return
    origin = Origin(DIRECTORY, DIRECTORY, new_id(), now)
    for end in ends:
        stream = person_stream(end.person_id)
        append(session, stream, last_sequence(session, stream), [_event(end)], origin)
    mark_told(session, ends)


def _event(end: EndedOffice) -> NewEvent:
    over = datetime.combine(end.ended_on + timedelta(days=1), time(), COUNCIL_ZONE).astimezone(UTC)
    data = {
        "person_id": end.person_id,
        "ended_on": end.ended_on.isoformat(),
        "ward_ids": list(end.ward_ids),
    }
    return NewEvent(OFFICE_ENDED, data, time=over)
