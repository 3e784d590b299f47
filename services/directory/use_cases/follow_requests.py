"""Which requests are open, kept up to date from requests' events, so that a load can refuse to orphan one."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from services.chassis.inbox import advance_streams
from services.contracts.events import Received
from services.contracts.imported_cases import sequence_reached
from services.contracts.names import REQUESTS
from services.directory.repository.open_requests import add_open, remove_open

_KEPT = ("service_id", "category_id", "member_id", "ward_id")


def requests_raised(session: Session, raised: Sequence[Received]) -> None:
    """They are open; an answer does not change that, only the member closes."""
    add_open(session, [{"request_id": event.stream, **_facts(event.data)} for event in raised])


def requests_settled(session: Session, settled: Sequence[Received]) -> None:
    """Closed or withdrawn: nobody waits for them."""
    remove_open(session, [event.stream for event in settled])


def cases_imported(session: Session, chunks: Sequence[Received]) -> None:
    """Of a casebook only what is still open counts; every case's stream has been followed to its end."""
    for chunk in chunks:
        cases = chunk.data["cases"]
        still_open = [case for case in cases if case.get("closed_at") is None]
        add_open(session, [{"request_id": case["request_id"], **_facts(case)} for case in still_open])
        advance_streams(session, REQUESTS, {case["request_id"]: sequence_reached(case) for case in cases})


def _facts(said: dict[str, str]) -> dict[str, str]:
    return {name: said[name] for name in _KEPT}
