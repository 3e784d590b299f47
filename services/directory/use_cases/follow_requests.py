"""Which requests are open and what they belong to, kept up to date from requests' events.

A load reads it: to refuse what would orphan a request, and to say what the end of an office freezes.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.inbox import advance_streams
from services.contracts.events import Received
from services.contracts.imported_cases import sequence_reached
from services.contracts.names import REQUESTS
from services.directory.repository import open_requests

# A request may be reopened to the 30th day after its closing, wherever in the day that was.
KEPT_FOR = timedelta(days=32)
_KEPT = ("service_id", "category_id", "member_id", "ward_id")


def requests_raised(session: Session, raised: Sequence[Received]) -> None:
    """They are open; an answer does not change that, only the member closes."""
    open_requests.add_open(session, [{"request_id": event.stream, **_facts(event.data)} for event in raised])


def requests_settled(session: Session, settled: Sequence[Received]) -> None:
    """Closed, withdrawn or merged: nobody waits for them."""
    when = max(event.recorded_time for event in settled)
    open_requests.settle(session, [event.stream for event in settled], when)


def requests_reopened(session: Session, reopened: Sequence[Received]) -> None:
    """Open once more, with what they belonged to."""
    open_requests.reopen(session, [event.stream for event in reopened])


def requests_moved(session: Session, moved: Sequence[Received]) -> None:
    """Amended, transferred or handed over: they belong to what the last event of each says."""
    changes: dict[str, dict[str, str]] = {}
    for event in moved:
        changes.setdefault(event.stream, {}).update(_facts(event.data))
    open_requests.change_open(session, changes)


def cases_imported(session: Session, chunks: Sequence[Received]) -> None:
    """Of a casebook what is open counts, and what may be reopened is kept; every stream was followed."""
    for chunk in chunks:
        cases = chunk.data["cases"]
        still_open = [case for case in cases if case.get("closed_at") is None]
        open_requests.add_open(session, [_row(case) for case in still_open])
        lately = chunk.recorded_time - KEPT_FOR
        closed = [_row(case) | {"settled": _closing(case)} for case in cases if case.get("closed_at")]
        open_requests.add_settled(session, [row for row in closed if row["settled"] > lately])
        advance_streams(session, REQUESTS, {case["request_id"]: sequence_reached(case) for case in cases})


def forget_settled_requests(session: Session, now: datetime) -> None:
    """What cannot be reopened any more need not be known."""
    open_requests.forget_settled(session, now - KEPT_FOR)


def _row(case: dict[str, Any]) -> dict[str, Any]:
    return {"request_id": case["request_id"], **_facts(case)}


def _closing(case: dict[str, Any]) -> datetime:
    closed = case["closed_at"]
    return closed if isinstance(closed, datetime) else datetime.fromisoformat(closed)


def _facts(said: dict[str, str]) -> dict[str, str]:
    return {name: said[name] for name in _KEPT if name in said}
