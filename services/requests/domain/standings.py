"""What a person is to a request, from the roles they hold today and what comes with them."""

from collections.abc import Set
from dataclasses import dataclass

from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Sharing, Standing

MEMBER_ROLE = "member"
DESK_ROLE = "member_services"
DIRECTOR_ROLE = "director"
GOVERNANCE_ROLE = "information_governance"
# Whoever is one of these to a request reads it for their own work; what others read is in the audit trail.
OWN_WORK = frozenset(
    {
        *(Standing.OWNER, Standing.JOINED, Standing.OFFICER, Standing.HEAD),
        *(Standing.CONTRIBUTOR, Standing.DIRECTOR),
    }
)
# Whoever is only these sees every request for their role's sake.
SEEING_ALL = frozenset({Standing.DESK, Standing.GOVERNANCE})
SERVICE_ROLES = frozenset({"officer", "head_of_service"})


@dataclass(frozen=True)
class Person:
    """Somebody with the roles that are to count (to act: one; to read: all that they hold).

    `services`: where they are an officer or the head. `headed`: where they are the head or the head's deputy;
    a deputy's role is officer. `wards`: those that they serve as a member today.
    """

    id: str
    roles: Set[str]
    services: Set[str] = frozenset()
    headed: Set[str] = frozenset()
    wards: Set[str] = frozenset()


def standings_towards(person: Person, state: RequestState) -> frozenset[Standing]:
    """What this person is to a request that was raised; empty: they may not know that there is one."""
    found = _as_member(person, state) if MEMBER_ROLE in person.roles else set()
    if SERVICE_ROLES & person.roles:
        found |= _as_service(person.services | person.headed, person.headed, state)
    if DIRECTOR_ROLE in person.roles:
        found |= _as_director(person.id, state)
    if DESK_ROLE in person.roles:
        found.add(Standing.DESK)
    if GOVERNANCE_ROLE in person.roles:
        found.add(Standing.GOVERNANCE)
    return frozenset(found)


def _as_member(person: Person, state: RequestState) -> set[Standing]:
    if person.id == state.member_id:
        return {Standing.OWNER}
    shared = state.sharing is Sharing.WARD_COLLEAGUES and state.ward_id in person.wards
    found = {
        Standing.JOINED: person.id in state.joined,
        Standing.COLLEAGUE: shared,
        Standing.OFFERED: state.asked_to_join.get(person.id) is not None,
        Standing.FORMER: person.id == state.made_by,
    }
    return {standing for standing, holds in found.items() if holds}


def _as_service(services: Set[str], headed: Set[str], state: RequestState) -> set[Standing]:
    found = {
        Standing.OFFICER: state.service_id in services,
        Standing.HEAD: state.service_id in headed,
        Standing.CONTRIBUTOR: bool(state.contributors & services),
        Standing.FORMER: bool(state.former_services & services),
    }
    return {standing for standing, holds in found.items() if holds}


def _as_director(person_id: str, state: RequestState) -> set[Standing]:
    ever = state.highest_level == 2 or person_id in state.stood_with
    return (
        {Standing.DIRECTOR} | ({Standing.OFFICER} if _holds(person_id, state) else set()) if ever else set()
    )


def _holds(person_id: str, state: RequestState) -> bool:
    """Whether it stands with this director now; with any, while it stands with directors and names none."""
    if state.escalation is None:
        return False
    holder = state.escalation.holder_id
    return holder == person_id or (holder is None and state.escalation.level == 2)
