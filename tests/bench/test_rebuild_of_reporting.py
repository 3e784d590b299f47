"""How fast `replay reporting` builds everything anew over the bus, and that figures are the same; printed.

`BENCH_REBUILT`: from about how many events. The sources' stores are filled beforehand; their answers to who
wants events again, the broker and reporting are the real ones.
"""

import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest

from gateway.service_clients.clients import Ask, ServiceClients, open_clients
from services.chassis import migrations
from services.chassis.clock import SystemClock
from services.chassis.database import Database
from services.chassis.event_store import NewEvent, append_to_many
from services.chassis.identifiers import new_id
from services.chassis.incoming import Origin
from services.chassis.resending import Resending
from services.chassis.tables import outbox
from services.contracts import reporting_calls
from services.contracts.chassis_calls import chassis_calls
from services.contracts.events import EventType
from services.contracts.names import DIRECTORY, FEEDBACK, FOLLOWS, REPORTING, REQUESTS, SLA
from services.contracts.requests_events import REQUESTS_EVENTS
from services.contracts.sla_events import CLOCK_CHANGED, clocks_stream
from tests.machines.broker import PrivateBroker
from tests.machines.running_services import OPERATOR, RunningServices
from tests.waiting import until

EVENTS, LEAST_A_SECOND = int(os.environ.get("BENCH_REBUILT", "1000000")), 3_000
EACH = 7  # events of one request
AT_ONCE = 500
POLL_SECONDS = 0.5  # as the command line asks
BEGIN = datetime(2015, 1, 5, 9, 0, tzinfo=UTC)
SERVICES, WARDS, CATEGORIES, MEMBERS = 9, 11, 60, 36
CALLS = chassis_calls(REPORTING)

Events = dict[str, list[NewEvent]]


