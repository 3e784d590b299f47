"""A broker that blocks or freezes (X7, X8), messages that kill (X12), a wall clock that jumps (X11)."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis import publishing, relay, tables
from services.chassis.database import Database
from services.chassis.event_store import append
from services.chassis.leases import Lease
from services.chassis.relay import Relay
from services.chassis.ticker import Tick, Ticker
from tests.machines.broker import PrivateBroker
from tests.machines.guarded import guarded
from tests.service.chassis_ground import (
    DIRECTORY,
    NOON,
    ConsumingFollower,
    FixedClock,
    Follower,
    cloud_event,
    new_store,
    origin,
    ward,
)
from tests.waiting import until

EVENTS = 50


@pytest.fixture
def source(tmp_path: object) -> Iterator[Database]:
    with closing(new_store(f"sqlite:///{tmp_path}/source.sqlite3")) as database:
        yield database


@pytest.fixture
def follower(sqlite_url: str, vhost_uri: str) -> Iterator[ConsumingFollower]:
    with closing(ConsumingFollower(sqlite_url, vhost_uri)) as service:
        service.start()
        yield service


@pytest.fixture
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "CONFIRM_TIMEOUT_SECONDS", 1.0)
    monkeypatch.setattr(relay, "LONGEST_BACK_OFF_SECONDS", 1.0)


@pytest.mark.parametrize("trouble", ["memory alarm", "frozen"])
@pytest.mark.usefixtures("_short_patience")
def test_x7_x8_a_blocked_broker_delays_events_but_loses_and_doubles_none(
    trouble: str, broker: PrivateBroker, source: Database, follower: ConsumingFollower, vhost_uri: str
) -> None:
    publisher = Relay(DIRECTORY, source, vhost_uri)
    running = threading.Thread(target=publisher.run)
    running.start()
    _begin(broker, trouble)
    try:
        with source.transaction() as session:
            append(session, "ward:mid-argyll", 0, [ward() for _ in range(EVENTS)], origin())
        publisher.wake()
        until(lambda: publisher._failures >= 1, within=90, what="publishing to have failed")
        assert _outbox(source) == EVENTS
    finally:
        _end(broker, trouble)
    until(lambda: _outbox(source) == 0, within=60, what="the outbox to drain")
    until(
        lambda: follower.kept() == {"mid-argyll": ("Mid Argyll", EVENTS)}, within=60, what="every event once"
    )
    publisher.stop()
    running.join(timeout=30)
    assert not running.is_alive()
    assert follower.parked() == []


def _begin(broker: PrivateBroker, trouble: str) -> None:
    broker.freeze() if trouble == "frozen" else broker.raise_memory_alarm()


def _end(broker: PrivateBroker, trouble: str) -> None:
    broker.thaw() if trouble == "frozen" else broker.clear_memory_alarm()


def _outbox(source: Database) -> int:
    with source.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(tables.outbox)) or 0


def test_x11_ticks_follow_the_monotonic_clock_whatever_the_wall_clock_does(source: Database) -> None:
    clock, seen = FixedClock(NOON), list[datetime]()

    def note(_session: Session, now: datetime) -> None:
        seen.append(now)
        clock.advance(timedelta(hours=1) if len(seen) % 2 else timedelta(hours=-2))

    ticker = Ticker(Tick(0.1, note), source, clock, Lease(source, "tick"), lambda: None)
    running = threading.Thread(target=ticker.run)
    started = time.monotonic()
    running.start()
    until(lambda: len(seen) >= 5, what="five ticks")
    ticker.stop()
    running.join()
    assert len(seen) <= (time.monotonic() - started) / 0.1 + 1


def test_x12_an_event_that_kills_the_process_is_parked_and_its_neighbours_are_applied(
    sqlite_url: str, vhost_uri: str
) -> None:
    """Each life ends by SIGKILL in the handler; the bus gives up in time and the service stays up."""
    with closing(Follower(sqlite_url)) as follower:
        lives = [_live(sqlite_url, vhost_uri)]
        try:
            until(lambda: "ready" in follower.kept(), within=30, what="the first event")
            around = [f"{side}-{number}" for side in ("before", "behind") for number in range(20)]
            wards = [*around[:20], "deadly", *around[20:]]
            ConsumingFollower.publish_to(vhost_uri, *[cloud_event(1, ward_id) for ward_id in wards])
            while not follower.parked() and len(lives) < 20:
                until(lambda: _is_over(lives[-1]) or follower.parked(), within=60, what="death or parking")
                if _is_over(lives[-1]):
                    lives.append(_live(sqlite_url, vhost_uri))
            until(lambda: len(follower.kept()) == 41, within=30, what="every neighbour")
            assert not _is_over(lives[-1])
        finally:
            lives[-1].kill()
            lives[-1].wait()
        (parked,) = follower.parked()
        assert (parked["stream"], parked["reason"]) == ("ward:deadly", "the bus gave up after 5 deliveries")
        assert {life.returncode for life in lives} == {-signal.SIGKILL}
        assert len(lives) <= 8


def _is_over(life: "subprocess.Popen[bytes]") -> bool:
    return life.poll() is not None


def _live(url: str, amqp_uri: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-W", "ignore", "-m", "tests.service.mortal_follower", url, amqp_uri]
    return subprocess.Popen(guarded(command))
