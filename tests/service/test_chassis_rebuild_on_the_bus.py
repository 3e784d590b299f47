"""A rebuild with its source on the real bus; both databases."""

import json
import threading
from typing import Any

import sqlalchemy as sa

from services.chassis import pages, rebuilding, resends
from services.chassis.clock import SystemClock
from services.chassis.consuming import GAVE_UP
from services.chassis.deliveries import declare
from services.contracts.events import CONTENT_TYPE, Received
from tests.machines.broker import connected
from tests.service.bus_ground import Source, kept, running
from tests.service.chassis_ground import FOLLOWER, ConsumingFollower, Messages, cloud_event, wards
from tests.waiting import until

QUEUE = "requests.subscription.v1"


def test_a_rebuild_puts_a_wrong_copy_right_while_the_old_one_answers(
    source: Source, follower: ConsumingFollower
) -> None:
    with running(source.relay), running(source.resending()):
        follower.start()
        source.record("One", "Two")
        source.record("Cowal", ward_id="cowal")
        until(kept(follower, "Cowal", 1, "cowal"), what="the copy")
        with follower.database.transaction() as session:
            session.execute(sa.update(wards).values(name="Wrong", times_told=7))
        rebuild_id = _start_rebuild(follower)
        until(lambda: _status(follower, rebuild_id) == "done", within=20, what="the rebuild")
        assert follower.kept() == {"mid-argyll": ("Two", 2), "cowal": ("Cowal", 1)}
        source.record("Three")
        until(kept(follower, "Three", 3), what="an event after the rebuild")
    assert follower.parked() == []


def test_events_that_come_during_a_rebuild_are_in_the_old_copy_and_in_the_new(
    source: Source, follower: ConsumingFollower
) -> None:
    with running(source.relay):
        follower.start()
        source.record("One")
        until(kept(follower, "One", 1), what="the copy")
        rebuild_id = _start_rebuild(follower)
        source.record("Two")
        until(kept(follower, "Two", 2), what="a new event in the old copy")
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
        until(kept(follower, "One", 1), what="the copy")
        follower.failing = lambda _event: ValueError()
        rebuild_id = _start_rebuild(follower)
        until(lambda: _status(follower, rebuild_id) == "failed", within=20, what="the rebuild to fail")
    assert follower.kept() == {"mid-argyll": ("One", 1)}


def test_commands_go_on_while_the_new_copy_is_filled(source: Source, follower: ConsumingFollower) -> None:
    filling, go_on = threading.Event(), threading.Event()
    with running(source.relay), running(source.resending()):
        follower.start()
        source.record("One")
        until(kept(follower, "One", 1), what="the copy")

        def waits(_event: Received) -> None:
            filling.set()
            assert go_on.wait(timeout=20)

        follower.failing = waits
        rebuild_id = _start_rebuild(follower)
        assert filling.wait(timeout=20)
        writing = threading.Thread(target=lambda: _write(follower))
        writing.start()
        writing.join(timeout=5)
        was_written = not writing.is_alive()
        go_on.set()
        writing.join()
        assert was_written
        until(lambda: _status(follower, rebuild_id) == "done", within=20, what="the rebuild")


def test_what_the_bus_gave_up_and_what_is_unreadable_does_not_hold_a_rebuild_up(
    follower: ConsumingFollower,
) -> None:
    follower.start()
    follower.publish(cloud_event(1))
    until(kept(follower, "Name 1", 1), what="the copy")
    rebuild_id = _start_rebuild(follower)
    sent = {resends.RESEND_HEADER: rebuild_id}
    closing = {"rebuild": rebuild_id, "source": "directory", "events": 3}
    with Messages(follower.amqp_uri) as messages:
        messages.put("", QUEUE, json.dumps(cloud_event(1)), CONTENT_TYPE, sent)
        messages.put("", "requests.dead.v1", json.dumps(cloud_event(1, "cowal")), CONTENT_TYPE, sent)
        messages.put("", QUEUE, "no event", CONTENT_TYPE, sent)
        ended = {resends.RESEND_ENDED_HEADER: "1"}
        messages.put("", QUEUE, json.dumps(closing), "application/json", ended)
        messages.put("", QUEUE, '{"events": Infinity}', "application/json", ended)
    until(lambda: _status(follower, rebuild_id) == "done", within=20, what="the rebuild")
    until(lambda: "it does not end a resend" in _reasons(follower), what="the last message to be parked")
    assert GAVE_UP in _reasons(follower)


def test_a_page_that_comes_twice_is_given_up_or_unreadable_does_not_hold_a_rebuild_up(
    follower: ConsumingFollower,
) -> None:
    follower.start()
    event = cloud_event(1)
    follower.publish(event)
    until(kept(follower, "Name 1", 1), what="the copy")
    rebuild_id = _start_rebuild(follower)

    def page(number: int, *texts: str) -> tuple[str, str, dict[str, Any]]:
        place = {resends.PAGE_SOURCE_HEADER: "directory", resends.PAGE_NUMBER_HEADER: number}
        return pages.page_of(texts), pages.CONTENT_TYPE, {resends.RESEND_HEADER: rebuild_id, **place}

    closing = {"rebuild": rebuild_id, "source": "directory", "events": 4}
    with Messages(follower.amqp_uri) as messages:
        for _ in range(2):
            messages.put("", QUEUE, *page(1, json.dumps(event), json.dumps(cloud_event(1, "bute"))))
        messages.put("", "requests.dead.v1", *page(2, json.dumps(cloud_event(1, "cowal"))))
        messages.put("", QUEUE, *page(3, "no event"))
        ended = {resends.RESEND_ENDED_HEADER: "1"}
        messages.put("", QUEUE, json.dumps(closing), "application/json", ended)
    until(lambda: _status(follower, rebuild_id) == "done", within=20, what="the rebuild")
    assert follower.kept().keys() == {"mid-argyll", "bute"}
    assert sorted(row["reason"] for row in follower.parked())[-1] == GAVE_UP


def test_a_source_that_an_old_queue_did_not_follow_is_asked_for_its_past(
    source: Source, follower: ConsumingFollower
) -> None:
    with connected(source.amqp_uri) as connection:
        declare(connection, FOLLOWER, frozenset())
    source.record("One", "Two")
    source.relay.publish_batch()
    with running(source.resending()):
        follower.start()
        until(kept(follower, "Two", 2), what="the events from before")


def _write(follower: ConsumingFollower) -> None:
    with follower.database.transaction() as session:
        session.execute(sa.update(wards).values(times_told=1))


def _reasons(follower: ConsumingFollower) -> list[str]:
    return [row["reason"] for row in follower.parked()]


def _start_rebuild(follower: ConsumingFollower) -> str:
    with follower.database.transaction() as session:
        return rebuilding.start(session, follower.subscription, SystemClock().now())


def _status(follower: ConsumingFollower, rebuild_id: str) -> Any:
    with follower.database.reading() as session:
        found = rebuilding.progress(session, rebuild_id)
    return found["status"] if found else None
