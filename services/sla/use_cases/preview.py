"""Which running clocks a change of the calendar would move, before it is made."""

import time
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Incoming
from services.sla.domain.clocks import RecordedCalendar, Rules, clocks_of
from services.sla.domain.vocabulary import ClockState
from services.sla.repository import calendars, histories
from services.sla.repository.clocks import running_from
from services.sla.use_cases.calendar import changed_calendar

AT_ONCE = 50
LONGEST_SECONDS = 4.0
MOST_SHOWN = 200

Moves = list[dict[str, Any]]


def preview_calendar_change(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Looks at as many as can be looked at in a few seconds, and says so when there were more."""
    changed, changes = changed_calendar(session, incoming)
    rules = calendars.rules(session)
    later = replace(rules, calendars=[*rules.calendars, RecordedCalendar(incoming.now, changed)])
    over = time.monotonic() + LONGEST_SECONDS
    first, after, looked_at, moves = min(change.date for change in changes), "", 0, Moves()
    while time.monotonic() < over:
        ids = running_from(session, first, after, AT_ONCE)
        for request_id, history in histories.load(session, ids).items():
            moves += _moves(request_id, history, rules, later)
        looked_at += len(ids)
        if len(ids) < AT_ONCE:
            return _answer(changed.version, looked_at, True, moves)
        after = ids[-1]
        time.sleep(0)  # lets other green threads have their turn; a reading may
    return _answer(changed.version, looked_at, False, moves)


def _answer(version: int, looked_at: int, everything: bool, moves: Moves) -> dict[str, Any]:
    return {
        "version": version,
        "looked_at": looked_at,
        "all": everything,
        "moved": len(moves),
        "moves": moves[:MOST_SHOWN],
    }


def _moves(request_id: str, history: histories.History, rules: Rules, later: Rules) -> Moves:
    reference = next((facts["reference"] for facts in history.facts.values() if "reference" in facts), None)
    pairs = zip(clocks_of(history.heard, rules), clocks_of(history.heard, later), strict=True)
    return [
        {
            "request_id": request_id,
            "reference": reference,
            "clock": now.kind.value,
            "number": now.outline.number,
            "due_on": now.due_on.isoformat(),
            "would_be_due_on": then.due_on.isoformat(),
        }
        for now, then in pairs
        if now.state is ClockState.RUNNING and now.due_on and then.due_on and now.due_on != then.due_on
    ]
