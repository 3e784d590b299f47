"""Receipts: kept long enough for every second try, then forgotten; no key holds up the inbox."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from services.chassis import inbox, receipts, tables
from services.chassis.chassis import Chassis
from services.chassis.clock import FixedClock
from services.chassis.database import Database
from services.chassis.leases import Lease
from services.chassis.receipts import Command
from services.chassis.ticker import Tick, Ticker
from tests.service.chassis_ground import NOON, new_store

MONTH = timedelta(days=30)


@pytest.fixture
def store(database_url: str) -> Iterator[Database]:
    database = new_store(database_url)
    yield database
    database.close()


def test_receipts_are_forgotten_after_thirty_days_some_at_a_time(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "FORGOTTEN_AT_ONCE", 2)
    with store.transaction() as session:
        for days in range(5):
            command = Command(f"key-{days}", "rename", "ada", "")
            receipts.store_receipt(session, command, {}, NOON + timedelta(days=days))
    clock = FixedClock(NOON + MONTH + timedelta(days=2, hours=1))
    tick = Tick(receipts.FORGET_EVERY_SECONDS, receipts.forget_old)
    ticker = Ticker(tick, store, clock, Lease(store, "forget receipts"), lambda: None)
    left = []
    for _ in range(3):
        ticker.run_once()
        left.append(keys(store))
    assert left == [["key-2", "key-3", "key-4"], ["key-3", "key-4"], ["key-3", "key-4"]]


def keys(store: Database) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(sa.select(tables.receipts.c.key).order_by(tables.receipts.c.key)))


def test_every_service_forgets_its_receipts(store: Database) -> None:
    chassis = Chassis(tables.metadata)
    chassis.parts = Ground(store)  # type: ignore[assignment]
    assert [loop._tick.use_case for loop in chassis._ticking()] == [receipts.forget_old]


class Ground:
    """As much of a service's parts as its ticks need."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = FixedClock(NOON)
        self.answering = self

    def after_commit(self) -> None: ...


def test_no_key_can_hold_up_the_inbox(postgresql_url: str) -> None:
    store = new_store(postgresql_url)
    with store.transaction() as one, store.transaction() as other:
        inbox.hold(one)
        other.execute(sa.text("SET LOCAL lock_timeout = '1s'"))
        for key in ("inbox", "chassis:inbox"):
            receipts.hold_key(other, key)
    store.close()