def life(rng: random.Random, number: int) -> tuple[Events, Events]:
    """One request's events and those of its clocks: raised, running, answered, met, closed."""
    request, day = f"r{number}", BEGIN + timedelta(days=number * 3_000 // (EVENTS // EACH + 1))
    answered = day + timedelta(days=rng.randint(0, 30))
    facts = {
        "reference": request,
        "kind": "action",
        "member_id": f"member{number % MEMBERS}",
        "channel": "online",
        "service_id": f"service{number % SERVICES}",
        "priority": "normal",
        "category_id": f"category{number % CATEGORIES}",
        "ward_id": f"ward{number % WARDS}",
        "state": "with_service",
    }
    happened = [
        NewEvent(_of("request_raised"), facts, day),
        NewEvent(_of("response_given"), {"state": "responded", "outcome": "fulfilled"}, answered),
        NewEvent(_of("request_closed"), {"state": "closed"}, answered),
    ]
    stopped = {"state": "met", "stopped_at": answered.isoformat(), "taken": 3, "met_original": True}
    clocks = [
        _clock(request, name, at, how)
        for at, how in ((day, {"state": "running"}), (answered, stopped))
        for name in ("initial_response", "full_response")
    ]
    return {request: happened}, {clocks_stream(request): clocks}


def _of(name: str) -> EventType:
    return REQUESTS_EVENTS[name]


def _clock(request: str, clock: str, at: datetime, how: dict[str, Any]) -> NewEvent:
    data = {
        "request_id": request,
        "clock": clock,
        "number": 1,
        "started_at": at.isoformat(),
        "day_0": at.date().isoformat(),
        "original_due_on": (at + timedelta(days=40)).date().isoformat(),
        "due_on": (at + timedelta(days=40)).date().isoformat(),
        "calendar_version": 1,
        "because": "request",
        "request_sequence": 1,
        **how,
    }
    return NewEvent(CLOCK_CHANGED, data, at)


def fill(stores: dict[str, Database]) -> None:
    """Give both sources what they have stored, and nothing to publish."""
    rng, origin = random.Random(1), Origin("bench", "operator", "bench", datetime.now(UTC))
    for start in range(0, EVENTS // EACH, AT_ONCE):
        added: dict[str, Events] = {REQUESTS: {}, SLA: {}}
        for number in range(start, min(EVENTS // EACH, start + AT_ONCE)):
            for name, events in zip(added, life(rng, number), strict=True):
                added[name] |= events
        for name, events in added.items():
            with stores[name].transaction() as session:
                append_to_many(session, events, origin)
                session.execute(outbox.delete())


@contextmanager
def answering(name: str, amqp_uri: str, store: Database) -> Iterator[None]:
    """The source's answers to who wants events again."""
    loop = Resending(name, amqp_uri, store, lambda _parked: None)
    thread = threading.Thread(target=loop.run)
    thread.start()
    try:
        yield
    finally:
        loop.stop()
        thread.join(timeout=30)


@pytest.fixture
def rebuilding(broker: PrivateBroker, tmp_path: Path) -> Iterator[tuple[ServiceClients, psutil.Process]]:
    """Calls to a reporting that has heard everything once, and its process."""
    services = RunningServices(broker.uri(broker.new_vhost()), tmp_path, (REPORTING,))
    with ExitStack() as ends:
        stores = {name: Database(f"sqlite:///{tmp_path}/{name}.sqlite3") for name in FOLLOWS[REPORTING]}
        for name, store in stores.items():
            ends.callback(store.close)
            migrations.migrate(name, store)
        fill({name: stores[name] for name in (REQUESTS, SLA)})
        for name in (DIRECTORY, FEEDBACK, REQUESTS, SLA):
            ends.enter_context(answering(name, services.amqp_uri, stores[name]))
        ends.callback(services.stop)
        started = time.monotonic()
        services.start()
        opened = open_clients(services.amqp_uri, services.keys_dir, SystemClock())
        ends.callback(opened.close)
        last = f"r{EVENTS // EACH - 1}"
        for source, stream, sequence in ((REQUESTS, last, 3), (SLA, clocks_stream(last), 4)):
            place = {"source": source, "stream": stream}
            until(lambda place=place, n=sequence: asked(opened, "position", **place)["sequence"] == n, 3_600)
        print(f"\nheard for the first time: {EVENTS / (time.monotonic() - started):,.0f} events a second")
        yield opened, psutil.Process(services.process_id(REPORTING))


def asked(clients: ServiceClients, call: str, **body: Any) -> dict[str, Any]:
    """What reporting answers the operator."""
    key = new_id() if CALLS[call].needs_key else None
    return clients.ask(Ask(CALLS[call], body, OPERATOR, key=key), seconds=60).result


def figures(clients: ServiceClients) -> list[dict[str, Any]]:
    """Papers of three days."""
    days = ("2015-06-30", "2018-02-14", "2023-09-22")
    calls = [Ask(reporting_calls.UPDATE_PAPER, {"as_at": day}, OPERATOR) for day in days]
    return [clients.ask(call, seconds=60).result["paper"] for call in calls]


def test_a_rebuild_is_fast_enough_and_leaves_every_figure_as_it_was(
    rebuilding: tuple[ServiceClients, psutil.Process],
) -> None:
    clients, process = rebuilding
    before = figures(clients)
    assert before[-1]["columns"]["total"]["made"] == EVENTS // EACH
    started, spent = time.monotonic(), process.cpu_times()
    rebuild = asked(clients, "replay")["rebuild_id"]
    slowest = [0.0]

    def is_done() -> bool:
        threading.Event().wait(POLL_SECONDS)
        began = time.monotonic()
        assert figures(clients) == before
        done = asked(clients, "rebuild_progress", rebuild_id=rebuild)["done"]
        slowest.append(time.monotonic() - began)
        return bool(done)

    until(is_done, 3_600, "the rebuild")
    rate = EVENTS // EACH * EACH / (time.monotonic() - started)
    busy = sum(process.cpu_times()[:2]) - sum(spent[:2])
    print(
        f"{rate:,.0f} events a second, built anew and swapped; {EVENTS / busy:,.0f} by its processor's time"
    )
    print(f"three papers and how far it is, asked {len(slowest) - 1} times: {max(slowest):.1f} s at most")
    assert figures(clients) == before
    assert rate >= LEAST_A_SECOND
