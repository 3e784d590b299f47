"""Who acts, what they are to the request, and the circumstances that rules depend on."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date, datetime

from services.requests.domain.vocabulary import Standing

MEMBER_ROLE = "member"
DESK_ROLE = "member_services"
SERVICE_ROLES = frozenset({"officer", "head_of_service"})


@dataclass(frozen=True)
class Acting:
    """A person with their standings towards one request.

    `for_member` is the member for whom the desk acts, said by the desk itself; None for everyone else.
    """

    person_id: str
    standings: frozenset[Standing]
    for_member: str | None = None

    def stands_for(self, member_id: str) -> bool:
        """Whether this person speaks as that member: it is the member, or the desk acting for them."""
        if self.for_member is None:
            return Standing.OWNER in self.standings and self.person_id == member_id
        return Standing.DESK in self.standings and self.for_member == member_id


@dataclass(frozen=True)
class Context:
    """The circumstances of a decision.

    `now` is aware; `today` is its date in the council's zone. `is_working_day` asks the council's calendar.
    `works_for_lead` says whether a person is an officer or the head of the request's lead service now.
    """

    now: datetime
    today: date
    is_working_day: Callable[[date], bool]
    works_for_lead: Callable[[str], bool]


def standings(
    person_id: str, roles: Set[str], services: Set[str], *, member_id: str, lead_service: str | None
) -> frozenset[Standing]:
    """What a person with these roles, who works for these services, is to one request.

    `member_id` is the request's member (before raising: the member it would be for), `lead_service` its lead
    (before raising: None).
    """
    found = {
        Standing.OWNER: MEMBER_ROLE in roles and person_id == member_id,
        Standing.OFFICER: bool(SERVICE_ROLES & roles) and lead_service in services,
        Standing.DESK: DESK_ROLE in roles,
    }
    return frozenset(standing for standing, holds in found.items() if holds)
