"""The feedback service over a real database, without a bus: events are handed in, time stands until moved."""

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
from services.chassis.clock import COUNCIL_ZONE, FixedClock
from services.chassis.database import Database
from services.chassis.event_store import StoredEvent, cloud_event, read_after
from services.chassis.identifiers import new_id
from services.chassis.received_events import read_text
from services.contracts.every_event import EVENTS
from services.feedback.service import SUBSCRIPTION, FeedbackService
from services.feedback.use_cases.answer_survey import settle_held
from services.feedback.use_cases.follow_directory import current_roles

# A Monday morning, British Summer Time.
MONDAY = datetime(2023, 9, 4, 8, 0, tzinfo=UTC)
LONG_AGO = "2020-01-01"

MEMBER = Actor("ann", "member", frozenset({"member"}))
OTHER_MEMBER = Actor("bob", "member", frozenset({"member"}))
OFFICER = Actor("olive", "officer", frozenset({"officer"}))
OTHER_OFFICER = Actor("petra", "officer", frozenset({"officer"}))
HEAD = Actor("hugh", "head_of_service", frozenset({"head_of_service"}))
DESK = Actor("dora", "member_services", frozenset({"member_services"}))
DIRECTOR = Actor("dina", "director", frozenset({"director"}))
GOVERNANCE = Actor("iris", "information_governance", frozenset({"information_governance"}))
ADMINISTRATOR = Actor("ada", "administrator", frozenset({"administrator"}))
OPERATOR = Actor("operator:root", "operator", frozenset({"operator"}))

RAISED = {
    "reference": "MZ-2023-000001-A",
    "kind": "action",
    "member_id": "ann",
    "channel": "online",
    "service_id": "roads",
    "category_id": "potholes",
    "ward_id": "cowal",
    "priority": "normal",
}
RAISED_OF_BOB = {**RAISED, "reference": "MZ-2023-000002-B", "member_id": "bob", "ward_id": "bute"}
PLEASED = {"speed": "happy", "quality": "good", "comment": "Done in a day.", "may_quote": True}


def local(text: str) -> datetime:
    """An instant by the council's wall: `2023-09-04 10:00`, or a day for noon."""
    return datetime.fromisoformat(text if " " in text else f"{text} 12:00").replace(tzinfo=COUNCIL_ZONE)


