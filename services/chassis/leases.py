"""Leases in the database: of all instances of a service one at a time does a certain work."""

import time
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.database import Database
from services.chassis.identifiers import new_id
from services.chassis.storing import insert_new
from services.chassis.tables import leases

LEASE_SECONDS = 10.0


class LeaseLost(Exception):
    """Somebody else took over while this process slept."""


class Lease:
    """One instance's claim on one name. Who takes over gets a higher token, which refuses the late one."""

    def __init__(self, database: Database, name: str, seconds: float = LEASE_SECONDS) -> None:
        self._database = database
        self._name = name
        self._seconds = seconds
        self._holder = new_id()
        self._token = 0
        self._renew_at = 0.0

    def held(self) -> bool:
        """Whether this instance has the lease now; takes or renews it when that is due and possible."""
        if time.monotonic() < self._renew_at:
            return True
        with self._database.transaction() as session:
            token = self._take(session)
        if token is None:
            self._renew_at = 0.0
            return False
        self._token = token
        self._renew_at = time.monotonic() + self._seconds / 2
        return True

    def check(self, session: Session) -> None:
        """In the transaction that does the work: raises LeaseLost unless the lease is still held."""
        mine = sa.select(leases.c.token).where(leases.c.name == self._name, leases.c.holder == self._holder)
        if session.scalar(mine.with_for_update()) != self._token:
            self._renew_at = 0.0
            raise LeaseLost(self._name)

    def release(self) -> None:
        """Let another instance take over at once."""
        self._renew_at = 0.0
        with self._database.transaction() as session:
            session.execute(
                sa.update(leases)
                .where(leases.c.name == self._name, leases.c.holder == self._holder)
                .values(until=database_now(session))
            )

    def _take(self, session: Session) -> int | None:
        now = database_now(session)
        insert_new(session, leases, [{"name": self._name, "holder": self._holder, "token": 0, "until": now}])
        row = (
            session.execute(sa.select(leases).where(leases.c.name == self._name).with_for_update())
            .mappings()
            .one()
        )
        # Further away than a lease lasts: the clock was put back since, and waiting for it could take hours.
        runs_out = row["until"] - now
        if row["holder"] != self._holder and timedelta(0) < runs_out <= timedelta(seconds=self._seconds):
            return None
        token = self._next_token(row)
        values = {"holder": self._holder, "token": token, "until": now + timedelta(seconds=self._seconds)}
        session.execute(sa.update(leases).where(leases.c.name == self._name).values(values))
        return token

    def _next_token(self, row: sa.RowMapping) -> int:
        mine = row["holder"] == self._holder and row["token"] == self._token and self._token > 0
        return int(row["token"]) + (0 if mine else 1)


def database_now(session: Session) -> datetime:
    """The one clock that all instances share: the database's (on SQLite, the machine's)."""
    if session.get_bind().dialect.name == "postgresql":
        now: datetime = session.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
        return now
    return datetime.now(UTC)
