"""Connections to the broker, shared by the threads of one process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from gateway.service_clients.connection import Disconnected, ServiceConnection

WAIT_FOR_A_CONNECTION_SECONDS = 3.0


class ConnectionPool:
    """At most `size` connections, opened when first needed; one that broke is never lent again."""

    def __init__(self, amqp_uri: str, size: int) -> None:
        self._amqp_uri = amqp_uri
        self._free = threading.BoundedSemaphore(size)
        self._idle: list[ServiceConnection] = []

    @contextmanager
    def connection(self, fresh: bool = False) -> Iterator[ServiceConnection]:
        """Lend one connection; a newly opened one when `fresh`. Raises Disconnected."""
        if not self._free.acquire(timeout=WAIT_FOR_A_CONNECTION_SECONDS):
            raise Disconnected("every connection is busy")
        try:
            with self._lent(fresh) as connection:
                yield connection
        finally:
            self._free.release()

    def close(self) -> None:
        """Let go of every idle connection."""
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _lent(self, fresh: bool) -> Iterator[ServiceConnection]:
        if fresh:
            self.close()  # what the idle ones were connected to is gone
        connection = self._take_idle() or ServiceConnection(self._amqp_uri)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    def _take_idle(self) -> ServiceConnection | None:
        try:
            return self._idle.pop()  # one step under the interpreter's lock
        except IndexError:
            return None
