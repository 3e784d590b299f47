"""A source's relay and a follower's subscription on the real bus; both databases."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
import sqlalchemy as sa
from cloudevents.core.formats.json import JSONFormat

from services.chassis import bus, rebuilding, tables
from services.chassis.clock import SystemClock
from services.chassis.event_store import append, last_sequence
from services.chassis.metrics import EVENTS_UNROUTABLE
from services.chassis.relay import Relay
from services.chassis.resending import Resending
from tests.machines.broker import PrivateBroker
from tests.service.chassis_ground import (
    DIRECTORY,
    ConsumingFollower,
    new_store,
    origin,
    ward,
    wards,
)
from tests.waiting import until

QUEUE = "requests.subscription.v1"


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


@pytest.fixture
def source(tmp_path: Path, vhost_uri: str) -> Iterator[Source]:
    made = Source(f"sqlite:///{tmp_path}/source.sqlite3", vhost_uri)
    yield made
    made.close()


@pytest.fixture
def follower(database_url: str, vhost_uri: str) -> Iterator[ConsumingFollower]:
    with closing(ConsumingFollower(database_url, vhost_uri)) as service:
        yield service


def _kept(
    follower: ConsumingFollower, name: str, times: int, ward_id: str = "mid-argyll"
) -> Callable[[], bool]:
    return lambda: follower.kept().get(ward_id) == (name, times)


def test_what_is_recorded_is_published_and_applied(source: Source, follower: ConsumingFollower) -> None:
    follower.start()
    with running(source.relay):
        source.record("One", "Two", "Three")
        until(_kept(follower, "Three", 3), what="three events")
    assert source.outbox() == 0


def test_events_on_the_bus_are_cloudevents_by_the_official_sdk(source: Source) -> None:
    with bus.connect(source.amqp_uri) as connection:
        channel = connection.channel()
        bus.events_exchange(DIRECTORY)(channel).declare()
        channel.queue_declare("listener", auto_delete=False)
        channel.queue_bind("listener", "directory.events", "#")
        source.record("Cowal – “Còmhal”")
        source.relay.publish_batch()
        message = until(lambda: channel.basic_get("listener", no_ack=True), what="the event")
    assert message.properties["content_type"] == "application/cloudevents+json"
    assert message.properties["delivery_mode"] == 2
    event = JSONFormat().read(None, message.body)
    assert event.get_type() == "ward_recorded"
    assert event.get_subject() == "ward:mid-argyll"
    assert event.get_extension("streamsequence") == 1


def test_an_event_that_no_queue_wants_is_counted(source: Source) -> None:
    before = EVENTS_UNROUTABLE._value.get()
    source.record("One", "Two")
    source.relay.publish_batch()
    assert EVENTS_UNROUTABLE._value.get() == before + 2
    assert source.outbox() == 0


def test_of_two_relays_one_publishes_and_the_other_takes_over(source: Source) -> None:
    second = Relay(DIRECTORY, source.database, source.amqp_uri)
    with running(source.relay):
        source.record("One")
        until(lambda: source.outbox() == 0, what="the first relay")
        assert not second._lease.held()
    assert second._lease.held()


def test_what_was_published_before_the_queue_was_there_is_asked_for(
    source: Source, follower: ConsumingFollower
) -> None:
    source.record("One", "Two")
    source.relay.publish_batch()
    with running(source.resending()):
        follower.start()
        until(_kept(follower, "Two", 2), what="the events from before")


def test_a_lost_queue_is_made_again_and_what_it_held_is_asked_for(
    source: Source, follower: ConsumingFollower
) -> None:
    with running(source.resending()), running(source.relay):
        follower.start()
        source.record("One")
        until(_kept(follower, "One", 1), what="the first event")
        with bus.connect(source.amqp_uri) as connection:
            connection.channel().queue_delete(QUEUE)
        source.record("Two")
        until(_kept(follower, "Two", 2), within=20, what="the event that had no queue")


def test_a_gap_is_asked_for_and_closed(source: Source, follower: ConsumingFollower) -> None:
    with running(source.resending()):
        follower.start()
        until(follower.wants_nothing, what="the first question to be answered")
    source.record("One")
    source.forget_outbox()
    source.record("Two", "Three")
    # The follower's own clock stands in June: whatever waits has waited for long.
    with running(source.relay), running(source.resending()):
        until(_kept(follower, "Three", 3), what="the gap to be closed")


def test_a_rebuild_puts_a_wrong_copy_right_while_the_old_one_answers(
    source: Source, follower: ConsumingFollower
) -> None:
    with running(source.relay), running(source.resending()):
        follower.start()
        source.record("One", "Two")
        source.record("Cowal", ward_id="cowal")
        until(_kept(follower, "Cowal", 1, "cowal"), what="the copy")
        with follower.database.transaction() as session:
            session.execute(sa.update(wards).values(name="Wrong", times_told=7))
        rebuild_id = _start_rebuild(follower)
        until(lambda: _status(follower, rebuild_id) == "done", within=20, what="the rebuild")
        assert follower.kept() == {"mid-argyll": ("Two", 2), "cowal": ("Cowal", 1)}
        source.record("Three")
        until(_kept(follower, "Three", 3), what="an event after the rebuild")
    assert follower.parked() == []


def test_events_that_come_during_a_rebuild_are_in_the_old_copy_and_in_the_new(
    source: Source, follower: ConsumingFollower
) -> None:
    with running(source.relay):
        follower.start()
        source.record("One")
        until(_kept(follower, "One", 1), what="the copy")
        rebuild_id = _start_rebuild(follower)
        source.record("Two")
        until(_kept(follower, "Two", 2), what="a new event in the old copy")
        assert _status(follower, rebuild_id) == "running"
        with running(source.resending()):
            until(lambda: _status(follower, rebuild_id) == "done", within=20, what="the rebuild")
    assert follower.kept() == {"mid-argyll": ("Two", 2)}


def test_a_rebuild_that_fails_leaves_the_copy_as_it_was_and_says_so(
    source: Source, follower: ConsumingFollower
) -> None:
    with running(source.relay), running(source.resending()):
        follower.start()
        source.record("One")
        until(_kept(follower, "One", 1), what="the copy")
        follower.failing = lambda _event: ValueError()
        rebuild_id = _start_rebuild(follower)
        until(lambda: _status(follower, rebuild_id) == "failed", within=20, what="the rebuild to fail")
    assert follower.kept() == {"mid-argyll": ("One", 1)}


def test_the_subscription_is_one_quorum_queue_with_one_active_consumer_and_a_limit(
    follower: ConsumingFollower, broker: PrivateBroker, vhost: str
) -> None:
    follower.start()
    queues = broker.queues(vhost)
    assert sorted(queues) == ["requests.dead.v1", QUEUE]
    arguments = {name: value for name, _, value in queues[QUEUE]["arguments"]}
    assert arguments == {
        "x-queue-type": "quorum",
        "x-single-active-consumer": True,
        "x-delivery-limit": 5,
        "x-dead-letter-exchange": "requests.dead",
    }


def test_of_two_followers_one_consumes_and_the_other_takes_over(
    source: Source, follower: ConsumingFollower, vhost_uri: str
) -> None:
    follower.start()
    second = ConsumingFollower.beside(follower)
    second.start()
    with running(source.relay):
        for number in range(20):
            source.record(f"Name {number}")
        until(_kept(follower, "Name 19", 20), what="twenty events")
        second.close()
        source.record("Last")
        until(_kept(follower, "Last", 21), what="an event for whoever is left")
    assert follower.parked() == []


def _start_rebuild(follower: ConsumingFollower) -> str:
    with follower.database.transaction() as session:
        return rebuilding.start(session, follower.subscription, SystemClock().now())


def _status(follower: ConsumingFollower, rebuild_id: str) -> Any:
    with follower.database.reading() as session:
        found = rebuilding.progress(session, rebuild_id)
    return found["status"] if found else None
