"""Changing the directory: shown first with what follows, then taken over whole, every change an event."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.event_store import append, last_sequence
from services.chassis.identifiers import new_id
from services.chassis.incoming import Incoming, Refused
from services.contracts import problems
from services.contracts.names import DIRECTORY
from services.contracts.problems import Problem
from services.directory.domain.changes import Change
from services.directory.domain.loading import Plan, plan_load
from services.directory.repository import entries
from services.directory.repository.open_requests import count_open
from services.directory.repository.streams import stream_of
from services.directory.use_cases import based_on
from services.directory.use_cases.facts import recorded
from services.directory.use_cases.shown import shown
from services.directory.use_cases.stated import stated_in

_SENTENCES_SHOWN = 5


def preview_load(session: Session, incoming: Incoming) -> dict[str, Any]:
    """What a load of these entries would change. Raises Refused as the load itself would."""
    answer = shown(_planned(session, incoming))
    return {**answer, "based_on": based_on.token(session, answer), "applied": False, "reached": []}


def load(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Take the entries over. Raises Refused, with every reason, when any part of it cannot be.

    Stale when it was based on a preview that showed something else.
    """
    entries.hold_directory(session)
    plan = _planned(session, incoming)
    answer = shown(plan)
    based_on.check(session, incoming.body["based_on"], answer)
    entries.record_entries(session, [change.after for change in plan.changes])
    reached = [_publish(session, change, incoming) for change in plan.changes]
    return {**answer, "applied": bool(plan.changes), "reached": reached}


def _planned(session: Session, incoming: Incoming) -> Plan:
    existing = entries.read_directory(session)
    today = council_date(incoming.now)
    plan = plan_load(existing, stated_in(incoming.body), today, new_id, count_open(session))
    if plan.refusals:
        code = problems.CONFLICT if plan.is_conflict else problems.INVALID
        raise Refused(Problem(code, _told(plan.refusals), details={"refusals": plan.refusals}))
    return plan


def _told(refusals: list[str]) -> str:
    """The first reasons in full, and how many more there are."""
    more = len(refusals) - _SENTENCES_SHOWN
    shown = " ".join(refusals[:_SENTENCES_SHOWN])
    return shown if more <= 0 else f"{shown} There are {more} more reasons."


def _publish(session: Session, change: Change, incoming: Incoming) -> dict[str, Any]:
    stream = stream_of(change.kind, change.after.id)
    event = recorded(change.after, council_date(incoming.now))
    sequence = append(session, stream, last_sequence(session, stream), [event], incoming.origin)
    return {"source": DIRECTORY, "stream": stream, "sequence": sequence}
