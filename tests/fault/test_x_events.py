"""What Nameko 2.14.1 does to events when something is wrong (X1-X3, X5, X13), and what we do instead."""

import json
import pickle
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import amqp
import pytest
import sqlalchemy as sa
import structlog
from amqp.exceptions import PreconditionFailed
from kombu import Queue

from services.chassis import bus
from services.contracts.events import CONTENT_TYPE
from tests.machines.broker import PrivateBroker, connected
from tests.service.chassis_ground import FOLLOWER, ConsumingFollower, Messages, cloud_event
from tests.waiting import until

QUEUE = "requests.subscription.v1"
EXCHANGE = "directory.events"


@pytest.fixture
def follower(sqlite_url: str, vhost_uri: str) -> Iterator[ConsumingFollower]:
    with closing(ConsumingFollower(sqlite_url, vhost_uri)) as service:
        service.start()
        yield service


def test_x1_an_event_whose_handler_raises_is_parked_and_not_dropped(follower: ConsumingFollower) -> None:
    follower.failing = lambda _event: RuntimeError()
    event = cloud_event(1)
    follower.publish(event)
    until(follower.parked, what="the event to be parked")
    assert json.loads(follower.parked()[0]["body"]) == event


def test_x2_a_handler_that_fails_for_a_while_is_tried_again_without_spinning(
    follower: ConsumingFollower, broker: PrivateBroker, vhost: str
) -> None:
    failures: list[int] = []
    away = sa.exc.OperationalError("", {}, Exception(), connection_invalidated=True)

    def fail_for_a_while(_event: object) -> Exception | None:
        failures.append(1)
        return away if len(failures) < 5 else None

    follower.failing = fail_for_a_while
    follower.publish(cloud_event(1), cloud_event(2))
    until(lambda: follower.kept() == {"mid-argyll": ("Name 2", 2)}, within=30, what="both events")
    assert len(failures) <= 8
    assert follower.parked() == []
    until(lambda: broker.queues(vhost)[QUEUE]["messages"] == 0, what="the queue to be empty")


class _Bomb:
    """Leaves a trace when it is unpickled."""

    def __init__(self, trace: str) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return (open, (self.trace, "w"))


def test_x3_what_cannot_be_decoded_is_parked_with_its_reason_and_never_executed(
    follower: ConsumingFollower, tmp_path: Path
) -> None:
    trace = tmp_path / "unpickled"
    with Messages(follower.amqp_uri) as messages:
        messages.put(
            EXCHANGE, "ward_recorded", pickle.dumps(_Bomb(str(trace))), "application/x-python-serialize"
        )
        messages.put(EXCHANGE, "ward_recorded", "{not json", CONTENT_TYPE)
        messages.put(EXCHANGE, "ward_recorded", b"\xff\xfe", CONTENT_TYPE)
        messages.put(EXCHANGE, "ward_recorded", "{}", "text/plain")
        messages.put(EXCHANGE, "ward_recorded", json.dumps(["no", "object"]), CONTENT_TYPE)
    follower.publish(cloud_event(1))
    until(follower.kept, what="the good event behind them")
    reasons = [row["reason"] for row in follower.parked()]
    assert len(reasons) == 5
    assert "application/x-python-serialize" in reasons[0]
    assert not trace.exists()


def test_x3_what_no_database_could_keep_is_parked_at_once_and_kills_no_connection(
    follower: ConsumingFollower, broker: PrivateBroker, vhost: str
) -> None:
    odd = [cloud_event(1, subject="ward:\ud800"), cloud_event(2**63, "cowal"), cloud_event(10**30, "islay")]
    with structlog.testing.capture_logs() as logs:
        follower.publish(*odd, cloud_event(1))
        put_without_headers(follower.amqp_uri, cloud_event(2))
        until(lambda: follower.kept() == {"mid-argyll": ("Name 2", 2)}, what="the good events")
    assert [json.loads(row["body"]) for row in follower.parked()] == odd
    assert "consuming failed" not in [entry["event"] for entry in logs]
    until(lambda: broker.queues(vhost)["requests.dead.v1"]["messages"] == 0, what="no dead letters")


def put_without_headers(amqp_uri: str, event: dict[str, Any]) -> None:
    """As another program's client may."""
    with connected(amqp_uri) as connection:
        message = amqp.Message(json.dumps(event), content_type=CONTENT_TYPE)
        connection.channel().basic_publish_confirm(message, EXCHANGE, event["type"])


def test_x5_an_event_with_a_malformed_call_id_stack_is_just_an_event(follower: ConsumingFollower) -> None:
    with Messages(follower.amqp_uri) as messages:
        headers = {"nameko.call_id_stack": 5}
        messages.put(EXCHANGE, "ward_recorded", json.dumps(cloud_event(1)), CONTENT_TYPE, headers)
    until(follower.kept, what="the event")
    assert follower.parked() == []


def test_x13_a_queue_with_other_arguments_is_refused_so_names_carry_a_version(
    follower: ConsumingFollower, broker: PrivateBroker, vhost: str
) -> None:
    assert bus.subscription_queue(FOLLOWER).name == QUEUE
    assert broker.queues(vhost)[QUEUE]["type"] == "quorum"
    with connected(follower.amqp_uri) as connection, pytest.raises(PreconditionFailed):
        Queue(QUEUE, durable=True)(connection.channel()).declare()
