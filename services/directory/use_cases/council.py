"""The directory as a whole: names to look up, and how much of it there is."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Incoming
from services.directory.repository import entries


def council(session: Session, _incoming: Incoming) -> dict[str, Any]:
    """Everything that names are looked up in, past entries too; `is_member`: serves or served a ward."""
    directory = entries.read_directory(session)
    return {
        "wards": [{"id": ward.id, "name": ward.name} for ward in directory.wards.values()],
        "services": [{"id": service.id, "name": service.name} for service in directory.services.values()],
        "categories": [
            {"id": category.id, "name": category.name, "service_id": category.service_id}
            for category in directory.categories.values()
        ],
        "people": [
            {
                "person_id": person.id,
                "name": person.name,
                "email": person.email,
                "account": person.account,
                "is_member": bool(person.terms),
            }
            for person in directory.people.values()
        ],
    }


def summary(session: Session, _incoming: Incoming) -> dict[str, Any]:
    """Whether a council is loaded at all."""
    return entries.counts(session)
