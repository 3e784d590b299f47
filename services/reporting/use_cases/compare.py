"""Comparing with what requests counted itself: a difference is an alarm, and never hidden."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Incoming
from services.contracts.events import Received
from services.contracts.requests_events import COUNTS_PUBLISHED
from services.reporting.domain.comparing import differences, standing
from services.reporting.repository import directory_copy
from services.reporting.repository import papers as stored
from services.reporting.repository.sums import up_to
from services.reporting.use_cases.count import Handler

CHECK = "requests counts the same by service and state"


def compare_figures(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Both counts of a day, where they differ."""
    as_at = incoming.body["as_at"]
    compared = stored.compared(session, as_at)
    if compared is None:
        day = as_at.isoformat() if as_at else None
        return {"as_at": day, "counted_at": None, "holds": None, "differences": []}
    services = directory_copy.council_services(session)
    for one in compared.differences:
        service = services.get(one["service_id"])
        one["service"] = service.name if service else one["service_id"]
    return {
        "as_at": compared.as_at.isoformat(),
        "counted_at": compared.counted_at.isoformat(),
        "holds": not compared.differences,
        "differences": compared.differences,
    }


def check_of(session: Session, as_at: date) -> list[dict[str, Any]]:
    """What the paper of a day says of the comparison: nothing when requests has not counted that day."""
    compared = stored.compared(session, as_at)
    return [] if compared is None else [{"name": CHECK, "holds": not compared.differences}]


def counts_published(session: Session, received: Sequence[Received]) -> None:
    """Compare now: everything that requests published before is counted, and nothing that came later."""
    for event in received:
        day: date = event.data["as_at"]
        ours = standing(up_to(session, [day.toordinal()])[day.toordinal()])
        found = differences(ours, event.data["counts"])
        stored.keep_comparison(session, day, event.recorded_time, found)


def gather_counts(session: Session, received: Sequence[Received]) -> None:
    """Keep what requests counted until it can be compared."""
    for event in received:
        stored.keep_published_counts(
            session, event.data["as_at"], event.recorded_time, list(event.data["counts"])
        )


def forget_waiting(session: Session) -> None:
    """What waits to be compared is not what requests would count now."""
    stored.forget_published_counts(session)


def compare_waiting(session: Session, limit: int) -> bool:
    """Compare some of what was gathered; whether there may be more."""
    waiting = stored.published_counts(session, limit)
    reached = up_to(session, [day.toordinal() for day, _, _ in waiting])
    for day, counted_at, theirs in waiting:
        found = differences(standing(reached[day.toordinal()]), theirs)
        stored.keep_comparison(session, day, counted_at, found)
    return bool(waiting)


HANDLERS: dict[str, Handler] = {COUNTS_PUBLISHED.name: counts_published}
