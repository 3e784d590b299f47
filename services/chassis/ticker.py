"""Work that is due every so many seconds, by the monotonic clock: the wall clock may jump, this does not."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from sqlalchemy.orm import Session

from services.chassis.clock import Clock
from services.chassis.crash_points import crash_point
from services.chassis.database import Database
from services.chassis.leases import Lease
from services.chassis.logs import logger

GATHERED_SECONDS = 0.1  # between hearing of something and working it out: much is heard at once

_log = logger(__name__)


@dataclass(frozen=True)
class Tick:
    """`use_case(session, now)` finds whatever is due at `now` and not done yet; safe to run twice.

    When it says that it left some of it (True), it is run again at once, in another transaction.
    `when_heard`: it is run, too, soon after the service took something in or wrote an event.
    """

    every_seconds: float
    use_case: Callable[[Session, datetime], bool | None]
    when_heard: bool = False


class Ticker:
    """Runs one Tick until stopped; of all instances of a service the lease's holder does the work."""

    def __init__(
        self, tick: Tick, database: Database, clock: Clock, lease: Lease, after_commit: Callable[[], None]
    ) -> None:
        self._tick = tick
        self._database = database
        self._clock = clock
        self._lease = lease
        self._after_commit = after_commit
        self._stopping = Event()
        self._wake = Event()

    def wake(self) -> None:
        """Something was taken in or written."""
        if self._tick.when_heard:
            self._wake.set()

    def run(self) -> None:
        """The loop. A run that failed or was missed is not made up for: the next one finds what is due."""
        while not self._stopping.is_set():
            if self._wake.wait(self._tick.every_seconds) and self._stopping.wait(GATHERED_SECONDS):
                return
            self._wake.clear()
            try:
                while self.run_once() and not self._stopping.is_set():
                    time.sleep(0)  # lets other green threads have their turn
            except Exception as error:
                _log.error("tick failed", tick=self._tick.use_case.__name__, exc_info=error)

    def run_once(self) -> bool:
        """One run, in one transaction, unless another instance has the lease; whether more is left to do."""
        if not self._lease.held():
            return False
        with self._database.transaction() as session:
            self._lease.check(session)  # a process that slept past its lease must not write
            more = self._tick.use_case(session, self._clock.now())
            wrote_events = session.info.get("wrote_events", False)
            if wrote_events:
                crash_point("before_tick_commit")
        if wrote_events:
            crash_point("after_tick_commit")
            self._after_commit()
        return bool(more)

    def stop(self) -> None:
        """End the loop after the run it is in."""
        self._stopping.set()
        self._wake.set()
