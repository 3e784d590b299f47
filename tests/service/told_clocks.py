"""Clocks as sla tells of them, for tests of what requests makes of that."""

from datetime import date
from typing import Any


def clock_facts(request_id: str, clock: str, original: date, **different: Any) -> dict[str, Any]:
    """A running clock, as sla tells it."""
    return {
        "request_id": request_id,
        "clock": clock,
        "number": 1,
        "state": "running",
        "original_due_on": original,
        "agreed_due_on": None,
        "due_on": original,
        "met_original": None,
        "met_agreed": None,
        "calendar_version": 1,
        "because": "request",
        "request_sequence": 1,
        "previous_due_on": None,
        **different,
    }
