"""`python -m tests.bench.bench_bus`: the relay and the subscription beside a bare connection.

Everything runs on green threads, as in a service. Figures are events a second.
"""

import eventlet

eventlet.monkey_patch()

import json  # noqa: E402
import logging  # noqa: E402
import tempfile  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable, Sequence  # noqa: E402
from datetime import UTC, datetime  # noqa: E402
from pathlib import Path  # noqa: E402
from threading import Event  # noqa: E402

import amqp  # noqa: E402
import sqlalchemy as sa  # noqa: E402
from sqlalchemy.orm import Session  # noqa: E402

from services.chassis import bus, deliveries, event_store, publishing, tables  # noqa: E402
from services.chassis.asking import Asking  # noqa: E402
from services.chassis.clock import SystemClock  # noqa: E402
from services.chassis.consuming import Consumer  # noqa: E402
from services.chassis.database import Database, new_metadata  # noqa: E402
from services.chassis.intake import Intake  # noqa: E402
from services.chassis.logs import configure_logs  # noqa: E402
from services.chassis.relay import Relay  # noqa: E402
from services.chassis.storing import upsert  # noqa: E402
from services.chassis.subscription import Subscription  # noqa: E402
from services.contracts.directory_events import WARD_RECORDED  # noqa: E402
from services.contracts.events import CONTENT_TYPE, Received  # noqa: E402
from tests.machines.broker import PrivateBroker  # noqa: E402
from tests.machines.postgres import ThrowAwayPostgres  # noqa: E402

EVENTS = 20_000
STREAMS = 2_000
BATCH = 200
SOURCE, FOLLOWER = "directory", "requests"

metadata = new_metadata()
tables.add_chassis_tables(metadata)
wards = sa.Table(
    "wards_copy",
    metadata,
    sa.Column("ward_id", sa.String(100), primary_key=True),
    sa.Column("name", sa.String(100), nullable=False),
)


def keep(session: Session, events: Sequence[Received]) -> None:
    """The handler of a small copy: the newest facts, set-wise."""
    newest = {event.data["ward_id"]: event.data["name"] for event in events}
    upsert(session, wards, [{"ward_id": ward_id, "name": name} for ward_id, name in newest.items()])


def main() -> None:
    """Both databases, one broker."""
    configure_logs("bench", logging.WARNING)
    broker, postgres = PrivateBroker(), ThrowAwayPostgres()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for name, url in (
                ("SQLite", lambda role: f"sqlite:///{Path(folder) / role}.sqlite3"),
                ("PostgreSQL", lambda _role: postgres.new_database()),
            ):
                measure(name, url, broker.uri(broker.new_vhost()))
    finally:
        postgres.close()
        broker.close()


def measure(name: str, url: Callable[[str], str], amqp_uri: str) -> None:
    """One source and one follower on one kind of database."""
    source, follower = _store(url("source")), _store(url("follower"))
    with bus.connect(amqp_uri) as connection:
        deliveries.declare(connection, FOLLOWER, frozenset({SOURCE}))
    _fill(source)
    messages = _messages(source)
    print(f"{name}: {EVENTS:,} events of {len(messages[0].body)} characters")
    _report("bare connection, confirms by 200", lambda: _publish_bare(amqp_uri, messages))
    _purge(amqp_uri)
    _report("relay", lambda: _relay(source, amqp_uri))
    _report("bare connection, ack by 200", lambda: _consume_bare(amqp_uri))
    _report("relay again", lambda: _relay_again(source, amqp_uri))
    _report("subscription", lambda: _subscribe(follower, amqp_uri))
    source.close()
    follower.close()


def _report(what: str, work: Callable[[], None]) -> None:
    started, worked = time.monotonic(), time.process_time()
    work()
    rate = EVENTS / (time.monotonic() - started)
    own = (time.process_time() - worked) / EVENTS * 1_000_000
    print(f"  {what:36} {rate:8,.0f} events/s   {own:5.0f} µs of our own processor time each", flush=True)


def _store(url: str) -> Database:
    database = Database(url)
    metadata.create_all(database.engine)
    with database.transaction() as session:
        event_store.start_epoch(session, datetime.now(UTC))
    return database


def _fill(source: Database) -> None:
    origin = event_store.Origin("person-1", "administrator", "bench", datetime.now(UTC))
    each = EVENTS // STREAMS
    for number in range(STREAMS):
        ward_id = f"ward-{number}"
        facts = {"ward_id": ward_id, "area": None, "seats": 3, "starts": "2022-05-05", "ends": None}
        events = [event_store.NewEvent(WARD_RECORDED, facts | {"name": f"Name {n}"}) for n in range(each)]
        with source.transaction() as session:
            event_store.append(session, f"ward:{ward_id}", 0, events, origin)


def _messages(source: Database) -> list[publishing.Outgoing]:
    with source.reading() as session:
        rows = event_store.rows_after(session, 0, EVENTS)
    messages = [
        publishing.Outgoing("", "bare", event_store.envelope(row, SOURCE), CONTENT_TYPE) for row in rows
    ]
    return (messages * (EVENTS // len(messages) + 1))[:EVENTS]


def _publish_bare(amqp_uri: str, messages: list[publishing.Outgoing]) -> None:
    """Plain py-amqp to a quorum queue, the bodies being there already."""
    with bus.connect(amqp_uri) as connection:
        channel = connection.channel()
        channel.queue_declare("bare", durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
        confirmed = [0]
        channel.confirm_select()
        channel.events["basic_ack"].add(lambda tag, _multiple: confirmed.append(max(tag, confirmed.pop())))
        for start in range(0, len(messages), BATCH):
            for message in messages[start : start + BATCH]:
                packed = amqp.Message(message.body, content_type=message.content_type, delivery_mode=2)
                channel.basic_publish(packed, exchange="", routing_key="bare")
            while confirmed[0] < start + BATCH:
                connection.drain_events(timeout=10)


def _purge(amqp_uri: str) -> None:
    with bus.connect(amqp_uri) as connection:
        connection.channel().queue_delete("bare")


def _relay(source: Database, amqp_uri: str) -> None:
    relay = Relay(SOURCE, source, amqp_uri)
    while relay.publish_batch():
        pass


def _relay_again(source: Database, amqp_uri: str) -> None:
    with source.transaction() as session:
        session.execute(
            sa.insert(tables.outbox).from_select(["position"], sa.select(tables.events.c.position))
        )
    _relay(source, amqp_uri)


def _consume_bare(amqp_uri: str) -> None:
    """Decoded as JSON and acknowledged by 200; nothing is stored."""
    with bus.connect(amqp_uri) as connection:
        source = deliveries.Deliveries(connection, FOLLOWER, Event())
        seen = 0
        while seen < EVENTS:
            batch = source.next_batch()
            seen += len([json.loads(message.body) for message in batch])
            if batch:
                source.acknowledge(batch)


def _subscribe(follower: Database, amqp_uri: str) -> None:
    subscription = Subscription(frozenset({SOURCE}), {WARD_RECORDED.name: keep}, (wards,))
    clock = SystemClock()
    intake = Intake(subscription, follower, clock, lambda: None)
    asking = Asking(FOLLOWER, amqp_uri, intake, follower, clock)
    consumer = Consumer(FOLLOWER, amqp_uri, intake, asking, follower, clock)
    running = eventlet.spawn(consumer.run)
    while _applied(follower) < EVENTS:
        eventlet.sleep(0.1)
    consumer.stop()
    running.wait()


def _applied(follower: Database) -> int:
    with follower.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(tables.inbox)) or 0


if __name__ == "__main__":
    main()
