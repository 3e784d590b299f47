"""The directory service over a real database, called as the gateway and the command line call it."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from services.chassis import inbox, migrations
from services.chassis.actor import Actor, ActorSigner, ActorVerifier, ensure_keys
from services.chassis.answering import Answering
from services.chassis.applying import Batch
from services.chassis.clock import FixedClock
from services.chassis.database import Database
from services.chassis.event_store import StoredEvent, cloud_event, read_after
from services.chassis.identifiers import new_id
from services.chassis.received_events import read_text
from services.contracts.requests_events import REQUESTS_EVENTS
from services.directory.service import SUBSCRIPTION, DirectoryService
from services.directory.use_cases.end_of_office import tell_ended_offices
from services.directory.use_cases.roles import current_roles

# A Friday morning, British Summer Time.
MORNING = datetime(2023, 9, 22, 8, 0, tzinfo=UTC)
TODAY = MORNING.date()
ELECTION = "2022-05-05"

GATEWAY = Actor("gateway", "gateway", frozenset({"gateway"}))
OPERATOR = Actor("operator:root", "operator", frozenset({"operator"}))

COUNCIL: dict[str, Any] = {
    "wards": [{"id": "cowal", "name": "Cowal", "area": "Bute and Cowal", "seats": 3, "starts": ELECTION}],
    "services": [{"id": "roads", "name": "Roads", "column": "ris", "starts": ELECTION}],
    "categories": [{"id": "potholes", "name": "Potholes", "service": "roads", "starts": ELECTION}],
    "people": [
        {
            "name": "Mairi Rae",
            "email": "mairi@council.example",
            "terms": [{"ward": "cowal", "starts": ELECTION}],
        },
        {
            "name": "Ola Bain",
            "email": "ola@council.example",
            "roles": [{"role": "officer", "service": "roads", "starts": ELECTION}],
        },
        {
            "name": "Ada Kerr",
            "email": "ada@council.example",
            "roles": [{"role": "administrator", "starts": ELECTION}],
        },
    ],
}


class Office:
    """The directory, without a bus; the clock stands until it is moved."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.clock = FixedClock(MORNING)
        self.database = Database(database_url)
        migrations.migrate("directory", self.database)
        ensure_keys(folder)
        self._signer = ActorSigner(folder)
        self._service = DirectoryService()
        self._service.chassis = SimpleNamespace(
            answering=Answering(
                service="directory",
                database=self.database,
                clock=self.clock,
                verifier=ActorVerifier(folder, "directory"),
                current_roles=current_roles,
                lacking=inbox.lacking,
            )
        )
        self._sequences = itertools.count(1)

    def call(self, name: str, actor: Actor, *, key: str | None = None, **body: Any) -> dict[str, Any]:
        """The wire's answer to a call; it has to be fit for JSON."""
        key = key or new_id()
        envelope = {
            "actor": self._signer.sign(actor, "directory", key, self.clock.now()),
            "key": key,
            "deadline": (self.clock.now() + timedelta(seconds=10)).isoformat(),
            "correlation_id": "a-test",
            "body": body,
        }
        answer: dict[str, Any] = json.loads(json.dumps(getattr(self._service, name)(envelope)))
        return answer

    def done(self, name: str, actor: Actor, **body: Any) -> dict[str, Any]:
        """The result of a call that has to succeed."""
        answer = self.call(name, actor, **body)
        assert "problem" not in answer, answer["problem"]
        result: dict[str, Any] = answer["result"]
        return result

    def refused(self, name: str, actor: Actor, **body: Any) -> tuple[str, str]:
        """The code and the sentence of a call that has to be refused."""
        answer = self.call(name, actor, **body)
        assert "problem" in answer, answer
        return answer["problem"]["code"], answer["problem"]["message"]

    def load(self, **entries: list[dict[str, Any]]) -> dict[str, Any]:
        """Load these entries, or the small council when there are none."""
        return self.done("load", OPERATOR, **(entries or COUNCIL))

    def person_id(self, name: str) -> str:
        """The id of the person with this name."""
        people = self.done("council", OPERATOR)["people"]
        [found] = [person["person_id"] for person in people if person["name"] == name]
        return str(found)

    def actor(self, name: str, role: str) -> Actor:
        """The person with this name, acting in a role."""
        return Actor(self.person_id(name), role, frozenset({role}))

    def sign_in(self, email: str = "mairi@council.example", **more: Any) -> dict[str, Any]:
        """A first sign-in of whoever has this verified address."""
        said = {"provider": "members", "subject": f"sub-{email}", "email": email, "email_verified": True}
        return self.done("sign_in", GATEWAY, **{**said, **more})

    def session(self, session_id: str, **more: Any) -> dict[str, Any]:
        """What the gateway hears about a session."""
        return self.done("session", GATEWAY, session_id=session_id, **more)

    def events(self) -> list[StoredEvent]:
        """Everything that directory has recorded."""
        with self.database.reading() as session:
            return read_after(session, 0, 500)

    def look_for_ended_offices(self) -> list[StoredEvent]:
        """What the tick that tells ended offices records now."""
        before = len(self.events())
        with self.database.transaction() as session:
            tell_ended_offices(session, self.clock.now())
        return self.events()[before:]

    def hear(self, *said: tuple[str, str, int, dict[str, Any]]) -> None:
        """Requests publishes these (type, stream, sequence, data), and they arrive in one batch."""
        arrived = [read_text(json.dumps(self._published(*facts)), SUBSCRIPTION.handlers) for facts in said]
        with self.database.transaction() as session:
            Batch(session, SUBSCRIPTION, self.clock.now()).apply(arrived)

    def _published(self, name: str, stream: str, sequence: int, data: dict[str, Any]) -> dict[str, Any]:
        assert not REQUESTS_EVENTS[name].schema().validate(data)
        position, now = next(self._sequences), self.clock.now()
        event = StoredEvent(
            position,
            new_id(),
            "an-epoch",
            stream,
            sequence,
            name,
            1,
            now,
            now,
            "a-test",
            "a",
            "member",
            False,
            data,
        )
        return cloud_event(event, "requests")

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """The statements that are sent to the database meanwhile."""
        sent: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            sent.append(statement)

        sa.event.listen(self.database.engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            sa.event.remove(self.database.engine, "before_cursor_execute", note)

    def close(self) -> None:
        """Give the database back."""
        self.database.close()
