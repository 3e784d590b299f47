"""Issuing a paper: freezing what it says, for every member to read ever after."""

import json
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.event_store import NewEvent, append
from services.chassis.identifiers import new_id
from services.chassis.incoming import Answer, Incoming
from services.contracts.reporting_events import PAPER_ISSUED, paper_stream
from services.contracts.reporting_vocabulary import DEFINITIONS
from services.reporting.repository import papers as stored
from services.reporting.repository.papers import Issued
from services.reporting.use_cases import refusing
from services.reporting.use_cases.periods import asked
from services.reporting.use_cases.update_paper import made_paper


def issue_paper(session: Session, incoming: Incoming) -> Answer:
    """Freeze the paper of a day with the words chosen for it."""
    body, actor = incoming.body, incoming.actor
    period = asked(session, incoming, "since", "as_at")
    made = made_paper(session, period)
    failing = [check["name"] for check in made["paper"]["checks"] if not check["holds"]]
    if failing:
        raise refusing.does_not_add_up(failing)
    issued = Issued(
        new_id(),
        body["title"],
        period.last,
        period.since,
        incoming.now,
        actor.id,
        actor.role,
        DEFINITIONS,
    )
    frozen = made | {"comments": body["comments"], "actions": body["actions"]}
    number = stored.add(session, issued, frozen)
    data = {
        "paper_id": issued.paper_id,
        "number": number,
        "as_at": period.last.isoformat(),
        "since": period.since.isoformat() if period.since else None,
        "definitions": DEFINITIONS,
    }
    stream = paper_stream(issued.paper_id)
    reached = append(session, stream, 0, [NewEvent(PAPER_ISSUED, data)], incoming.origin)
    return Answer({"paper_id": issued.paper_id, "number": number}, stream, reached)


def papers(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Those that were issued."""
    limit = incoming.body["limit"]
    rows = stored.page(session, incoming.body["cursor"], limit + 1)
    more = len(rows) > limit
    return {
        "papers": [_shown(row) for row in rows[:limit]],
        "next": rows[limit - 1].number if more else None,
    }


def paper(session: Session, incoming: Incoming) -> dict[str, Any]:
    """One of them, as it was frozen."""
    row = stored.one(session, incoming.body["paper_id"])
    if row is None:
        raise refusing.no_paper()
    frozen: dict[str, Any] = json.loads(row.body)
    return _shown(row) | frozen


def _shown(row: Any) -> dict[str, Any]:
    return {
        "paper_id": row.paper_id,
        "number": row.number,
        "title": row.title,
        "as_at": row.as_at.isoformat(),
        "since": row.since.isoformat() if row.since else None,
        "issued_at": row.issued_at.isoformat(),
        "issued_by": row.name,
        "definitions": row.definitions,
    }
