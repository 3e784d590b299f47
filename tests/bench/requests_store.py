"""A store of many requests: the same foreground before backgrounds of different sizes."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.service.requests_casework import OPERATOR, Casework, case, category, person, service, ward
from tests.service.requests_council import whole

CHUNK = 500
# Open requests of one member and one service, newer than all others: what first pages are made of.
FOREGROUND = 100
MEMBERS, WARDS, SERVICES = 34, 9, 6
FIRST, LAST = datetime(2014, 1, 6, tzinfo=UTC), datetime(2023, 8, 31, tzinfo=UTC)
MATTERS = (
    *("pothole", "street light out", "missed bin", "fallen tree", "blocked drain", "flooding", "dog fouling"),
    *("bus shelter broken", "school transport", "parking", "graffiti", "fly tipping", "road sign missing"),
    *("verge overgrown", "pavement uneven", "gritting", "speeding traffic", "noise", "damp in a house"),
)
MORE = ("again", "urgent repair", "near the school", "by the pier", "at the corner", "outside the shop", "")
STREETS = ("Shore", "High", "Argyll", "Station", "Church", "Castle", "Manse", "Glebe", "Harbour", "Mill")
ENDINGS = ("Street", "Road", "Terrace", "Lane", "Place", "Brae")


def filled(database_url: str, folder: Path, size: int) -> Casework:
    """The small council, grown to a whole one, with this many requests."""
    casework = whole(Casework(database_url, folder))
    _grow(casework)
    chosen = random.Random(size)
    for start in range(0, size - FOREGROUND, CHUNK):
        numbers = range(start, min(start + CHUNK, size - FOREGROUND))
        cases = [_background(number, number / size, chosen) for number in numbers]
        casework.done("import_cases", OPERATOR, casebook="background", cases=cases)
    foreground = [_foreground(number) for number in range(FOREGROUND)]
    casework.done("import_cases", OPERATOR, casebook="foreground", cases=foreground)
    if not casework.database.is_sqlite:
        _as_autovacuum_does(casework)
    return casework


def _grow(casework: Casework) -> None:
    casework.tell("ward_recorded", *(ward(f"w{number}", f"Ward {number}") for number in range(WARDS)))
    casework.tell(
        "service_recorded", *(service(f"s{number}", f"Service {number}") for number in range(SERVICES))
    )
    kinds = [
        category(f"k{number}", matter.title(), f"s{number % SERVICES}")
        for number, matter in enumerate(MATTERS)
    ]
    casework.tell("category_recorded", *kinds)
    members = [person(f"m{n}", f"Member {n}", terms=[(f"w{n % WARDS}", None)]) for n in range(MEMBERS)]
    casework.tell("person_recorded", *members)


def _background(number: int, share: float, chosen: random.Random) -> dict[str, Any]:
    """Three in ten are of the roads service, one in 35 of Ann; three in a hundred are not answered."""
    matter = chosen.randrange(len(MATTERS))
    of_roads = chosen.random() < 0.3
    raised = FIRST + (LAST - FIRST) * share
    answered = chosen.random() < 0.97
    return case(
        number,
        external_reference=f"B{number:07d}",
        member_id=chosen.choice(["ann", *(f"m{n}" for n in range(MEMBERS))]),
        service_id="roads" if of_roads else f"s{matter % SERVICES}",
        category_id="potholes" if of_roads else f"k{matter}",
        ward_id=chosen.choice(["cowal", "bute", *(f"w{n}" for n in range(WARDS))]),
        subject=f"{MATTERS[matter]} {chosen.choice(MORE)}".strip().capitalize(),
        place=f"{chosen.randrange(1, 200)} {chosen.choice(STREETS)} {chosen.choice(ENDINGS)}",
        raised_at=raised.isoformat(),
        responded_at=(raised + timedelta(hours=20)).isoformat() if answered else None,
        closed_at=(raised + timedelta(hours=30)).isoformat() if answered else None,
    )


def _foreground(number: int) -> dict[str, Any]:
    raised = LAST + timedelta(minutes=number)
    return case(
        number,
        external_reference=f"F{number:07d}",
        subject="Pothole by the surgery",
        place="Argyll Street",
        raised_at=raised.isoformat(),
        responded_at=None,
        closed_at=None,
    )


def _as_autovacuum_does(casework: Casework) -> None:
    with casework.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))
