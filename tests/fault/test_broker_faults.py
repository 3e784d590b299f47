"""The broker stops, is killed, freezes, runs out of memory, with everybody at work: it heals by itself."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import sqlalchemy as sa

from services.chassis.tables import events, outbox
from tests.fault.council_at_work import CouncilAtWork
from tests.fault.ledger import TRY_AGAIN
from tests.fault.stores import engine_of
from tests.machines.broker import PrivateBroker
from tests.waiting import ends_within

FROZEN_SECONDS = 16.0


def test_a_graceful_stop_of_the_broker_loses_nothing(
    both_councils: list[CouncilAtWork], broker: PrivateBroker
) -> None:
    with (
        all_at_work(both_councils),
        away(lambda: broker.control("stop_app"), lambda: broker.control("start_app")),
    ):
        expect_an_honest_problem(both_councils)
    settle_without_a_death(both_councils)


def test_a_killed_broker_loses_nothing(both_councils: list[CouncilAtWork], broker: PrivateBroker) -> None:
    with all_at_work(both_councils), away(broker.kill, broker.start):
        expect_an_honest_problem(both_councils)
    settle_without_a_death(both_councils)


def test_a_frozen_broker_holds_nobody_up_and_loses_nothing(
    both_councils: list[CouncilAtWork], broker: PrivateBroker
) -> None:
    with all_at_work(both_councils), away(broker.freeze, broker.thaw):
        thaw_at = time.monotonic() + FROZEN_SECONDS
        expect_an_honest_problem(both_councils)
        both_councils[0].look_after_for(max(0, thaw_at - time.monotonic()))
    settle_without_a_death(both_councils)


def test_a_memory_alarm_holds_nobody_up_and_loses_nothing(
    both_councils: list[CouncilAtWork], broker: PrivateBroker
) -> None:
    with all_at_work(both_councils), away(broker.raise_memory_alarm, broker.clear_memory_alarm):
        expect_an_honest_problem(both_councils)
    settle_without_a_death(both_councils)


def test_every_event_published_again_has_no_effect(both_councils: list[CouncilAtWork]) -> None:
    for council in both_councils:
        request_id = council.raise_request()
        council.message(request_id)
        council.settle()
        before = council.stores()
        for url in council.services.database_urls.values():
            with engine_of(url).begin() as connection:
                everything = sa.select(events.c.position)
                connection.execute(sa.insert(outbox).from_select(["position"], everything))
        council.settle()
        after = council.stores()
        for name, table in (("directory", "inbox"), ("directory", "open_requests"), ("requests", "inbox")):
            assert list(after[name].rows(table)) == list(before[name].rows(table))


@contextmanager
def all_at_work(councils: list[CouncilAtWork]) -> Iterator[None]:
    """In all councils: before, during and after what is done inside."""
    with ExitStack() as working:
        for council in councils:
            working.enter_context(council.at_work())
        for council in councils:
            council.raise_request()
        yield


@contextmanager
def away(breaks: Callable[[], object], mends: Callable[[], object]) -> Iterator[None]:
    """Break it for as long as what is inside takes; mended whatever happens."""
    breaks()
    try:
        yield
    finally:
        mends()


def expect_an_honest_problem(councils: list[CouncilAtWork]) -> None:
    """Whoever sends something in now is told soon that it cannot be done, or that nobody knows."""
    with ends_within(8), ThreadPoolExecutor() as people:
        all_given = list(people.map(CouncilAtWork.raise_once, councils))
    for given in all_given:
        assert given.outcome is None
        assert given.problems[0] in TRY_AGAIN


def settle_without_a_death(councils: list[CouncilAtWork]) -> None:
    """Everything holds, and no process had to be started again."""
    for council in councils:
        council.settle()
        assert council.died() == {}
