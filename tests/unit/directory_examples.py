"""Small directories to try rules on."""

from datetime import date
from itertools import count
from typing import Any

from services.directory.domain.consequences import OpenRequests
from services.directory.domain.entries import (
    Category,
    ColumnPeriod,
    Directory,
    HeldRole,
    OutsideBody,
    Person,
    Service,
    Stated,
    Term,
    Ward,
)
from services.directory.domain.loading import Plan, plan_load

TODAY = date(2023, 9, 22)
ELECTION = date(2022, 5, 5)

ROADS = Service(
    id="roads", name="Roads", columns=(ColumnPeriod(column="ris", starts=ELECTION),), starts=ELECTION
)
POTHOLES = Category(id="potholes", name="Potholes", service_id="roads", questions=(), starts=ELECTION)
COWAL = Ward(id="cowal", name="Cowal", area="Bute and Cowal", seats=2, starts=ELECTION)
MAIRI = Person(
    id="p-mairi",
    name="Mairi Rae",
    email="mairi@council.example",
    terms=(Term(ward_id="cowal", starts=ELECTION),),
)
OLA = Person(
    id="p-ola",
    name="Ola Bain",
    email="ola@council.example",
    account="OB",
    roles=(HeldRole(role="officer", service_id="roads", starts=ELECTION),),
)
ADA = Person(
    id="p-ada",
    name="Ada Kerr",
    email="ada@council.example",
    roles=(HeldRole(role="administrator", starts=ELECTION),),
)
OPEN = OpenRequests(
    services={"roads": 2}, categories={"potholes": 1}, members={"p-mairi": 3}, wards={"cowal": 4}
)


def somebody(**facts: Any) -> Person:
    """A newcomer, with these facts instead of the usual ones."""
    return Person(**{"name": "Lev Orr", "email": "lev@council.example", **facts})


def directory(*people: Person, **others: Any) -> Directory:
    """Roads, potholes, Cowal and `people` (by default a member, an officer and an administrator)."""
    return Directory(
        wards={ward.id: ward for ward in others.get("wards", [COWAL])},
        services={service.id: service for service in others.get("services", [ROADS])},
        categories={category.id: category for category in others.get("categories", [POTHOLES])},
        people={person.id: person for person in people or (MAIRI, OLA, ADA)},
    )


def planned(
    *entries: Any,
    existing: Directory | None = None,
    today: date = TODAY,
    still_open: OpenRequests | None = None,
) -> Plan:
    """The plan for a file that states `entries`."""
    numbers = count(1)
    return plan_load(
        directory() if existing is None else existing,
        stated(*entries),
        today,
        lambda: f"new-{next(numbers)}",
        still_open or OpenRequests(),
    )


def stated(*entries: Any) -> Stated:
    """A file with these entries."""
    return Stated(
        wards=tuple(entry for entry in entries if isinstance(entry, Ward)),
        services=tuple(entry for entry in entries if isinstance(entry, Service)),
        categories=tuple(entry for entry in entries if isinstance(entry, Category)),
        outside_bodies=tuple(entry for entry in entries if isinstance(entry, OutsideBody)),
        people=tuple(entry for entry in entries if isinstance(entry, Person)),
    )
