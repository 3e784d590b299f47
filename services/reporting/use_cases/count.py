"""Counting what others publish: each request is folded anew, and what came out differently is added."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.inbox import advance_streams
from services.contracts import feedback_events, requests_events, sla_events
from services.contracts.events import Received
from services.contracts.imported_cases import expand, sequence_reached
from services.contracts.sla_events import clocks_stream
from services.reporting.domain.counting import Counts, add_counts, counted
from services.reporting.domain.history import Answered, ClockFact, Happened, History
from services.reporting.domain.local_days import day_of
from services.reporting.domain.standing import RUNNING
from services.reporting.repository import behind, counts, histories

Handler = Callable[[Session, Sequence[Received]], None]
Fact = Happened | ClockFact | Answered

CLOCKS = ("initial_response", "full_response")
RESULT = ("stopped_at", "taken", "met_original", "met_agreed")
PLACE = ("service_id", "category_id", "ward_id", "priority")
OF_THE_FIRST = ("reference", "member_id", "channel")

# What changes a state or a place, or is counted itself.
FOLLOWED = frozenset(
    {
        "request_raised",
        "request_amended",
        "request_transferred",
        "clarification_asked",
        "clarification_given",
        "clarification_dropped",
        "work_scheduled",
        "response_given",
        "further_information_asked",
        "request_escalated",
        "request_reopened",
        "request_merged",
        "urgency_accepted",
        "request_closed",
        "request_withdrawn",
    }
)


def count(session: Session, received: Sequence[Received]) -> None:
    """Whatever was published of requests, in one go."""
    found, recorded = facts_of(session, received)
    _recount(session, found, recorded)


def facts_of(session: Session, received: Sequence[Received]) -> tuple["Found", datetime]:
    """The facts by request, and when the latest of them was recorded; streams are advanced."""
    found: Found = {}
    advanced: dict[str, Heads] = {}
    for event in received:
        _READERS[event.type](event, found, advanced.setdefault(event.source, {}))
    for source, heads in advanced.items():
        if heads:
            advance_streams(session, source, heads)
    return found, max(event.recorded_time for event in received)


def _recount(session: Session, found: Mapping[str, Iterable[Fact]], recorded: datetime) -> None:
    known = histories.load(session, found)
    total: Counts = {}
    changed, requests = {}, {}
    for request_id, facts in found.items():
        history = known.get(request_id, History())
        before = counted(history)
        history.add(facts)
        changed[request_id] = history
        request = counted(history)
        add_counts(total, before, request)
        if request is not None:
            requests[request_id] = request
    histories.store(session, changed)
    behind.replace(session, requests, found.keys() - known.keys())
    add_counted(session, total, recorded)


def add_counted(session: Session, total: Counts, recorded: datetime) -> None:
    """Add to the counts what requests count now and did not before."""
    counts.add(session, total)
    first = min((day for changes in total.values() for (day, _, _), n in changes.items() if n), default=None)
    counts.note_change(session, first, day_of(recorded), recorded)


Found = dict[str, list[Fact]]
Heads = dict[str, int]


def _happened(event: Received, found: Found, _advanced: Heads) -> None:
    fact = _event(event.sequence, event.type, event.time, event.data)
    found.setdefault(event.stream, []).append(fact)


def _event(sequence: int, kind: str, time: datetime, data: dict[str, Any]) -> Happened:
    names = (*PLACE, *OF_THE_FIRST) if kind == "request_raised" else PLACE
    facts = {name: data[name] for name in names if data.get(name) is not None}
    return Happened(sequence, kind, day_of(time), data["state"], facts)


def _cases_imported(event: Received, found: Found, advanced: Heads) -> None:
    for case in event.data["cases"]:
        request_id = case["request_id"]
        found.setdefault(request_id, []).extend(
            _event(one.sequence, one.type, one.time, one.data) for one in expand(case)
        )
        advanced[request_id] = sequence_reached(case)


def _clock_changed(event: Received, found: Found, _advanced: Heads) -> None:
    data = event.data
    if data["clock"] in CLOCKS:
        fact = _clock(event.sequence, day_of(event.time), data)
        found.setdefault(data["request_id"], []).append(fact)


def _clock(sequence: int, day: int, data: dict[str, Any]) -> ClockFact:
    due_on, stopped_at = data.get("due_on"), data.get("stopped_at")
    return ClockFact(
        sequence,
        data["clock"],
        data["number"],
        day,
        data["state"],
        due_on and due_on.toordinal(),
        stopped_at and day_of(stopped_at),
        data.get("taken"),
        data.get("met_original"),
        data.get("met_agreed"),
    )


def _clocks_imported(event: Received, found: Found, advanced: Heads) -> None:
    for case in event.data["cases"]:
        facts = found.setdefault(case["request_id"], [])
        for data in case["clocks"]:
            if data["clock"] in CLOCKS:
                facts += _whole_clock(case["sequence"], data)
        advanced[clocks_stream(case["request_id"])] = case["sequence"]


def _whole_clock(sequence: int, data: dict[str, Any]) -> Iterable[ClockFact]:
    """A clock that is told at its end: it ran from its start towards the same date."""
    started, stopped_at = day_of(data["started_at"]), data.get("stopped_at")
    stopped = None if stopped_at is None else max(started, day_of(stopped_at))
    if stopped is None or stopped > started:
        ran = {**data, "state": RUNNING, "due_on": data.get("due_on") or data["original_due_on"]}
        yield _clock(sequence, started, ran | dict.fromkeys(RESULT))
    if stopped is not None:
        yield _clock(sequence, stopped, data)


def _survey_answered(event: Received, found: Found, _advanced: Heads) -> None:
    data = event.data
    fact = Answered(
        data["version"], str(data["closing"]), day_of(event.time), data.get("speed"), data.get("quality")
    )
    found.setdefault(data["request_id"], []).append(fact)


Reader = Callable[[Received, Found, Heads], None]

_READERS: dict[str, Reader] = {
    **dict.fromkeys(FOLLOWED, _happened),
    requests_events.CASES_IMPORTED.name: _cases_imported,
    sla_events.CLOCK_CHANGED.name: _clock_changed,
    sla_events.CLOCKS_IMPORTED.name: _clocks_imported,
    feedback_events.SURVEY_ANSWERED.name: _survey_answered,
}

HANDLERS: dict[str, Handler] = dict.fromkeys(_READERS, count)
