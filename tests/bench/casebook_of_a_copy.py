"""A running copy with a casebook in it: the same latest requests before backgrounds of different sizes."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from gateway.cli.casebook.caught_up import last_sequences, wait_until_applied
from gateway.cli.operator import Operator
from services.chassis.identifiers import new_id
from services.contracts import requests_calls
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import DIRECTORY, FOLLOWS, SERVICES

CHUNK, PAGE = 500, 500
# Open requests of one member and of one service, newer than all others: what first pages are made of.
FOREGROUND = 60
FIRST, LAST = datetime(2014, 1, 6, 9, 0, tzinfo=UTC), datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MORE = ("again", "urgent repair", "near the school", "by the pier", "at the corner", "outside the shop", "")
STREETS = ("Shore", "High", "Argyll", "Station", "Church", "Castle", "Manse", "Glebe", "Harbour", "Mill")


@dataclass(frozen=True)
class Council:
    """The ids that cases are made of, and whose pages are looked at."""

    member: str
    category: tuple[str, str]
    ward: str
    members: list[str]
    categories: list[tuple[str, str]]  # category, service
    wards: list[str]


def council_of(operator: Operator, member: str, category: str) -> Council:
    """The council of a copy, off what its directory published. `member`: an address."""
    events: list[dict[str, Any]] = []
    after: int | None = 0
    while after is not None:
        page = operator.ask(chassis_calls(DIRECTORY)["events"], {"after": after, "limit": PAGE})
        events, after = events + page["events"], page["next"]

    def told(kind: str) -> list[dict[str, Any]]:
        return [event["data"] for event in events if event["type"] == kind]

    people = [person for person in told("person_recorded") if person["terms"]]
    categories = [(one["category_id"], one["service_id"]) for one in told("category_recorded")]
    [looking] = [person for person in people if person["email"] == member]
    return Council(
        looking["person_id"],
        next(pair for pair in categories if pair[0] == category),
        looking["terms"][0]["ward_id"],
        [person["person_id"] for person in people],
        categories,
        [one["ward_id"] for one in told("ward_recorded")],
    )


def bring_in(operator: Operator, council: Council, size: int) -> None:
    """So many requests, and everything that follows from them."""
    chosen = random.Random(size)
    cases = [_background(number, size, council, chosen) for number in range(size - FOREGROUND)]
    cases += [_foreground(number, council) for number in range(FOREGROUND)]
    for start in range(0, size, CHUNK):
        body = {"casebook": "background", "cases": cases[start : start + CHUNK]}
        operator.ask(requests_calls.IMPORT_CASES, body, 60)
    for source in SERVICES:
        wanted = last_sequences(operator, source)
        for consumer in SERVICES:
            if source in FOLLOWS.get(consumer, ()):
                wait_until_applied(operator, consumer, source, wanted)


def _case(number: int, raised: datetime, **facts: Any) -> dict[str, Any]:
    return {
        "line": number + 2,
        "kind": "action",
        "channel": "logged_by_officer",
        "raised_at": raised.isoformat(),
        **facts,
    }


def _background(number: int, of: int, council: Council, chosen: random.Random) -> dict[str, Any]:
    """Three in ten as the foreground's category; three in a hundred are not answered."""
    raised = FIRST + (LAST - FIRST) * (number / of)
    answered = chosen.random() < 0.97
    category, service = council.category if chosen.random() < 0.3 else chosen.choice(council.categories)
    return _case(
        number,
        raised,
        external_reference=f"B{number:07d}",
        member_id=chosen.choice(council.members),
        service_id=service,
        category_id=category,
        ward_id=chosen.choice(council.wards),
        subject=f"Pothole {chosen.choice(MORE)}".strip(),
        place=f"{chosen.randrange(1, 200)} {chosen.choice(STREETS)} Street",
        responded_at=(raised + timedelta(hours=20)).isoformat() if answered else None,
        closed_at=(raised + timedelta(hours=30)).isoformat() if answered else None,
    )


def _foreground(number: int, council: Council) -> dict[str, Any]:
    category, service = council.category
    return _case(
        number,
        LAST + timedelta(minutes=number),
        external_reference=f"F{number:07d}{new_id()[:4]}",
        member_id=council.member,
        service_id=service,
        category_id=category,
        ward_id=council.ward,
        subject="Pothole by the surgery",
        place="Argyll Street",
        responded_at=None,
        closed_at=None,
    )
