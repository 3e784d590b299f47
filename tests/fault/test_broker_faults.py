"""The broker stops, is killed, freezes, runs out of memory, with everybody at work: it heals by itself."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import sqlalchemy as sa

from services.chassis.tables import events, outbox
from tests.fault.council_at_work import CouncilAtWork
from tests.fault.ledger import TRY_AGAIN
from tests.fault.stores import engine_of
from tests.machines.broker import PrivateBroker

HONEST_WITHIN_SECONDS = 8.0
FROZEN_SECONDS = 16.0


def test_a_graceful_stop_of_the_broker_loses_nothing(
    both_councils: list[CouncilAtWork], broker: PrivateBroker
) -> None:
    with all_at_work(both_councils):
        broker.control("stop_app")
        expect_an_honest_problem(both_councils)
        broker.control("start_app")
    settle_without_a_death(both_councils)


def test_a_killed_broker_loses_nothing(both_councils: list[CouncilAtWork], broker: PrivateBroker) -> None:
    with all_at_work(both_councils):
        broker.kill()
        expect_an_honest_problem(both_councils)
        broker.start()
    settle_without_a_death(both_councils)


def test_a_frozen_broker_holds_nobody_up_and_loses_nothing(
    both_councils: list[CouncilAtWork], broker: PrivateBroker
) -> None:
    with all_at_work(both_councils):
        broker.freeze()
        thaw_at = time.monotonic() + FROZEN_SECONDS
        expect_an_honest_problem(both_councils)
        both_councils[0].look_after_for(thaw_at - time.monotonic())
        broker.thaw()
    settle_without_a_death(both_councils)


def test_a_memory_alarm_holds_nobody_up_and_loses_nothing(
    both_councils: list[CouncilAtWork], broker: PrivateBroker
) -> None:
    with all_at_work(both_councils):
        broker.raise_memory_alarm()
        expect_an_honest_problem(both_councils)
        broker.clear_memory_alarm()
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


def expect_an_honest_problem(councils: list[CouncilAtWork]) -> None:
    """Whoever sends something in now is told soon that it cannot be done, or that nobody knows."""
    for council in councils:
        started = time.monotonic()
        given = council.raise_once()
        assert given.outcome is None
        assert given.problems[0] in TRY_AGAIN
        assert time.monotonic() - started < HONEST_WITHIN_SECONDS


def settle_without_a_death(councils: list[CouncilAtWork]) -> None:
    """Everything holds, and no process had to be started again."""
    for council in councils:
        council.settle()
        assert council.died() == {}
