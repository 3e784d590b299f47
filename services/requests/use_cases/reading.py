"""A request as somebody may read it: what they read of its history, and for whom it is when they may know."""

from typing import Any

from sqlalchemy.orm import Session

from services.requests.domain.reading import SERVICE_SIDE, Reader
from services.requests.domain.vocabulary import Standing
from services.requests.repository.constituents import constituent_of
from services.requests.repository.council import names_of, service_names
from services.requests.use_cases.standing import View
from services.requests.use_cases.timeline import Entry, people_in, read_of, services_in, timeline

_MAY_KNOW = SERVICE_SIDE | {Standing.OWNER, Standing.DESK}


def reader_and_constituent(session: Session, view: View) -> tuple[Reader, dict[str, Any] | None]:
    """Who reads, and the constituent if they may know; asked of the database only where somebody may."""
    services = frozenset[str]().union(*(part.acting.services for part in view.parts))
    asked = view.loaded.state.constituent_attached and bool(view.standings & _MAY_KNOW)
    found = constituent_of(session, view.loaded.state.id) if asked else None
    reader = Reader(view.standings, services, service_may_see=bool(found and found["service_may_see"]))
    return reader, found


def told_since(session: Session, view: View, sequence: int) -> list[Entry]:
    """What the actor may know of that came after a sequence."""
    reader, _ = reader_and_constituent(session, view)
    state = view.loaded.state
    read = read_of(state, view.loaded.history, reader, sequence)
    names = names_of(session, people_in(read)) | service_names(session, services_in(read))
    return timeline(session, state, read, names, sequence)
