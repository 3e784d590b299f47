"""Keeping what requests publishes, and noting whose clocks are to be worked out: `keep_up` does it."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.inbox import advance_streams
from services.contracts import requests_events
from services.contracts.events import Received
from services.contracts.imported_cases import expand, sequence_reached
from services.contracts.names import REQUESTS
from services.sla.domain.outlines import HEARD_TYPES
from services.sla.repository import histories
from services.sla.repository.clocks import ChunkToWorkOut, want, want_imports
from services.sla.repository.histories import Occurrence

Handler = Callable[[Session, Sequence[Received]], None]

# Whoever joins a request, or adds to it, may know its dates.
ABOUT_PARTIES = frozenset({"join_accepted", "member_left", "contributor_added", "contributor_removed"})


def heard(session: Session, received: Sequence[Received]) -> None:
    """Something happened to requests."""
    found: dict[str, list[Occurrence]] = {}
    for event in received:
        occurrence = Occurrence(
            event.sequence, event.type, event.time, event.recorded_time, event.actor_id, event.data
        )
        found.setdefault(event.stream, []).append(occurrence)
    histories.add(session, found)
    brought_in = [event for event in received if event.imported]
    if brought_in:
        until = max(event.recorded_time for event in brought_in)
        histories.keep_quiet(session, {event.stream for event in brought_in}, until)
    want(session, found)


def cases_imported(session: Session, received: Sequence[Received]) -> None:
    """Cases of a casebook came, whole; each one's stream has been followed to its end."""
    for chunk in received:
        cases = chunk.data["cases"]
        found = {case["request_id"]: _occurrences(case, chunk) for case in cases}
        histories.add_imported(session, found, chunk.recorded_time)
        want_imports(session, [ChunkToWorkOut(chunk.id, chunk.data["casebook"], list(found))])
        advance_streams(session, REQUESTS, {case["request_id"]: sequence_reached(case) for case in cases})


def _occurrences(case: dict[str, Any], chunk: Received) -> list[Occurrence]:
    return [
        Occurrence(event.sequence, event.type, event.time, chunk.recorded_time, event.actor_id, event.data)
        for event in expand(case)
    ]


FOLLOWED = sorted((HEARD_TYPES | ABOUT_PARTIES) & requests_events.REQUESTS_EVENTS.keys())

HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(FOLLOWED, heard),
    requests_events.CASES_IMPORTED.name: cases_imported,
}
