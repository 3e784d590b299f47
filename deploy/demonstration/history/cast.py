"""Who and what there is in the demonstration council, read from the file that its directory is loaded by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import yaml

COUNCIL = Path(__file__).parents[1] / "council.yaml"
THROUGHOUT = date(2022, 6, 1)
RIS = "ris"

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Service:
    """A council service: its column, its people by address, and its categories by id."""

    id: str
    column: str
    officers: tuple[str, ...]
    head: str
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Cast:
    """Members with their wards, services, the desk, questions that categories require, outside bodies."""

    members: dict[str, str]
    services: dict[str, Service]
    desk: tuple[str, ...]
    required: dict[str, tuple[str, ...]]
    outside_bodies: tuple[str, ...]

    def services_of(self, column: str) -> list[Service]:
        """Those whose requests are counted in a column."""
        return [service for service in self.services.values() if service.column == column]

    def another(self, service: Service, column: str, random: Random) -> Service:
        """Some other service of a column."""
        return random.choice([one for one in self.services_of(column) if one.id != service.id])

    def colleague(self, member: str) -> str | None:
        """Another member for the same ward."""
        ward = self.members[member]
        return next((one for one, where in self.members.items() if where == ward and one != member), None)


def cast_of(file: Path = COUNCIL) -> Cast:
    """Whoever is there throughout; categories that can be asked about."""
    council = yaml.safe_load(file.read_text(encoding="utf-8"))
    people = council["people"]
    return Cast(
        members={person["email"]: person["terms"][0]["ward"] for person in people if person.get("terms")},
        services={entry["id"]: _service(entry, council) for entry in council["services"]},
        desk=tuple(_holding(people, "member_services")),
        required={
            category["id"]: tuple(q["id"] for q in category.get("questions", ()) if q.get("required"))
            for category in council["categories"]
        },
        outside_bodies=tuple(body["id"] for body in council["outside_bodies"]),
    )


def _service(entry: Entry, council: Entry) -> Service:
    return Service(
        id=entry["id"],
        column=entry["column"],
        officers=tuple(_holding(council["people"], "officer", entry["id"])),
        head=next(iter(_holding(council["people"], "head_of_service", entry["id"]))),
        categories=tuple(
            category["id"]
            for category in council["categories"]
            if category["service"] == entry["id"] and not category.get("stop_advice", {}).get("stops")
        ),
    )


def _holding(people: Iterable[Entry], role: str, service: str | None = None) -> list[str]:
    return [
        person["email"]
        for person in people
        for held in person.get("roles", ())
        if held["role"] == role and held.get("service") == service and held["starts"] <= THROUGHOUT
    ]
