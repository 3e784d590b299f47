"""A person as directory describes them: who they are and what they hold today."""

from dataclasses import dataclass
from typing import Any

from gateway.service_clients.outcome import Position
from services.chassis.actor import Actor
from services.contracts.vocabulary import PERSON_ROLES


@dataclass(frozen=True)
class HeldRole:
    """A role held today; `service_id` for roles that belong to a service."""

    role: str
    service_id: str | None = None


@dataclass(frozen=True)
class Person:
    """Somebody in the directory. `reached`: what other services should know of them before they answer."""

    id: str
    name: str
    email: str | None
    roles: tuple[HeldRole, ...]
    wards: tuple[str, ...] = ()
    reached: tuple[Position, ...] = ()

    @property
    def role_names(self) -> frozenset[str]:
        """The names of the roles held."""
        return frozenset(held.role for held in self.roles)

    @property
    def main_role(self) -> str | None:
        """The role that decides what the person sees first."""
        return next((role for role in PERSON_ROLES if role in self.role_names), None)

    def holds(self, *roles: str) -> bool:
        """Whether the person holds one of `roles`."""
        return not self.role_names.isdisjoint(roles)

    def acting_as(self, role: str, on_behalf_of: str | None = None) -> Actor:
        """The actor of a call made in `role`, by the desk for the member whose id is given."""
        return Actor(self.id, role, self.role_names, on_behalf_of)


def read_person(answer: dict[str, Any]) -> Person:
    """The Person in an answer of directory's."""
    return Person(
        id=answer["person_id"],
        name=answer["name"],
        email=answer.get("email"),
        roles=tuple(HeldRole(held["role"], held.get("service_id")) for held in answer["roles"]),
        wards=tuple(answer.get("wards", ())),
        reached=tuple(answer.get("reached", ())),
    )
