"""What a person holds on a day, by the copy of the directory: roles with their services, and wards."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.vocabulary import (
    DEPUTY_HEAD,
    HEAD_OF_SERVICE,
    MEMBER,
    ROLES_OF_A_SERVICE,
)
from services.requests.repository.council import in_force
from services.requests.tables import person_roles, terms

HEADING = (HEAD_OF_SERVICE, DEPUTY_HEAD)


@dataclass(frozen=True)
class Holdings:
    """`by_role`: of each role held, the services for which it is held (none for roles without one)."""

    person_id: str
    by_role: dict[str, frozenset[str]] = field(default_factory=dict)
    wards: frozenset[str] = frozenset()

    @property
    def roles(self) -> frozenset[str]:
        """Every role; `member` through a term of office."""
        return frozenset(self.by_role)

    def services(self, roles: frozenset[str] = frozenset(ROLES_OF_A_SERVICE)) -> frozenset[str]:
        """The services for which any of these roles is held."""
        return frozenset().union(*(self.by_role.get(role, frozenset()) for role in roles))


def holdings_of(session: Session, person_id: str, day: date) -> Holdings:
    """One query, asked once in a transaction."""
    known: dict[tuple[str, date], Holdings] = session.info.setdefault("holdings", {})
    if (person_id, day) not in known:
        known[person_id, day] = _read(session, person_id, day)
    return known[person_id, day]


def _held() -> sa.CompoundSelect[Any]:
    person_id = sa.bindparam("person_id", type_=sa.String)
    day = sa.bindparam("day", type_=sa.Date)
    roles = sa.select(person_roles.c.role, person_roles.c.service_id).where(
        person_roles.c.person_id == person_id, in_force(person_roles, day)
    )
    serves = sa.select(sa.literal(MEMBER), terms.c.ward_id).where(
        terms.c.person_id == person_id, in_force(terms, day)
    )
    return roles.union_all(serves)


# Asked with every call: written once, as that takes longer than asking it.
_HELD = _held()


def _read(session: Session, person_id: str, day: date) -> Holdings:
    by_role: dict[str, set[str]] = {}
    for role, of in session.execute(_HELD, {"person_id": person_id, "day": day}):
        by_role.setdefault(role, set()).update({of} if of else ())
    wards = frozenset(by_role.get(MEMBER, ()))
    return Holdings(person_id, {role: frozenset(of) for role, of in by_role.items()}, wards)
