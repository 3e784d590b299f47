"""What an imported case stands for: the ordinary events of its request, with their times and sequences.

`cases_imported` carries whole cases instead of their events, so that a casebook of hundreds of
thousands crosses the bus in hundreds of messages. Everyone who needs the events expands them here.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ExpandedEvent:
    """One event that an imported case stands for. `time` is what the case says, unparsed."""

    sequence: int
    type: str
    time: Any
    actor_id: str | None
    actor_role: str
    data: dict[str, Any]


def sequence_reached(case: dict[str, Any]) -> int:
    """How many events the case stands for."""
    return 1 + (case.get("responded_at") is not None) + (case.get("closed_at") is not None)


def expand(case: dict[str, Any]) -> list[ExpandedEvent]:
    """The events of one case of `cases_imported`, in order: raised, answered, closed by the member."""
    raised = {
        key: case.get(key)
        for key in (
            "reference",
            "external_reference",
            "kind",
            "member_id",
            "channel",
            "service_id",
            "category_id",
            "ward_id",
        )
    } | {"priority": "normal", "received_by": None, "state": "with_service"}
    events = [ExpandedEvent(1, "request_raised", case["raised_at"], None, "officer", raised)]
    if case.get("responded_at") is not None:
        answered = {"outcome": "fulfilled", "state": "responded"}
        events.append(ExpandedEvent(2, "response_given", case["responded_at"], None, "officer", answered))
    if case.get("closed_at") is not None:
        closed = {"state": "closed"}
        member = case["member_id"]
        events.append(
            ExpandedEvent(len(events) + 1, "request_closed", case["closed_at"], member, "member", closed)
        )
    return events
