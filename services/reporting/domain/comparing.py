"""Reporting's counts of where requests stand beside those that requests published of the same day."""

from collections.abc import Iterable, Mapping
from typing import Any

from services.contracts.vocabulary import STATES
from services.reporting.domain.figures import by_measure
from services.reporting.domain.sums import Sums

Place = tuple[str, str]  # service, state


def standing(sums: Sums) -> dict[Place, int]:
    """How many requests of each service stand in each state."""
    found = {}
    for service_id, items in sums.services.items():
        for measure, values in by_measure(items).items():
            if measure in STATES:
                found[service_id, measure] = sum(values.values())
    return found


def differences(ours: Mapping[Place, int], counted: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Where the two differ, by service and state."""
    theirs = {(one["service_id"], one["state"]): one["count"] for one in counted}
    return [
        {
            "service_id": service_id,
            "state": state,
            "ours": ours.get((service_id, state), 0),
            "theirs": theirs.get((service_id, state), 0),
        }
        for service_id, state in sorted(ours.keys() | theirs.keys())
        if ours.get((service_id, state), 0) != theirs.get((service_id, state), 0)
    ]
