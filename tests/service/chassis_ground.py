"""What the chassis tests stand on: a store, a following service with a tiny table, events to hand in."""

import json
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import amqp
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis import bus, event_store, tables
from services.chassis.asking import Asking
from services.chassis.clock import FixedClock, SystemClock
from services.chassis.consuming import Consumer
from services.chassis.database import Database, new_metadata
from services.chassis.deliveries import is_declared
from services.chassis.event_store import NewEvent, Origin
from services.chassis.identifiers import new_id
from services.chassis.intake import Intake
from services.chassis.received_events import Arrived, Unreadable, read
from services.chassis.storing import upsert
from services.chassis.subscription import Subscription
from services.contracts.directory_events import WARD_RECORDED
from services.contracts.events import CONTENT_TYPE, Received
from tests.machines.broker import connected
from tests.waiting import PATIENCE, until

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
DIRECTORY = "directory"
FOLLOWER = "requests"
CONFIRM_SECONDS = 10 * PATIENCE

metadata = new_metadata()
tables.add_chassis_tables(metadata)
wards = sa.Table(
    "wards_copy",
    metadata,
    sa.Column("ward_id", sa.String(100), primary_key=True),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("times_told", sa.Integer, nullable=False),
)


def new_store(url: str) -> Database:
    """A database with every table, standing in its first epoch."""
    database = Database(url)
    metadata.create_all(database.engine)
    with database.transaction() as session:
        event_store.start_epoch(session, NOON)
    return database


def origin() -> Origin:
    """Somebody, at noon."""
    return Origin("person-1", "administrator", "correlation-1", NOON)


def ward(name: str = "Mid Argyll", ward_id: str = "mid-argyll") -> NewEvent:
    """A ward as it stands now."""
    data = {"ward_id": ward_id, "name": name, "area": None, "seats": 3, "starts": "2022-05-05", "ends": None}
    return NewEvent(WARD_RECORDED, data)


def cloud_event(sequence: int, ward_id: str = "mid-argyll", **changes: Any) -> dict[str, Any]:
    """A published ward event, with some attributes changed."""
    attributes = {
        "specversion": "1.0",
        "id": new_id(),
        "source": "/memberzone/directory/epoch-1",
        "type": "ward_recorded",
        "subject": f"ward:{ward_id}",
        "time": NOON.isoformat(),
        "recordedtime": NOON.isoformat(),
        "streamsequence": sequence,
        "dataschema": "urn:memberzone:directory:ward_recorded:1",
        "datacontenttype": "application/json",
        "correlationid": "correlation-1",
        "actorid": "person-1",
        "actorrole": "administrator",
        "data": ward(f"Name {sequence}", ward_id).data,
    }
    return attributes | changes


def arrived(event: dict[str, Any]) -> Arrived | Unreadable:
    """The event as the bus delivers it."""
    return read(json.dumps(event), CONTENT_TYPE, {"ward_recorded"})


