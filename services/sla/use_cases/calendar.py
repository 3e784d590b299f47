"""The calendar: looked at, and changed by an administrator."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.chassis import inbox
from services.chassis.clock import council_date
from services.chassis.event_store import NewEvent, append, last_sequence
from services.chassis.incoming import Answer, Incoming, Stale
from services.contracts.sla_events import CALENDAR_PUBLISHED, CALENDAR_STREAM
from services.sla.bank_holidays import FIRST, LAST
from services.sla.domain.calendar import SATURDAY, Calendar, ends_soon
from services.sla.repository import calendars
from services.sla.repository.calendars import DayChange, Version
from services.sla.repository.clocks import want_all_alive
from services.sla.repository.directory_copy import names_of
from services.sla.use_cases.calendar_facts import not_worked, published_calendar
from services.sla.use_cases.refusing import invalid
from services.sla.use_cases.work_out import origin


def publish_first_calendar(session: Session, now: datetime) -> None:
    """Once: the calendar that the migration stored, for whoever follows."""
    inbox.hold(session)  # a change may come as early
    if last_sequence(session, CALENDAR_STREAM) == 0:
        first = calendars.rules(session).calendar()
        append(
            session,
            CALENDAR_STREAM,
            0,
            [NewEvent(CALENDAR_PUBLISHED, published_calendar(first))],
            origin(now),
        )


def calendar(session: Session, incoming: Incoming) -> dict[str, Any]:
    """What is not worked in a span."""
    found = calendars.rules(session).calendar()
    return {
        "version": found.version,
        "first": FIRST.isoformat(),
        "last": LAST.isoformat(),
        "ends_soon": ends_soon(LAST, council_date(incoming.now)),
        "days": not_worked(found, incoming.body["first"], incoming.body["last"]),
    }


def calendar_versions(session: Session, _incoming: Incoming) -> dict[str, Any]:
    """Who changed it when, and what stands entered."""
    versions = calendars.versions(session)
    names = names_of(session, (version.actor_id for version in versions))
    state = calendars.entered(versions)
    kinds = ((calendars.CLOSED, state.closed), (calendars.WORKED, state.worked))
    standing = [(day, kind, reason) for kind, days in kinds for day, reason in days.items()]
    return {
        "versions": [
            {
                "version": version.version,
                "since": version.since.isoformat(),
                "by": names.get(version.actor_id, version.actor_id),
                "days": [{**vars(change), "date": change.date.isoformat()} for change in version.changes],
            }
            for version in reversed(versions)
        ],
        "entered": [
            {"date": day.isoformat(), "kind": kind, "reason": reason}
            for day, kind, reason in sorted(standing)
        ],
    }


def changed_calendar(session: Session, incoming: Incoming) -> tuple[Calendar, list[DayChange]]:
    """The calendar as it would be. Raises Refused when the changes cannot be, or are to an old version."""
    changes = [DayChange(**day) for day in incoming.body["days"]]
    _check(changes)
    versions = calendars.versions(session)
    if versions[-1].version != incoming.body["version"]:
        raise Stale
    state = calendars.entered(versions)
    _check_removed(changes, state)
    return (
        calendars.calendar_of(
            versions[-1].version + 1, calendars.holidays(session), state.changed_by(changes)
        ),
        changes,
    )


def change_calendar(session: Session, incoming: Incoming) -> Answer:
    """Make a new version: what runs or is paused is worked out again, in steps."""
    inbox.hold(session)
    publish_first_calendar(session, incoming.now)  # what a day changed is told by the calendar before it
    changed, changes = changed_calendar(session, incoming)
    actor, now = incoming.actor, incoming.now
    try:
        calendars.add_version(session, Version(changed.version, now, actor.id, actor.role, tuple(changes)))
    except IntegrityError:
        raise Stale from None
    event = NewEvent(CALENDAR_PUBLISHED, published_calendar(changed))
    at = last_sequence(session, CALENDAR_STREAM)
    reached = append(session, CALENDAR_STREAM, at, [event], incoming.origin)
    result = {"version": changed.version, "waiting": want_all_alive(session)}
    return Answer(result, CALENDAR_STREAM, reached)


def _check(changes: Iterable[DayChange]) -> None:
    seen: set[tuple[date, str]] = set()
    for number, change in enumerate(changes):
        problem = None
        if change.date.weekday() >= SATURDAY:
            problem = "This is a Saturday or Sunday, which is never a working day. Choose a Monday to Friday."
        elif not FIRST <= change.date <= LAST:
            problem = f"The calendar goes from {FIRST.year} to {LAST.year}. Choose a day in those years."
        elif (change.date, change.kind) in seen:
            problem = "This day is there twice. Say once what becomes of it."
        elif not change.removed and len(change.reason.strip()) < 3:
            problem = "Say why: everybody whose date moves reads it."
        if problem:
            raise invalid("Some of the days cannot be changed so.", {"days": {number: [problem]}})
        seen.add((change.date, change.kind))


def _check_removed(changes: Iterable[DayChange], state: calendars.Entered) -> None:
    for number, change in enumerate(changes):
        days = state.closed if change.kind == calendars.CLOSED else state.worked
        if change.removed and change.date not in days:
            problem = "Nobody entered this day, so there is nothing to take back."
            raise invalid("Some of the days cannot be changed so.", {"days": {number: [problem]}})
