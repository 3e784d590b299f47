"""What a service does by itself: every so many seconds, and soon after there is something new."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from services.chassis.leases import Lease
from services.chassis.ticker import Tick, Ticker
from tests.service.chassis_ground import Follower, cloud_event
from tests.waiting import until

HOUR = 3600.0

Start = Callable[[str, bool], tuple[Ticker, threading.Thread]]


@pytest.fixture
def follower(database_url: str) -> Iterator[Follower]:
    with closing(Follower(database_url)) as service:
        yield service


@pytest.fixture
def ran() -> list[str]:
    """The names of the ticks that ran."""
    return []


@pytest.fixture
def start(follower: Follower, ran: list[str]) -> Iterator[Start]:
    """Starts a tick that is due once an hour."""
    with ExitStack() as started:

        def start_one(name: str, when_heard: bool) -> tuple[Ticker, threading.Thread]:
            def note(_session: Session, _now: datetime) -> None:
                ran.append(name)

            tick = Tick(HOUR, note, when_heard)
            lease = Lease(follower.database, name)
            ticker = Ticker(tick, follower.database, follower.clock, lease, lambda: None)
            running = threading.Thread(target=ticker.run)
            running.start()
            started.callback(running.join)
            started.callback(ticker.stop)
            return ticker, running

        yield start_one


def test_what_is_taken_in_is_worked_out_long_before_the_hour(
    follower: Follower, start: Start, ran: list[str]
) -> None:
    tickers = [start("hourly", False)[0], start("when heard", True)[0]]
    follower.intake.taken_in = lambda: [ticker.wake() for ticker in tickers]
    follower.take_in(cloud_event(1))
    until(lambda: ran, what="the tick to run")
    follower.take_in(cloud_event(2))
    until(lambda: len(ran) == 2, what="the tick to run again")
    assert set(ran) == {"when heard"}


def test_what_comes_close_together_is_worked_out_together(start: Start, ran: list[str]) -> None:
    ticker, running = start("when heard", True)
    for _ in range(50):
        ticker.wake()
    until(lambda: ran, what="the tick to run")
    ticker.stop()
    running.join()
    assert len(ran) < 50


def test_a_stopped_tick_does_not_run(start: Start, ran: list[str]) -> None:
    ticker, running = start("when heard", True)
    ticker.wake()
    ticker.stop()
    running.join()
    assert ran == []
