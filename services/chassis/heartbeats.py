"""Heartbeats that flow while their connection's owner is busy with something slow."""

from threading import Event, Thread
from typing import Any

from services.chassis.bus import BUS_ERRORS, HEARTBEAT_SECONDS, speaking


class Heartbeats:
    """Sends one every few seconds from a thread of its own, until stopped or the connection is gone."""

    def __init__(self, connection: Any, every_seconds: float = HEARTBEAT_SECONDS / 3) -> None:
        self._wire = connection.connection
        self._every = every_seconds
        self._stopping = Event()
        Thread(target=self._run, name="heartbeats", daemon=True).start()

    def stop(self) -> None:
        """No more."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.wait(self._every):
            try:
                with speaking():
                    self._wire.send_heartbeat()
            except BUS_ERRORS:
                return  # its owner meets the same error and connects again
