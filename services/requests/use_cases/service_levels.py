"""Keeping the copy of what sla says: the calendar in force, clocks, and what became of their dates."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.inbox import advance_streams
from services.contracts import sla_events
from services.contracts.events import Received
from services.contracts.names import SLA
from services.requests.repository.date_news import MOVED, insert_news, take_back
from services.requests.repository.service_levels import replace_calendar, replace_clocks

Handler = Callable[[Session, Sequence[Received]], None]


def record_calendar(session: Session, received: Sequence[Received]) -> None:
    """The latest version stands alone; what each changed is kept."""
    for event in received:
        replace_calendar(session, event.data)


def record_clocks(session: Session, received: Sequence[Received]) -> None:
    """Clocks as they are now, and what moved."""
    replace_clocks(session, [event.data for event in received])
    moved = [_moved(event) for event in received if _has_moved(event.data)]
    insert_news(session, moved)


def record_telling(session: Session, received: Sequence[Received]) -> None:
    """That a date went by, and later by a week."""
    insert_news(session, [_told(event) for event in received])


def record_correction(session: Session, received: Sequence[Received]) -> None:
    """What was told was not so."""
    for event in received:
        take_back(session, event.data["telling"], event.data)


def record_imported_clocks(session: Session, received: Sequence[Received]) -> None:
    """The clocks of imported requests, and how far their streams are with that."""
    cases = [case for event in received for case in event.data["cases"]]
    replace_clocks(
        session, [clock | {"request_id": case["request_id"]} for case in cases for clock in case["clocks"]]
    )
    heads = {sla_events.clocks_stream(case["request_id"]): case["sequence"] for case in cases}
    advance_streams(session, SLA, heads)


def _has_moved(data: dict[str, Any]) -> bool:
    """A new date for an old one: of a paused clock that the calendar moved, its original date."""
    before, now = data["previous_due_on"], data["due_on"]
    if data["state"] == "paused" and data["because"] != "request":
        now = data["original_due_on"]
    return before is not None and now is not None and before != now


def _moved(event: Received) -> dict[str, Any]:
    data = event.data
    by_request = data["because"] == "request"
    return _news(event, MOVED) | {
        "due_on": data["due_on"] or data["original_due_on"],
        "previous_due_on": data["previous_due_on"],
        "request_sequence": data["request_sequence"] if by_request else None,
        "calendar_version": data["calendar_version"] if data["because"] == "calendar" else None,
    }


def _told(event: Received) -> dict[str, Any]:
    nothing = dict.fromkeys(("previous_due_on", "request_sequence", "calendar_version"))
    return _news(event, event.type) | {"due_on": event.data["due_on"], **nothing}


def _news(event: Received, kind: str) -> dict[str, Any]:
    named = {name: event.data[name] for name in ("request_id", "clock", "number")}
    return named | {"event_id": event.id, "kind": kind, "time": event.time}


HANDLERS: dict[str, Handler] = {
    sla_events.CALENDAR_PUBLISHED.name: record_calendar,
    sla_events.CLOCK_CHANGED.name: record_clocks,
    sla_events.CLOCKS_IMPORTED.name: record_imported_clocks,
    sla_events.BREACHED.name: record_telling,
    sla_events.OVER_BY_A_WEEK.name: record_telling,
    sla_events.TELLING_CORRECTED.name: record_correction,
}