class FeedbackRoom:
    """Everything feedback does, one call at a time."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.clock = FixedClock(MONDAY)
        self.database = Database(database_url)
        migrations.migrate("feedback", self.database)
        ensure_keys(folder)
        self._signer = ActorSigner(folder)
        self._service = FeedbackService()
        self._service.chassis = SimpleNamespace(
            answering=Answering(
                service="feedback",
                database=self.database,
                clock=self.clock,
                verifier=ActorVerifier(folder, "feedback"),
                current_roles=current_roles,
                lacking=inbox.lacking,
                sleep=lambda seconds: self.clock.advance(timedelta(seconds=seconds)),
            )
        )
        self._numbers = itertools.count(1)
        self.heard: list[dict[str, Any]] = []
        self._sequences: dict[str, int] = {}
        self._set_up_council()

    def call(self, name: str, actor: Actor, **body: Any) -> dict[str, Any]:
        """The wire's answer to a call; it has to be fit for JSON."""
        key = new_id()
        envelope = {
            "actor": self._signer.sign(actor, "feedback", key, self.clock.now()),
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

    def refused(self, name: str, actor: Actor, **body: Any) -> dict[str, Any]:
        """The problem of a call that has to be refused."""
        answer = self.call(name, actor, **body)
        assert "problem" in answer, answer
        problem: dict[str, Any] = answer["problem"]
        return problem

    def answer(self, request_id: str = "r1", closing: int = 2, **different: Any) -> dict[str, Any]:
        """The member answers the survey, pleased unless something is `different`."""
        body = {"request_id": request_id, "closing": closing, **PLEASED, **different}
        return self.done("answer_survey", MEMBER, **body)

    def surveys(self, actor: Actor, request_id: str = "r1") -> list[dict[str, Any]]:
        """What the actor is told about a request."""
        found: list[dict[str, Any]] = self.done("request_feedback", actor, request_id=request_id)["surveys"]
        return found

    def settle(self) -> None:
        """What the service does by itself."""
        with self.database.transaction() as session:
            settle_held(session, self.clock.now())

    def now_is(self, text: str) -> None:
        """Move the clock."""
        self.clock.set(local(text))

    def happens(self, name: str, stream: str = "r1", state: str = "with_service", **data: Any) -> None:
        """Requests publishes an event of a request now, and it arrives."""
        self.hear(self.published("requests", name, stream, {"state": state, **data}))

    def raised(self, stream: str = "r1", **different: str) -> None:
        """A request is raised."""
        self.happens("request_raised", stream, **{**RAISED, **different})

    def closed(self, stream: str = "r1", **different: str) -> None:
        """A request is raised and closed: closing 2."""
        self.raised(stream, **different)
        self.happens("request_closed", stream, state="closed")

    def hear(self, *events: dict[str, Any]) -> None:
        """These arrive in one batch."""
        self.heard += events
        arrived = [read_text(json.dumps(event), SUBSCRIPTION.handlers) for event in events]
        with self.database.transaction() as session:
            Batch(session, SUBSCRIPTION, self.clock.now()).apply(arrived)

    def published(
        self, source: str, name: str, stream: str, data: dict[str, Any], time: datetime | None = None
    ) -> dict[str, Any]:
        """An event as its source publishes it, next on its stream."""
        broken = EVENTS[source][name].schema().validate(data)
        assert not broken, broken
        sequence = self._sequences[stream] = self._sequences.get(stream, 0) + 1
        now = self.clock.now()
        who = ("e", stream, sequence, name, 1, time or now, now, "a-test", "olive", "officer", False)
        return cloud_event(StoredEvent(next(self._numbers), new_id(), *who, data), source)

    def events(self, *names: str) -> list[StoredEvent]:
        """What feedback has published of these types (none: of all), in order."""
        with self.database.reading() as session:
            return [event for event in read_after(session, 0, 500) if event.type in names or not names]

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """The statements that are sent to the database meanwhile."""
        sent: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            sent.append(statement)

        sa.event.listen(self.database.engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            sa.event.remove(self.database.engine, "before_cursor_execute", note)

    def close(self) -> None:
        """Give the database back."""
        self.database.close()

    def _set_up_council(self) -> None:
        self.hear(
            *(self._service_entry(name) for name in ("roads", "education")),
            self._person("ann", terms=["cowal"]),
            self._person("bob", terms=["bute"]),
            self._person("olive", roles=[("officer", "roads")]),
            self._person("petra", roles=[("officer", "education")]),
            self._person("hugh", roles=[("head_of_service", "roads")]),
            self._person("dora", roles=[("member_services", None)]),
            self._person("dina", roles=[("director", "roads")]),
            self._person("iris", roles=[("information_governance", None)]),
            self._person("ada", roles=[("administrator", None)]),
        )

    def _service_entry(self, name: str) -> dict[str, Any]:
        data = {"service_id": name, "name": name.title(), "starts": LONG_AGO, "column": "ris"}
        return self.published("directory", "service_recorded", f"service:{name}", data)

    def _person(
        self, name: str, roles: list[tuple[str, str | None]] | None = None, terms: list[str] | None = None
    ) -> dict[str, Any]:
        held = [{"role": role, "service_id": service, "starts": LONG_AGO} for role, service in roles or []]
        data = {
            "person_id": name,
            "name": name.title(),
            "roles": held,
            "terms": [{"ward_id": ward, "starts": LONG_AGO} for ward in terms or []],
        }
        return self.published("directory", "person_recorded", f"person:{name}", data)
