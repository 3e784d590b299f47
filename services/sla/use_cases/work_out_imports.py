"""The clocks of a casebook's chunk, worked out at once and published as one event."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.event_store import NewEvent, append, last_sequence, last_sequences, seed_streams
from services.contracts.sla_events import CLOCKS_IMPORTED, clocks_stream
from services.sla.domain.clocks import Rules, clocks_of
from services.sla.domain.vocabulary import ALIVE
from services.sla.repository import calendars, histories
from services.sla.repository import clocks as stored_clocks
from services.sla.repository.clocks import ChunkToWorkOut, Key, StoredClock
from services.sla.repository.histories import History
from services.sla.use_cases.clock_facts import facts_of, in_force
from services.sla.use_cases.work_out import Outcome, origin

SEQUENCE = 1  # of each case's stream of clocks: the chunk is its first event


def work_out_import(session: Session, chunk: ChunkToWorkOut, now: datetime) -> None:
    """Publish the clocks of those of its cases of which nothing was published; the others are like any."""
    begun = last_sequences(session, map(clocks_stream, chunk.request_ids))
    new = [request_id for request_id in chunk.request_ids if clocks_stream(request_id) not in begun]
    stored_clocks.want(session, set(chunk.request_ids) - set(new))
    found = histories.load(session, new)
    rules, outcome = calendars.rules(session), Outcome()
    cases = [_case(request_id, history, rules, outcome, now) for request_id, history in found.items()]
    if cases:
        stream = f"import:{chunk.casebook}"
        event = NewEvent(CLOCKS_IMPORTED, {"casebook": chunk.casebook, "cases": cases})
        append(session, stream, last_sequence(session, stream), [event], origin(now, imported=True))
        seed_streams(session, {clocks_stream(case["request_id"]): SEQUENCE for case in cases})
    outcome.write(session, now)
    stored_clocks.import_worked_out(session, chunk.event_id)


def _case(request_id: str, history: History, rules: Rules, outcome: Outcome, now: datetime) -> dict[str, Any]:
    """The case as it is published; of its clocks those that still run are kept, to tell of them later."""
    clocks = clocks_of(filter(history.was_imported, history.heard), rules)
    for clock in clocks:
        if clock.state in ALIVE:
            key: Key = (request_id, clock.kind.value, clock.outline.number)
            next_at = outcome.tell_what_is_due(key, clock, [], history, now)
            stored = StoredClock(len(clock.outline.steps), facts_of(clock), next_at)
            outcome.clocks[key] = (stored, clock.day_0, in_force(clock))
    return {
        "request_id": request_id,
        "sequence": SEQUENCE,
        "clocks": [facts_of(clock) for clock in clocks],
    }
