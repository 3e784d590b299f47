"""Counts added up to the end of a day: what the paper is made of."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Sums:
    """By service and item; and what each member made."""

    services: dict[str, Counter[int]] = field(default_factory=dict)
    members: Counter[str] = field(default_factory=Counter)

    def of(self, service_id: str) -> Counter[int]:
        """One service's, to be added to."""
        return self.services.setdefault(service_id, Counter())

    def copy(self) -> "Sums":
        """Another that can go on by itself."""
        return Sums(
            {service_id: items.copy() for service_id, items in self.services.items()}, self.members.copy()
        )

    def as_lists(self) -> dict[str, Any]:
        """For storing: without what is nothing."""
        return {
            "services": {
                service_id: {str(item): n for item, n in sorted(items.items()) if n}
                for service_id, items in sorted(self.services.items())
            },
            "members": {member_id: n for member_id, n in sorted(self.members.items()) if n},
        }


def sums_of(stored: dict[str, Any]) -> Sums:
    """The sums that were stored."""
    return Sums(
        {
            service_id: Counter({int(item): n for item, n in items.items()})
            for service_id, items in stored["services"].items()
        },
        Counter(stored["members"]),
    )
