"""One person: what they hold and held, what they chose, and how it came to be."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.event_store import StoredEvent, read_stream
from services.chassis.incoming import Incoming, Refused
from services.contracts import problems
from services.contracts.directory_events import PERSON_RECORDED, PROVIDER_LINKED
from services.contracts.problems import Problem
from services.directory.domain.changes import Change
from services.directory.domain.entries import Directory, HeldRole, Person, Term
from services.directory.domain.wording_of_changes import details
from services.directory.repository.entries import read_places
from services.directory.repository.known_people import find_person
from services.directory.repository.open_requests import count_of_member
from services.directory.repository.preferences import sharing_of
from services.directory.repository.recorded import names_of
from services.directory.use_cases.facts import plain


def person(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Everything about one person. Raises Refused (not_found) for a stranger."""
    known = find_person(session, incoming.body["person_id"])
    if known is None:
        raise Refused(Problem(problems.NOT_FOUND, "There is nobody with this id in the directory."))
    found = known.person
    return {
        "person_id": found.id,
        "name": found.name,
        "email": found.email,
        "account": found.account,
        "roles": [plain(asdict(role)) for role in found.roles],
        "terms": [plain(asdict(term)) for term in found.terms],
        "preferences": {"sharing": sharing_of(session, found.id)},
        "open_requests": count_of_member(session, found.id),
        "sequence": known.sequence,
        "history": _history(session, read_stream(session, known.stream), read_places(session)),
    }


def _history(session: Session, events: Iterable[StoredEvent], places: Directory) -> list[dict[str, Any]]:
    events = list(events)
    names = names_of(session, [event.actor_id for event in events])
    lines, before = [], None
    for event in events:
        said: list[str] = []
        if event.type == PROVIDER_LINKED.name:
            said = [f"signed in through {event.data['provider']} for the first time"]
        if event.type == PERSON_RECORDED.name:
            after = _person_of(event.data)
            said, before = details(Change(before, after), places), after
        lines.append(
            {
                "sequence": event.sequence,
                "type": event.type,
                "time": event.time.isoformat(),
                "recorded_at": event.recorded_time.isoformat(),
                "by_id": event.actor_id,
                "by": names.get(event.actor_id),
                "role": event.actor_role,
                "details": said,
            }
        )
    return lines


def _person_of(data: dict[str, Any]) -> Person:
    return Person(
        id=data["person_id"],
        name=data["name"],
        email=data["email"],
        account=data["account"],
        roles=tuple(
            HeldRole(role=held["role"], service_id=held["service_id"], **_days(held))
            for held in data["roles"]
        ),
        terms=tuple(Term(ward_id=term["ward_id"], **_days(term)) for term in data["terms"]),
    )


def _days(said: dict[str, Any]) -> dict[str, date | None]:
    ends = said["ends"]
    return {"starts": date.fromisoformat(said["starts"]), "ends": date.fromisoformat(ends) if ends else None}