class Follower:
    """A service that keeps each ward's newest name and counts how often it was told."""

    def __init__(self, url: str, store: Database | None = None) -> None:
        self.database = store or new_store(url)
        self.clock = FixedClock(NOON)
        self.failing: Callable[[Received], Exception | None] = lambda _event: None
        self.runs: list[int] = []
        subscription = Subscription(frozenset({DIRECTORY}), {"ward_recorded": self._keep}, (wards,))
        self.subscription = subscription
        self.intake = Intake(subscription, self.database, self.clock, lambda: None)

    def _keep(self, session: Session, events: Sequence[Received]) -> None:
        self.runs.append(len(events))
        for event in events:
            error = self.failing(event)
            if error is not None:
                raise error
            known = session.scalar(
                sa.select(wards.c.times_told).where(wards.c.ward_id == event.data["ward_id"])
            )
            row = {
                "ward_id": event.data["ward_id"],
                "name": event.data["name"],
                "times_told": (known or 0) + 1,
            }
            upsert(session, wards, [row])

    def take_in(self, *events: dict[str, Any]) -> None:
        """Deliver these together."""
        self.intake.take_in([arrived(event) for event in events])

    def kept(self) -> dict[str, tuple[str, int]]:
        """Each ward's name and how often it was told."""
        with self.database.reading() as session:
            return {row.ward_id: (row.name, row.times_told) for row in session.execute(sa.select(wards))}

    def parked(self) -> list[sa.RowMapping]:
        """Everything ever parked."""
        with self.database.reading() as session:
            query = sa.select(tables.parked_messages).order_by(tables.parked_messages.c.id)
            return list(session.execute(query).mappings())

    def waiting(self) -> list[int]:
        """The sequences that wait."""
        with self.database.reading() as session:
            return list(session.scalars(sa.select(tables.waiting_events.c.sequence).order_by("sequence")))

    def wants_nothing(self) -> bool:
        """Whether no source has still to be asked for events again."""
        with self.database.reading() as session:
            return session.execute(sa.select(tables.resends_wanted)).first() is None

    def close(self) -> None:
        """Give its connections back."""
        self.database.close()

    def minutes_later(self, minutes: float) -> None:
        """Move the clock."""
        self.clock.advance(timedelta(minutes=minutes))


class ConsumingFollower(Follower):
    """A Follower that consumes from the bus in a thread of its own."""

    def __init__(self, url: str, amqp_uri: str, store: Database | None = None) -> None:
        super().__init__(url, store)
        self.amqp_uri = amqp_uri
        clock = SystemClock()
        self.asking = Asking(FOLLOWER, amqp_uri, self.intake, self.database, clock)
        self.consumer = Consumer(FOLLOWER, amqp_uri, self.intake, self.asking, self.database, clock)
        self._thread = threading.Thread(target=self.consumer.run)

    @classmethod
    def beside(cls, other: "ConsumingFollower") -> "ConsumingFollower":
        """A second instance on the same database."""
        url = other.database.url.render_as_string(hide_password=False)
        return cls(url, other.amqp_uri, Database(url))

    def start(self) -> None:
        """Consume; back when the queue is bound."""
        self._thread.start()
        until(self._is_consumed, what="the subscription")

    def _is_consumed(self) -> bool:
        """Its consumer comes after its bindings. A bus that has only just begun may not answer yet."""
        with suppress(TimeoutError), bus.connect(self.amqp_uri) as connection:
            if not is_declared(connection, FOLLOWER):
                return False
            name = bus.subscription_queue(FOLLOWER).name
            consumers: int = connection.channel().queue_declare(name, passive=True).consumer_count
            return consumers > 0
        return False

    def close(self) -> None:
        """Stop consuming."""
        self.consumer.stop()
        if self._thread.ident is not None:
            self._thread.join(timeout=30)
        assert not self._thread.is_alive()
        super().close()

    def publish(self, *events: dict[str, Any]) -> None:
        """Put these on the source's exchange as its relay does."""
        self.publish_to(self.amqp_uri, *events)

    @staticmethod
    def publish_to(amqp_uri: str, *events: dict[str, Any]) -> None:
        """The same on any bus."""
        with Messages(amqp_uri) as messages:
            for event in events:
                messages.put("directory.events", event["type"], json.dumps(event), CONTENT_TYPE)


class Messages:
    """Puts raw messages on the bus, one after the other.

    Each is confirmed: the broker drops what a connection that closes has not had confirmed.
    """

    def __init__(self, amqp_uri: str) -> None:
        self._connection = connected(amqp_uri)
        self._channel = self._connection.channel()

    def __enter__(self) -> "Messages":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.release()

    def put(
        self,
        exchange: str,
        routing_key: str,
        body: str | bytes,
        content_type: str,
        headers: dict[str, Any] | None = None,
        **properties: Any,
    ) -> None:
        """One message, confirmed when this returns."""
        message = amqp.Message(
            body, content_type=content_type, application_headers=headers or {}, delivery_mode=2, **properties
        )
        self._channel.basic_publish_confirm(
            message, exchange=exchange, routing_key=routing_key, confirm_timeout=CONFIRM_SECONDS
        )
