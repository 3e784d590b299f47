"""What would follow from a change of the directory, a line each."""

from collections.abc import Iterator
from typing import Any

Part = dict[str, Any]


def consequences(shown: Part) -> Iterator[str]:
    """The lines for the `consequences` of a preview: what is lost, what freezes, who takes which seats."""
    for lost in shown["lost"]:
        yield f"last day {lost['last_day']}: {lost['name']}, {_held(lost)}"
    for frozen in shown["frozen"]:
        count = frozen["open_requests"]
        requests = "one open request freezes" if count == 1 else f"{count} open requests freeze"
        yield f"leaves office on {frozen['ended_on']}: {frozen['name']}, {requests}"
    for ward in shown["ended_wards"]:
        yield f"ends with {ward['open_requests']} open for it, which keep it: ward {ward['name']}"
    for seats in shown["seats"]:
        yield f"from {seats['on']}: {seats['serving']} of {seats['seats']} seats taken in {seats['name']}"


def _held(lost: Part) -> str:
    place = lost["ward_id"] or lost["service_id"]
    role = str(lost["role"]).replace("_", " ")
    return f"{role} for {place}" if place else role
