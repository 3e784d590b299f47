"""Leases: of all instances one works, and one that slept past its lease cannot write."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
import sqlalchemy as sa

from services.chassis.database import Database
from services.chassis.leases import Lease, LeaseLost, database_now
from services.chassis.tables import leases
from tests.service.chassis_ground import new_store
from tests.waiting import until


@pytest.fixture
def store(database_url: str) -> Iterator[Database]:
    with closing(new_store(database_url)) as database:
        yield database


def test_one_instance_holds_the_lease_until_it_lets_go(store: Database) -> None:
    first, second = Lease(store, "relay"), Lease(store, "relay")
    assert first.held()
    assert first.held()
    assert not second.held()
    first.release()
    assert second.held()
    assert not first.held()


def test_leases_of_different_names_do_not_meet(store: Database) -> None:
    assert Lease(store, "relay").held()
    assert Lease(store, "tick 0").held()


def test_a_lease_that_ran_out_is_taken_over_and_its_late_holder_is_refused(store: Database) -> None:
    sleeper, successor = Lease(store, "relay", seconds=0.2), Lease(store, "relay", seconds=60)
    assert sleeper.held()
    until(successor.held, what="the lease to run out")
    with pytest.raises(LeaseLost), store.transaction() as session:
        sleeper.check(session)
    with store.transaction() as session:
        successor.check(session)


def test_after_the_clock_was_put_back_a_lease_is_taken_over_at_once(store: Database) -> None:
    before, after = Lease(store, "relay"), Lease(store, "relay")
    assert before.held()
    with store.transaction() as session:  # an hour ago, by the clock as it stands now
        session.execute(sa.update(leases).values(until=database_now(session) + timedelta(hours=1)))
    assert after.held()
    with pytest.raises(LeaseLost), store.transaction() as session:
        before.check(session)
