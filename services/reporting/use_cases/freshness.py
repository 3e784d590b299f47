"""Up to what everything is counted, for whoever shows figures."""

from typing import Any

from sqlalchemy.orm import Session

from services.reporting.repository import arrivals, counts


def freshness_of(session: Session) -> dict[str, Any]:
    """{"applied_at", "waiting_since"}: what waits is not counted, so nothing after it is said to be."""
    applied, waiting = counts.applied_at(session), arrivals.waiting_since(session)
    if applied is not None and waiting is not None:
        applied = min(applied, waiting)
    return {
        "applied_at": applied.isoformat() if applied else None,
        "waiting_since": waiting.isoformat() if waiting else None,
    }
