"""A source with its relay on the real bus, and loops that run beside a test."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import sqlalchemy as sa

from services.chassis import tables
from services.chassis.event_store import append, last_sequence
from services.chassis.relay import Relay
from services.chassis.resending import Resending
from tests.service.chassis_ground import DIRECTORY, ConsumingFollower, new_store, origin, ward


class Loop(Protocol):
    def run(self) -> None: ...

    def stop(self) -> None: ...


@contextmanager
def running(loop: Loop) -> Iterator[None]:
    """The loop in a thread, until the end of the block."""
    thread = threading.Thread(target=loop.run)
    thread.start()
    try:
        yield
    finally:
        loop.stop()
        thread.join(timeout=30)
        assert not thread.is_alive()


class Source:
    """The service that publishes, with its relay and its answers to who wants events again."""

    def __init__(self, url: str, amqp_uri: str) -> None:
        self.database = new_store(url)
        self.amqp_uri = amqp_uri
        self.relay = Relay(DIRECTORY, self.database, amqp_uri)

    def resending(self) -> Resending:
        return Resending(DIRECTORY, self.amqp_uri, self.database, lambda _parked: None)

    def record(self, *names: str, ward_id: str = "mid-argyll") -> None:
        stream = f"ward:{ward_id}"
        with self.database.transaction() as session:
            before = last_sequence(session, stream)
            append(session, stream, before, [ward(name, ward_id) for name in names], origin())
        self.relay.wake()

    def outbox(self) -> int:
        with self.database.reading() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(tables.outbox)) or 0

    def close(self) -> None:
        """Let the relay go and give the connections back."""
        self.relay.stop()
        self.relay.run()
        self.database.close()

    def forget_outbox(self) -> None:
        """As if these had been published and lost on the way."""
        with self.database.transaction() as session:
            session.execute(sa.delete(tables.outbox))


def kept(
    follower: ConsumingFollower, name: str, times: int, ward_id: str = "mid-argyll"
) -> Callable[[], bool]:
    """Whether a ward has this name, and was told so often."""
    return lambda: follower.kept().get(ward_id) == (name, times)
