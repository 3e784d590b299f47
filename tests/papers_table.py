"""The table of the council's paper to 22 September 2023, with the corrections that make it add up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Table:
    """Figures by where they are, as `recount` and the update paper's JSON have them; means in tenths."""

    figures: Mapping[str, Any]

    def differences(self, found: Mapping[str, Any]) -> list[str]:
        """Each figure that is another one, with both; empty when all are the paper's."""
        return list(_differences(self.figures, found, ""))


def _differences(wanted: Mapping[str, Any], found: Mapping[str, Any], where: str) -> Iterator[str]:
    for name, value in wanted.items():
        place, other = f"{where}.{name}".strip("."), found[name]
        if isinstance(value, Mapping):
            yield from _differences(value, other, place)
        elif (_in_tenths(other) if name == "mean" else other) != value:
            yield f"{place}: {other} in place of {value}"


def _in_tenths(mean: Any) -> int:
    """Rounded half up to one place."""
    return int((Fraction(mean) * 20 + 1) // 2)


PAPER = Table(
    {
        "columns": {
            "ris": {
                "made": 1246,
                "in_action": 188,
                "over_by_a_week": 30,
                "actioned": 1058,
                "closed_by_members": 621,
                "open_with_members": 437,
                "initial_response": {"mean": 28},
                "full_response": {"mean": 208},
            },
            "other": {
                "made": 357,
                "in_action": 17,
                "over_by_a_week": 3,
                "actioned": 340,
                "closed_by_members": 215,
                "open_with_members": 125,
                "initial_response": {"mean": 85},
                "full_response": {"mean": 140},
            },
            "total": {
                "made": 1603,
                "in_action": 205,
                "with_service": 151,
                "awaiting_member": 0,
                "work_scheduled": 27,
                "further_information": 24,
                "escalated": 3,
                "over_by_a_week": 33,
                "actioned": 1398,
                "closed_by_members": 836,
                "open_with_members": 562,
            },
        },
        "feedback": {
            "speed": {"answered": 79, "moderately_or_better": 70},
            "quality": {"answered": 90, "satisfactory_or_better": 82, "good_or_better": 75},
        },
        "usage": {
            "members": 36,
            "bands": {"0-29": 15, "30-69": 15, "70+": 6},
            "highest": 190,
            "former": 0,
        },
        "channels": {"online": 1253, "logged_by_officer": 350},
    }
)
