"""A request's clocks, and why a date is what it is, for those who may know."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.sla.domain.clocks import clocks_of
from services.sla.domain.dating import Clock
from services.sla.domain.explaining import NOT_ENDED, ExplainedDay, changes_of, days_of
from services.sla.domain.vocabulary import ClockState
from services.sla.domain.working_days import Pause
from services.sla.repository import calendars, histories
from services.sla.repository.directory_copy import names_of
from services.sla.repository.histories import History
from services.sla.use_cases.clock_facts import facts_of
from services.sla.use_cases.refusing import not_found
from services.sla.use_cases.standing import may_know

Facts = dict[str, Any]


def clocks(session: Session, incoming: Incoming) -> Facts:
    """All clocks of one request."""
    history = _known_history(session, incoming)
    today = council_date(incoming.now)
    found = clocks_of(history.heard, calendars.rules(session))
    return {"clocks": [_with_lateness(clock, today) for clock in found]}


def explain(session: Session, incoming: Incoming) -> Facts:
    """One clock, day by day."""
    history = _known_history(session, incoming)
    body, today = incoming.body, council_date(incoming.now)
    for clock in clocks_of(history.heard, calendars.rules(session)):
        if clock.key == (body["clock"], body["number"]):
            return {
                "clock": _with_lateness(clock, today),
                "days": wire_days(days_of(clock, today)),
                "pauses": [_pause(pause) for pause in clock.pauses],
                "changes": _changes(session, clock, history),
                "calendar": _calendar(session, clock),
                "standard": _standard(clock),
            }
    raise not_found()


def wire_days(days: Sequence[ExplainedDay]) -> list[Facts]:
    """Explained days as they travel."""
    return [
        {
            "date": day.date.isoformat(),
            "what": day.what,
            "number": day.number,
            "reason": day.reason,
            "pause": _pause(day.pause) if day.pause else None,
        }
        for day in days
    ]


def _known_history(session: Session, incoming: Incoming) -> History:
    """Raises Refused as for an unknown id when the actor may not know."""
    request_id = incoming.body["request_id"]
    history = histories.load(session, [request_id]).get(request_id)
    if history is None or not may_know(session, incoming.actor, history, council_date(incoming.now)):
        raise not_found()
    return history


def _with_lateness(clock: Clock, today: date) -> Facts:
    late = clock.state is ClockState.RUNNING and clock.due_on is not None and today > clock.due_on
    return facts_of(clock) | {"late": late}


def _pause(pause: Pause) -> Facts:
    until = None if pause.until == NOT_ENDED else pause.until.isoformat()
    return {"since": pause.since.isoformat(), "until": until}


def _changes(session: Session, clock: Clock, history: History) -> list[Facts]:
    changes = changes_of(clock)
    who = {change.sequence: history.facts[change.sequence].get("by") for change in changes}
    names = names_of(session, filter(None, who.values()))
    return [
        {
            "time": change.time.isoformat(),
            "event": change.event,
            "what": change.what,
            "by": names.get(who[change.sequence] or ""),
            "due_before": change.due_before.isoformat() if change.due_before else None,
            "due_after": change.due_after.isoformat() if change.due_after else None,
        }
        for change in changes
    ]


def _calendar(session: Session, clock: Clock) -> Facts:
    [version] = [v for v in calendars.versions(session) if v.version == clock.calendar.version]
    names = names_of(session, [version.actor_id])
    return {
        "version": version.version,
        "since": version.since.isoformat(),
        "by": names.get(version.actor_id, version.actor_id),
    }


def _standard(clock: Clock) -> Facts | None:
    standard = clock.standard
    if standard is None:
        return None
    return {
        "working_days": standard.working_days,
        "standard_id": standard.id,
        "cut_off": standard.cut_off.isoformat("minutes") if standard.cut_off else None,
    }
