"""A source's relay and a follower's subscription on the real bus; both databases."""

from threading import Event
from typing import Any

import pytest
from amqp.exceptions import RecoverableConnectionError
from cloudevents.core.formats.json import JSONFormat

from services.chassis import bus, deliveries
from services.chassis.deliveries import Deliveries, declare
from services.chassis.metrics import EVENTS_UNROUTABLE
from services.chassis.relay import Relay
from tests.machines.broker import PrivateBroker, connected
from tests.service.bus_ground import Source, kept, running
from tests.service.chassis_ground import DIRECTORY, ConsumingFollower
from tests.waiting import until

QUEUE = "requests.subscription.v1"


def test_what_is_recorded_is_published_and_applied(source: Source, follower: ConsumingFollower) -> None:
    follower.start()
    with running(source.relay):
        source.record("One", "Two", "Three")
        until(kept(follower, "Three", 3), what="three events")
    assert source.outbox() == 0


def test_events_on_the_bus_are_cloudevents_by_the_official_sdk(source: Source) -> None:
    with connected(source.amqp_uri) as connection:
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
        until(kept(follower, "Two", 2), what="the events from before")


def test_a_lost_queue_is_made_again_and_what_it_held_is_asked_for(
    source: Source, follower: ConsumingFollower
) -> None:
    with running(source.resending()), running(source.relay):
        follower.start()
        source.record("One")
        until(kept(follower, "One", 1), what="the first event")
        with connected(source.amqp_uri) as connection:
            connection.channel().queue_delete(QUEUE)
        source.record("Two")
        until(kept(follower, "Two", 2), within=20, what="the event that had no queue")


def test_a_gap_is_asked_for_and_closed(source: Source, follower: ConsumingFollower) -> None:
    with running(source.resending()):
        follower.start()
        until(follower.wants_nothing, what="the first question to be answered")
    source.record("One")
    source.forget_outbox()
    source.record("Two", "Three")
    # The follower's own clock stands in June: whatever waits has waited for long.
    with running(source.relay), running(source.resending()):
        until(kept(follower, "Three", 3), what="the gap to be closed")


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
        until(kept(follower, "Name 19", 20), what="twenty events")
        second.close()
        source.record("Last")
        until(kept(follower, "Last", 21), what="an event for whoever is left")
    assert follower.parked() == []


def test_a_consumer_from_whom_the_bus_holds_messages_back_comes_anew(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "SILENCE_SECONDS", 0.1)
    with connected(source.amqp_uri) as fed, connected(source.amqp_uri) as forgotten:
        declare(fed, "requests", frozenset({DIRECTORY}))
        channel, taken = fed.connection.channel(), list[Any]()
        channel.basic_qos(0, 1, False)
        channel.basic_consume(QUEUE, callback=taken.append)
        consumer = Deliveries(forgotten, "requests", Event())
        assert consumer.next_batch() == []  # however long nothing is there
        assert consumer.next_batch() == []
        source.record("One", "Two")
        source.relay.publish_batch()
        with pytest.raises(RecoverableConnectionError, match="delivers none"):
            until(consumer.next_batch, what="to be forgotten")
