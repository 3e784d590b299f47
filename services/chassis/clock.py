"""Time as something handed in: aware UTC instants, the monotonic clock, and the council's own dates."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

COUNCIL_ZONE = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The wall clock, as an aware UTC datetime."""
        ...

    def monotonic(self) -> float:
        """Seconds that only ever grow; for waiting and measuring."""
        ...


class SystemClock:
    """The machine's clocks; a file may hold seconds to add to the wall clock, so that tests can move time."""

    def __init__(self, offset_file: Path | None = None) -> None:
        self._offset_file = offset_file

    def now(self) -> datetime:
        """The wall clock plus the offset."""
        return datetime.now(UTC) + self._offset()

    def monotonic(self) -> float:
        """The machine's monotonic clock, in seconds."""
        return time.monotonic()

    def _offset(self) -> timedelta:
        if self._offset_file is None or not self._offset_file.exists():
            return timedelta()
        return timedelta(seconds=float(self._offset_file.read_text() or 0))


class FixedClock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._now = start

    def now(self) -> datetime:
        """The instant that was last set."""
        return self._now

    def monotonic(self) -> float:
        """Seconds since the start."""
        return (self._now - self._start).total_seconds()

    def advance(self, by: timedelta) -> None:
        """Move forward."""
        self._now += by

    def set(self, to: datetime) -> None:
        """Jump to an instant."""
        self._now = to


def council_date(instant: datetime) -> date:
    """The date on the council's wall at that instant."""
    return instant.astimezone(COUNCIL_ZONE).date()
