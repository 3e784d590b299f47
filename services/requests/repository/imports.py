"""Bringing a casebook's rows in, set-wise: a few statements however many rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.event_store import seed_streams
from services.contracts.imported_cases import sequence_reached
from services.requests.repository.council import known_ids
from services.requests.tables import categories, people, request_texts, requests, services, wards

SAME = (
    *("reference", "external_reference", "member_id", "kind"),
    *("channel", "service_id", "category_id", "ward_id"),
)


@dataclass(frozen=True)
class KnownIds:
    """The ids of the directory's copy that a chunk's rows may point to."""

    members: frozenset[str]
    services: frozenset[str]
    categories: frozenset[str]
    wards: frozenset[str]


def ids_known_of(session: Session, rows: Sequence[dict[str, Any]]) -> KnownIds:
    """Which of the ids that the rows name are known; four queries."""
    return KnownIds(
        known_ids(session, people.c.person_id, (row["member_id"] for row in rows)),
        known_ids(session, services.c.service_id, (row["service_id"] for row in rows)),
        known_ids(session, categories.c.category_id, (row["category_id"] for row in rows)),
        known_ids(session, wards.c.ward_id, (row["ward_id"] for row in rows)),
    )


def stored_fingerprints(session: Session, casebook: str, references: Iterable[str]) -> dict[str, str]:
    """The fingerprints of those cases of a casebook that are here already, by external reference."""
    rows = session.execute(
        sa.select(requests.c.external_reference, requests.c.fingerprint).where(
            requests.c.casebook == casebook, requests.c.external_reference.in_(list(references))
        )
    )
    return {row.external_reference: row.fingerprint for row in rows}


@dataclass(frozen=True)
class NewCase:
    """A row to be stored: the case as it is published, its words, and what tells it from other content."""

    case: dict[str, Any]
    subject: str
    place: str
    fingerprint: str


def insert_cases(session: Session, casebook: str, event_id: str, new_cases: Sequence[NewCase]) -> None:
    """The rows, words and stream positions of imported requests, whose history is in the event `event_id`."""
    rows = [_row(new, casebook, event_id, index) for index, new in enumerate(new_cases)]
    session.execute(sa.insert(requests), rows)
    session.execute(sa.insert(request_texts), [_text(new) for new in new_cases])
    seed_streams(session, {row["id"]: row["sequence"] for row in rows})


def _row(new: NewCase, casebook: str, event_id: str, index: int) -> dict[str, Any]:
    case = new.case
    raised, responded, closed = (_instant(case[name]) for name in ("raised_at", "responded_at", "closed_at"))
    return {
        **{name: case[name] for name in SAME},
        "id": case["request_id"],
        "made_by": case["member_id"],
        "casebook": casebook,
        "fingerprint": new.fingerprint,
        "imported_event_id": event_id,
        "imported_index": index,
        "state": "closed" if closed else "responded" if responded else "with_service",
        "priority": "normal",
        "sharing": "only_me",
        "outcome": "fulfilled" if responded else None,
        **dict.fromkeys(("stood_with_director", "frozen", "held"), False),
        "raised_at": raised,
        "last_activity_at": closed or responded or raised,
        "first_answer_at": responded,
        "responded_at": responded,
        "closed_at": closed,
        "sequence": sequence_reached(case),
        # An import is news to nobody.
        "news_for_member": 0,
        "news_for_service": 0,
    }


def _text(new: NewCase) -> dict[str, str]:
    empty = dict.fromkeys(("what_happened", "ask", "earlier_case", "job_number"), "")
    return {"request_id": new.case["request_id"], "subject": new.subject, "place": new.place, **empty}


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
