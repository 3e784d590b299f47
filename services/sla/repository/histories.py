"""What was heard of each request: kept as one text, read as the events that the rules know."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import among, insert_new, upsert
from services.sla.domain.heard import Heard
from services.sla.domain.outlines import HEARD_TYPES
from services.sla.tables import histories

AT_ONCE = 400  # ids in one IN (…)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

# Where an event says the date that it sets, and what else of its data is kept.
SETS = ("next_update_on", "due_on", "work_on")
FACTS = ("reference", "service_id", "category_id", "priority", "member_id", "holder_id")

Entry = list[Any]

# Asked with every batch: written once, as that takes longer than asking it.
_TEXTS = sa.select(histories.c.request_id, histories.c.history).where(
    histories.c.request_id.in_(sa.bindparam("ids", expanding=True))
)


@dataclass(frozen=True)
class Occurrence:
    """An event as it was published: `data` as its contract loads it."""

    sequence: int
    type: str
    time: datetime
    recorded: datetime
    actor_id: str | None
    data: Mapping[str, Any]


@dataclass(frozen=True)
class History:
    """What is known of one request: the events for the rules, and each one's other facts by sequence."""

    heard: list[Heard]
    facts: dict[int, dict[str, str]]
    imported: int
    quiet_until: datetime | None

    def was_imported(self, heard: Heard) -> bool:
        """Whether an event came with a casebook, not after it."""
        return heard.sequence <= self.imported

    def may_tell(self, time: datetime) -> bool:
        """Whether anybody is to hear of what was due at that instant."""
        return self.quiet_until is None or time > self.quiet_until


def add(session: Session, heard: Mapping[str, Sequence[Occurrence]]) -> None:
    """Add what happened to these requests; what is known already is left out."""
    known = dict(_texts(session, heard))
    rows = []
    for request_id, occurrences in heard.items():
        entries = json.loads(known.get(request_id, "[]"))
        there = {entry[0] for entry in entries}
        entries += [_entry(found) for found in occurrences if found.sequence not in there]
        rows.append({"request_id": request_id, "history": _text(entries)})
    upsert(session, histories, rows)


def add_imported(session: Session, cases: Mapping[str, Sequence[Occurrence]], quiet_until: datetime) -> None:
    """Whole histories out of a casebook: of what they made due before `quiet_until` nobody is told."""
    rows = [
        {
            "request_id": request_id,
            "history": _text(list(map(_entry, found))),
            "imported": len(found),
            "quiet_until": quiet_until,
        }
        for request_id, found in cases.items()
    ]
    insert_new(session, histories, rows)


def keep_quiet(session: Session, request_ids: Iterable[str], until: datetime) -> None:
    """Of what was due before `until` in these histories nobody is told: they were brought in with it."""
    for ids in chunks(request_ids):
        quiet = sa.update(histories).where(histories.c.request_id.in_(ids)).values(quiet_until=until)
        session.execute(quiet)


def load(session: Session, request_ids: Iterable[str]) -> dict[str, History]:
    """The histories of those of the requests that are known."""
    columns = histories.c
    found = {}
    for ids in chunks(request_ids):
        query = sa.select(histories).where(among(session, columns.request_id, ids))
        for row in session.execute(query):
            found[row.request_id] = _history(json.loads(row.history), row.imported or 0, row.quiet_until)
    return found


def chunks(request_ids: Iterable[str]) -> Iterable[list[str]]:
    """The ids in lists that fit into one statement."""
    ids = list(dict.fromkeys(request_ids))
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _texts(session: Session, request_ids: Iterable[str]) -> Iterable[tuple[str, str]]:
    for ids in chunks(request_ids):
        yield from ((request_id, text) for request_id, text in session.execute(_TEXTS, {"ids": ids}))


def _text(entries: Sequence[Entry]) -> str:
    return json.dumps(entries, separators=(",", ":"))


def _entry(found: Occurrence) -> Entry:
    """[sequence, type, time, recorded, state, who, facts]; instants in microseconds."""
    data = found.data
    facts = {name: data[name] for name in FACTS if data.get(name) is not None}
    for day in filter(None, map(data.get, SETS)):
        facts["sets"] = day.isoformat()
    times = ((found.time - EPOCH) // MICROSECOND, (found.recorded - EPOCH) // MICROSECOND)
    return [found.sequence, found.type, *times, data["state"], found.actor_id, facts]


def _history(entries: Sequence[Entry], imported: int, quiet_until: datetime | None) -> History:
    facts = {entry[0]: {**entry[6], "type": entry[1], "by": entry[5]} for entry in entries}
    heard = [_heard(entry) for entry in entries if entry[1] in HEARD_TYPES]
    return History(heard, facts, imported, quiet_until)


def _heard(entry: Entry) -> Heard:
    sequence, name, time, recorded, state, _, facts = entry
    sets = facts.get("sets")
    return Heard(
        sequence,
        name,
        EPOCH + time * MICROSECOND,
        EPOCH + recorded * MICROSECOND,
        state,
        facts.get("service_id"),
        facts.get("category_id"),
        facts.get("priority"),
        date.fromisoformat(sets) if sets else None,
    )
