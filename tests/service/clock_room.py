"""The sla service over a real database, without a bus: events are handed in, time stands until moved."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
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
from services.sla.service import SUBSCRIPTION, SlaService
from services.sla.use_cases.calendar import publish_first_calendar
from services.sla.use_cases.follow_directory import current_roles
from services.sla.use_cases.keep_up import keep_up

# A Monday morning, British Summer Time.
MONDAY = datetime(2023, 9, 4, 8, 0, tzinfo=UTC)
LONG_AGO = "2020-01-01"

MEMBER = Actor("ann", "member", frozenset({"member"}))
OTHER_MEMBER = Actor("bob", "member", frozenset({"member"}))
OFFICER = Actor("olive", "officer", frozenset({"officer"}))
OTHER_OFFICER = Actor("petra", "officer", frozenset({"officer"}))
DESK = Actor("dora", "member_services", frozenset({"member_services"}))
ADMINISTRATOR = Actor("ada", "administrator", frozenset({"administrator"}))
DIRECTOR = Actor("dina", "director", frozenset({"director"}))
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
PROMISED = {"holder_id": "olive", "next_update_on": "2023-09-29"}


def local(text: str) -> datetime:
    """An instant by the council's wall: `2023-09-04 10:00`, or a day for noon."""
    return datetime.fromisoformat(text if " " in text else f"{text} 12:00").replace(tzinfo=COUNCIL_ZONE)


class ClockRoom:
    """Everything sla does, one call at a time."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.clock = FixedClock(MONDAY)
        self.database = Database(database_url)
        migrations.migrate("sla", self.database)
        ensure_keys(folder)
        self._signer = ActorSigner(folder)
        self._service = SlaService()
        self._service.chassis = SimpleNamespace(
            answering=Answering(
                service="sla",
                database=self.database,
                clock=self.clock,
                verifier=ActorVerifier(folder, "sla"),
                current_roles=current_roles,
                lacking=inbox.lacking,
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
            "actor": self._signer.sign(actor, "sla", key, self.clock.now()),
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

    def now_is(self, text: str) -> None:
        """Move the clock, and let the service do what it does by itself."""
        self.clock.set(local(text))
        self.keep_up()

    def keep_up(self) -> None:
        """Do all that is left to do."""
        more = True
        while more:
            with self.database.transaction() as session:
                more = keep_up(session, self.clock.now())
        with self.database.transaction() as session:
            publish_first_calendar(session, self.clock.now())

    def happens(self, name: str, stream: str = "r1", state: str = "with_service", **data: Any) -> None:
        """Requests publishes an event of a request now, and it arrives."""
        self.hear(self.published("requests", name, stream, {"state": state, **data}))

    def raised(self, stream: str = "r1", **different: str) -> None:
        """A request is raised."""
        self.happens("request_raised", stream, **{**RAISED, **different})

    def hear(self, *events: dict[str, Any]) -> None:
        """These arrive in one batch."""
        self.heard += events
        arrived = [read_text(json.dumps(event), SUBSCRIPTION.handlers) for event in events]
        with self.database.transaction() as session:
            Batch(session, SUBSCRIPTION, self.clock.now()).apply(arrived)

    def import_cases(self, *cases: dict[str, Any]) -> None:
        """A chunk of a casebook arrives; the streams of its cases go on behind it."""
        data = {"casebook": "old", "cases": list(cases)}
        self.hear(self.published("requests", "cases_imported", "import:old", data))
        self._sequences |= {case["request_id"]: case["sequence"] for case in cases}
        self.keep_up()

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
        """What sla has published of these types (none: of all), in order."""
        with self.database.reading() as session:
            return [event for event in read_after(session, 0, 500) if event.type in names or not names]

    def clock_of(self, clock: str, request_id: str = "r1", number: int = 1) -> dict[str, Any]:
        """One of a request's clocks as the desk sees it."""
        found = self.done("clocks", DESK, request_id=request_id)["clocks"]
        [one] = [c for c in found if (c["clock"], c["number"]) == (clock, number)]
        return dict(one)

    @contextmanager
    def counted(self) -> Iterator[list[tuple[str, Any]]]:
        """The statements, with their parameters, that are sent to the database meanwhile."""
        sent: list[tuple[str, Any]] = []

        def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
            sent.append((statement, parameters))

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
            *(
                self._entry("service_recorded", "service_id", name, column="ris")
                for name in ("roads", "education")
            ),
            self._entry("category_recorded", "category_id", "potholes", service_id="roads"),
            self._person("ann", terms=["cowal"]),
            self._person("bob", terms=["bute"]),
            self._person("olive", roles=[("officer", "roads")]),
            self._person("petra", roles=[("officer", "education")]),
            self._person("dora", roles=[("member_services", None)]),
            self._person("ada", roles=[("administrator", None)]),
            self._person("dina", roles=[("director", None)]),
        )

    def _entry(self, kind: str, key: str, name: str, **more: str) -> dict[str, Any]:
        data = {key: name, "name": name.title(), "starts": LONG_AGO, **more}
        return self.published("directory", kind, f"{kind}:{name}", data)

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


def day(text: str) -> date:
    """A date."""
    return date.fromisoformat(text)
