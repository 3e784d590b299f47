"""Working requests' clocks out from all that is known, and publishing what came out differently."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.event_store import NewEvent, append_to_many, last_sequences
from services.chassis.identifiers import new_id
from services.chassis.incoming import Origin
from services.contracts import sla_events as published
from services.contracts.names import SLA
from services.contracts.sla_events import clocks_stream
from services.sla.domain.clocks import Rules, clocks_of
from services.sla.domain.dating import Clock
from services.sla.domain.tellings import Telling, Timed, next_telling, was_so
from services.sla.domain.vocabulary import Told
from services.sla.repository import calendars, histories
from services.sla.repository import clocks as stored_clocks
from services.sla.repository.clocks import Key, StoredClock
from services.sla.repository.histories import History
from services.sla.use_cases.clock_facts import (
    Facts,
    after_steps,
    due_before,
    facts_of,
    in_force,
    same_dates,
)

TOLD = {
    Told.DUE_SOON: published.DUE_SOON,
    Told.BREACHED: published.BREACHED,
    Told.OVER_BY_A_WEEK: published.OVER_BY_A_WEEK,
}


def origin(now: datetime, imported: bool = False) -> Origin:
    """What events say that sla publishes by itself."""
    return Origin(SLA, SLA, new_id(), now, imported)


def work_out(session: Session, request_ids: Iterable[str], now: datetime) -> None:
    """Bring these requests' clocks up to date, and tell what is due to be told by `now`."""
    ids = list(request_ids)
    known = _Known(
        calendars.rules(session),
        stored_clocks.load(session, ids),
        stored_clocks.told(session, ids),
        last_sequences(session, map(clocks_stream, ids)),
        now,
    )
    outcome = Outcome(known.heads)
    for request_id, history in histories.load(session, ids).items():
        for clock in clocks_of(history.heard, known.rules):
            _OneClock(request_id, history, clock, known, outcome).compare()
    outcome.write(session, now)
    stored_clocks.worked_out(session, ids)


@dataclass(frozen=True)
class _Known:
    rules: Rules
    stored: dict[Key, StoredClock]
    told: dict[Key, list[Timed]]
    heads: dict[str, int]
    now: datetime


@dataclass
class Outcome:
    """What is to be written and published; where the streams stand, when that is known."""

    heads: Mapping[str, int] | None = None
    events: dict[str, list[NewEvent]] = field(default_factory=dict)
    clocks: dict[Key, tuple[StoredClock, Any, Any]] = field(default_factory=dict)
    told: list[tuple[Key, Timed]] = field(default_factory=list)
    corrected: list[tuple[Key, Timed]] = field(default_factory=list)

    def write(self, session: Session, now: datetime) -> None:
        """In a few statements, however many clocks there are."""
        in_order = {stream: sorted(events, key=_happened) for stream, events in self.events.items()}
        append_to_many(session, in_order, origin(now), self.heads)
        stored_clocks.note_corrected(session, self.corrected)
        stored_clocks.note_told(session, self.told)
        stored_clocks.store(session, self.clocks)

    def publish(self, request_id: str, event: NewEvent) -> None:
        """On the stream of the request's clocks."""
        self.events.setdefault(clocks_stream(request_id), []).append(event)

    def tell_what_is_due(
        self, key: Key, clock: Clock, told: list[Timed], history: History, now: datetime
    ) -> datetime | None:
        """Tell it; when the next is due. What an import made due is noted, and nobody hears of it."""
        done = {timed.telling for timed in told}
        while (due := next_telling(clock, done)) is not None and due.time <= now:
            done.add(due.telling)
            self.told.append((key, due))
            if history.may_tell(due.time):
                self.publish(
                    key[0], NewEvent(TOLD[due.telling.told], telling_data(key, due.telling), due.time)
                )
        return due.time if due else None


def _happened(event: NewEvent) -> float:
    """A request's clocks change together, event by event; what is told comes after that."""
    sequence: float = event.data.get("request_sequence", inf)
    return sequence


def telling_data(key: Key, telling: Telling) -> dict[str, Any]:
    """The fields of `Telling`."""
    request_id, clock, number = key
    facts = {"request_id": request_id, "clock": clock, "number": number}
    return facts | {"due_on": telling.due_on.isoformat()}


@dataclass
class _OneClock:
    """One clock as it is now beside what was last published of it."""

    request_id: str
    history: History
    clock: Clock
    known: _Known
    outcome: Outcome

    def compare(self) -> None:
        key: Key = (self.request_id, self.clock.kind.value, self.clock.outline.number)
        stored = self.known.stored.get(key)
        steps = stored.steps if stored else self._steps_imported()
        facts = facts_of(self.clock)
        self._publish_moved(stored, steps, facts)
        for count in range(steps + 1, len(self.clock.outline.steps) + 1):
            self._publish_step(count)
        told = self._correct(key)
        next_at = self.outcome.tell_what_is_due(key, self.clock, told, self.history, self.known.now)
        new = StoredClock(len(self.clock.outline.steps), facts, next_at)
        if new != stored and (stored is not None or new.steps > steps):
            self.outcome.clocks[key] = (new, self.clock.day_0, in_force(self.clock))

    def _steps_imported(self) -> int:
        """How many of its steps a chunk of a casebook has published."""
        if clocks_stream(self.request_id) not in self.known.heads:
            return 0
        return sum(self.history.was_imported(step.heard) for step in self.clock.outline.steps)

    def _publish_moved(self, stored: StoredClock | None, steps: int, facts: Facts) -> None:
        """Without anything new in the request: then a calendar or a standard has changed."""
        if stored is None:
            return
        if steps < len(self.clock.outline.steps):
            facts = facts_of(after_steps(self.clock, steps))
        if same_dates(facts, stored.facts):
            return
        standard = facts.get("working_days") != stored.facts.get("working_days")
        because = "standard" if standard else "calendar"
        previous = stored.facts.get("due_on") or stored.facts["original_due_on"]
        self._publish(facts, steps, because, self.known.now, previous)

    def _publish_step(self, count: int) -> None:
        facts = facts_of(after_steps(self.clock, count))
        time = self.clock.outline.steps[count - 1].heard.time
        self._publish(facts, count, "request", time, due_before(self.clock, count))

    def _publish(self, facts: Facts, count: int, because: str, time: datetime, previous: str | None) -> None:
        data = facts | {
            "request_id": self.request_id,
            "because": because,
            "request_sequence": self.clock.outline.steps[count - 1].heard.sequence,
            "previous_due_on": previous,
        }
        self.outcome.publish(self.request_id, NewEvent(published.CLOCK_CHANGED, data, time))

    def _correct(self, key: Key) -> list[Timed]:
        """Take back what was told and was not so; what was so is left."""
        told = self.known.told.get(key, [])
        wrong = [timed for timed in told if not was_so(self.clock, timed)]
        for timed in wrong:
            data = telling_data(key, timed.telling)
            data |= {"telling": timed.telling.told.value, "told_for": timed.time.isoformat()}
            if self.history.may_tell(timed.time):
                self.outcome.publish(self.request_id, NewEvent(published.TELLING_CORRECTED, data))
            self.outcome.corrected.append((key, timed))
        return [timed for timed in told if timed not in wrong]
