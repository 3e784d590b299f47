"""Bringing up to 500 rows of an existing casebook in, as one event and a few statements."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import COUNCIL_ZONE
from services.chassis.event_store import NewEvent, append, last_sequence
from services.chassis.identifiers import new_id
from services.chassis.incoming import Answer, Incoming
from services.chassis.receipts import hold_key
from services.contracts.imported_cases import sequence_reached
from services.contracts.requests_events import CASES_IMPORTED
from services.requests.repository.history import event_id_at
from services.requests.repository.imports import NewCase, ids_known_of, insert_cases, stored_fingerprints
from services.requests.repository.reference_numbers import next_references
from services.requests.use_cases.judging_cases import Case, Judgement, judge
from services.requests.use_cases.search_index import index_imported

SAME = ("external_reference", "member_id", "kind", "channel", "service_id", "category_id", "ward_id")


def import_cases(session: Session, incoming: Incoming) -> Answer:
    """Bring in what is new; each row is imported, already here, or rejected with its line and the reason."""
    casebook, rows = incoming.body["casebook"], incoming.body["cases"]
    stream = f"import:{casebook}"
    hold_key(session, stream)  # a chunk sent again while it is being stored waits, and then finds itself here
    stored = stored_fingerprints(session, casebook, (row["external_reference"] for row in rows))
    judgement = judge(rows, stored, ids_known_of(session, rows), incoming.now)
    sequence = last_sequence(session, stream)
    if judgement.accepted:
        sequence = _store(session, incoming, stream, sequence, _new_cases(session, judgement))
    return _answer(judgement, stream, sequence)


def _answer(judgement: Judgement, stream: str, sequence: int) -> Answer:
    result = {
        "imported": len(judgement.accepted),
        "already": judgement.already,
        "rejected": judgement.rejected,
        "stream": stream,
        "sequence": sequence,
    }
    return Answer(result, stream, sequence)


def _store(session: Session, incoming: Incoming, stream: str, sequence: int, new_cases: list[NewCase]) -> int:
    """Publish the chunk and keep its rows; the sequence its stream reached."""
    casebook = incoming.body["casebook"]
    event = NewEvent(CASES_IMPORTED, {"casebook": casebook, "cases": [new.case for new in new_cases]})
    reached = append(session, stream, sequence, [event], replace(incoming.origin, imported=True))
    insert_cases(session, casebook, event_id_at(session, stream, reached), new_cases)
    index_imported(session, new_cases)
    return reached


def _new_cases(session: Session, judgement: Judgement) -> list[NewCase]:
    references = _references(session, [row["raised_at"] for row, _ in judgement.accepted])
    return [
        NewCase(_case(row, reference), row["subject"], row["place"], fingerprint)
        for (row, fingerprint), reference in zip(judgement.accepted, references, strict=True)
    ]


def _references(session: Session, raised: Sequence[datetime]) -> Iterator[str]:
    """A reference for each, of the year in which it was raised."""
    years = [instant.astimezone(COUNCIL_ZONE).year for instant in raised]
    # Years are taken in order, so that two imports never wait for each other in a circle.
    counts = sorted(Counter(years).items())
    taken = {year: iter(next_references(session, year, count)) for year, count in counts}
    return (next(taken[year]) for year in years)


def _case(row: Case, reference: str) -> dict[str, Any]:
    case = {
        **{name: row[name] for name in SAME},
        "request_id": new_id(),
        "reference": reference,
        **{name: _text(row[name]) for name in ("raised_at", "responded_at", "closed_at")},
    }
    return case | {"sequence": sequence_reached(case)}


def _text(instant: datetime | None) -> str | None:
    return None if instant is None else instant.astimezone(UTC).isoformat()
