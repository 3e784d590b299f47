"""Who held what on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.directory.domain.entries import ADMINISTRATOR, MEMBER, ROLES_OF_A_SERVICE, HeldRole, Person


@dataclass(frozen=True)
class Held:
    """What a person holds on one day."""

    roles: tuple[HeldRole, ...]
    wards: tuple[str, ...]

    @property
    def role_names(self) -> frozenset[str]:
        """The roles, each once; `member` among them for whoever serves a ward."""
        return frozenset(held.role for held in self.roles)


def held_on(person: Person, day: date) -> Held:
    """The roles held and wards served on `day`; a term of office is the role `member`."""
    roles = [role for role in person.roles if role.holds_on(day)]
    terms = [term for term in person.terms if term.holds_on(day)]
    if terms:
        roles.append(HeldRole(role=MEMBER, starts=min(term.starts or day for term in terms)))
    roles.sort(key=lambda held: held.kind)
    return Held(tuple(roles), tuple(sorted({term.ward_id for term in terms})))


def is_member_on(person: Person, day: date) -> bool:
    """Whether the person serves a ward on `day`."""
    return any(term.holds_on(day) for term in person.terms)


def administrators_on(people: Iterable[Person], day: date) -> list[Person]:
    """Who may change the directory on `day`."""
    return [p for p in people if any(r.role == ADMINISTRATOR and r.holds_on(day) for r in p.roles)]


def staff_of(people: Iterable[Person], service_id: str, day: date) -> list[Person]:
    """The service's officers and heads on `day`."""
    return [p for p in people if any(_works_for(role, service_id) and role.holds_on(day) for role in p.roles)]


def _works_for(role: HeldRole, service_id: str) -> bool:
    return role.role in ROLES_OF_A_SERVICE and role.service_id == service_id


def members_of(people: Iterable[Person], ward_id: str, day: date) -> list[Person]:
    """Who serves the ward on `day`."""
    return [p for p in people if any(t.ward_id == ward_id and t.holds_on(day) for t in p.terms)]
