"""The distinct names in a casebook: found in a first pass, so that what the directory lacks can be made."""

from dataclasses import dataclass, field
from datetime import date

from gateway.cli.casebook.cases import NamedCase
from gateway.cli.casebook.naming import name_key
from gateway.cli.failure import CommandFailed
from services.chassis.clock import COUNCIL_ZONE

MOST_NAMES = 20_000


@dataclass
class Census:
    """Names as first written, by their key. A member's ward is the first that one of their rows names."""

    wards: dict[str, str] = field(default_factory=dict)
    services: dict[str, str] = field(default_factory=dict)
    categories: dict[tuple[str, str], str] = field(default_factory=dict)
    members: dict[str, str | None] = field(default_factory=dict)
    left_to_default: dict[str, str] = field(default_factory=dict)
    first_day: date | None = None

    def add(self, case: NamedCase) -> None:
        """Count in one case. Raises CommandFailed when there are more names than a council can have."""
        ward, service = name_key(case.ward), name_key(case.service)
        self.wards.setdefault(ward, case.ward)
        self.services.setdefault(service, case.service)
        self.categories.setdefault((service, name_key(case.category)), case.category)
        self.left_to_default.setdefault(case.member, ward)
        if (
            self.members.setdefault(case.member, ward if case.ward_given else None) is None
            and case.ward_given
        ):
            self.members[case.member] = ward
        day = case.raised_at.astimezone(COUNCIL_ZONE).date()
        self.first_day = min(day, self.first_day or day)
        self._check_size()

    def ward_of(self, member: str) -> str:
        """The key of the ward that a member made by the import sits for."""
        return self.members[member] or self.left_to_default[member]

    def _check_size(self) -> None:
        if len(self.wards) + len(self.services) + len(self.categories) + len(self.members) > MOST_NAMES:
            raise CommandFailed(
                f"The file names more than {MOST_NAMES:,} different members, wards, services and categories: "
                "check which columns the mapping gives for them."
            )
