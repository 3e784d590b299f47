"""A person as answers give them."""

from datetime import date
from typing import Any

from services.contracts.names import DIRECTORY
from services.directory.domain.holding import held_on
from services.directory.repository.known_people import KnownPerson


def person_on_the_wire(known: KnownPerson, day: date) -> dict[str, Any]:
    """`Person` of the contract: what is held on `day`, and the position that others should have reached."""
    person = known.person
    held = held_on(person, day)
    return {
        "person_id": person.id,
        "name": person.name,
        "email": person.email,
        "roles": [{"role": role.role, "service_id": role.service_id} for role in held.roles],
        "wards": list(held.wards),
        "reached": [{"source": DIRECTORY, "stream": known.stream, "sequence": known.sequence}],
    }


def holds_a_role(known: KnownPerson, day: date) -> bool:
    """Whether the person is anything here on `day`."""
    return bool(held_on(known.person, day).roles)
