"""The reporting service over a real database, without a bus: events are handed in, time stands still."""

import itertools
import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from services.chassis import inbox, migrations, pages, rebuilding
from services.chassis.actor import Actor, ActorSigner, ActorVerifier, ensure_keys
from services.chassis.answering import Answering
from services.chassis.applying import Batch
from services.chassis.clock import COUNCIL_ZONE, FixedClock
from services.chassis.database import Database
from services.chassis.event_store import StoredEvent, cloud_event, read_after
from services.chassis.identifiers import new_id
from services.chassis.received_events import read_text
from services.chassis.refilling import Rebuilder
from services.contracts.every_event import EVENTS
from services.reporting.service import SUBSCRIPTION, ReportingService
from services.reporting.use_cases.add_up import add_up
from services.reporting.use_cases.follow_directory import current_roles
from services.reporting.use_cases.publish_metrics import publish_metrics

# A Friday afternoon, British Summer Time.
FRIDAY = datetime(2023, 9, 22, 15, 0, tzinfo=UTC)
LONG_AGO = "2020-01-01"

MEMBER = Actor("ann", "member", frozenset({"member"}))
OTHER_MEMBER = Actor("bob", "member", frozenset({"member"}))
OFFICER = Actor("olive", "officer", frozenset({"officer"}))
OTHER_OFFICER = Actor("petra", "officer", frozenset({"officer"}))
DESK = Actor("dora", "member_services", frozenset({"member_services"}))
DIRECTOR = Actor("dina", "director", frozenset({"director"}))
DIRECTOR_AND_OFFICER = Actor("orla", "officer", frozenset({"officer", "director"}))
ADMINISTRATOR = Actor("alba", "administrator", frozenset({"administrator"}))
OPERATOR = Actor("operator:root", "operator", frozenset({"operator"}))

RAISED = {
    "kind": "action",
    "member_id": "ann",
    "channel": "online",
    "service_id": "roads",
    "category_id": "potholes",
    "ward_id": "cowal",
    "priority": "normal",
}


def local(text: str) -> datetime:
    """An instant by the council's wall: `2023-09-04 10:00`, or a day for noon."""
    return datetime.fromisoformat(text if " " in text else f"{text} 12:00").replace(tzinfo=COUNCIL_ZONE)


class FiguresRoom:
    """Everything reporting does, one call at a time."""

    def __init__(self, database_url: str, folder: Path, council: bool = True) -> None:
        self.clock = FixedClock(FRIDAY)
        self.database = Database(database_url)
        migrations.migrate("reporting", self.database)
        ensure_keys(folder)
        self._signer = ActorSigner(folder)
        self._service = ReportingService()
        self._service.chassis = SimpleNamespace(
            answering=Answering(
                service="reporting",
                database=self.database,
                clock=self.clock,
                verifier=ActorVerifier(folder, "reporting"),
                current_roles=current_roles,
                lacking=inbox.lacking,
            )
        )
        self._numbers = itertools.count(1)
        self._sequences: dict[tuple[str, str], int] = {}
        self._heard: list[dict[str, Any]] = []
        if council:
            self._set_up_council()

    def call(self, name: str, actor: Actor, **body: Any) -> dict[str, Any]:
        """The wire's answer to a call; it has to be fit for JSON."""
        key = new_id()
        envelope = {
            "actor": self._signer.sign(actor, "reporting", key, self.clock.now()),
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

    def paper(self, as_at: str = "2023-09-22", since: str | None = None) -> dict[str, Any]:
        """The update paper as the desk sees it."""
        answer: dict[str, Any] = self.done("update_paper", DESK, as_at=as_at, since=since)["paper"]
        assert all(check["holds"] for check in answer["checks"]), answer["checks"]
        return answer

    def column(self, name: str = "total", **period: Any) -> dict[str, Any]:
        """One column of the paper."""
        found: dict[str, Any] = self.paper(**period)["columns"][name]
        return found

    def add_up(self) -> None:
        """Let the service do what it does by itself once nothing changes any more."""
        for _ in range(2):
            more = True
            while more:
                with self.database.transaction() as session:
                    more = add_up(session, self.clock.now())

    def now_is(self, text: str) -> None:
        """Move the clock."""
        self.clock.set(local(text))

    def publish_metrics(self) -> None:
        """Let the service tell whoever follows how the figures stand."""
        with self.database.transaction() as session:
            publish_metrics(session, self.clock.now())

    def raised(self, request: str = "r1", at: str = "2023-09-04", **different: str) -> None:
        """A request is raised."""
        facts = {"reference": f"MZ-2023-{request}", **RAISED, **different}
        self.happens("request_raised", request, at, **facts)

    def happens(
        self, name: str, request: str = "r1", at: str = "2023-09-05", state: str = "with_service", **data: Any
    ) -> None:
        """An event of a request that requests publishes."""
        self.hear(self.published("requests", name, request, {"state": state, **data}, local(at)))

    def clock_stands(
        self, clock: str, request: str = "r1", at: str = "2023-09-04", state: str = "running", **facts: Any
    ) -> None:
        """A step of a clock that sla publishes."""
        data = {
            "request_id": request,
            "clock": clock,
            "number": 1,
            "state": state,
            "started_at": local("2023-09-04").isoformat(),
            "day_0": "2023-09-04",
            "original_due_on": "2023-09-11",
            "calendar_version": 1,
            "because": "request",
            "request_sequence": 1,
            **facts,
        }
        self.hear(self.published("sla", "clock_changed", f"clocks:{request}", data, local(at)))

    def hear(self, *events: dict[str, Any]) -> None:
        """These arrive in one batch."""
        self._heard += events
        arrived = [read_text(json.dumps(event), SUBSCRIPTION.handlers) for event in events]
        with self.database.transaction() as session:
            batch = Batch(session, SUBSCRIPTION, self.clock.now())
            batch.apply(arrived)
            assert not session.execute(sa.text("SELECT reason FROM parked_messages")).all()

    def rebuild(self) -> None:
        """Build everything anew of what was heard, as `replay` does once its sources have sent it again."""
        now = self.clock.now()
        with self.database.transaction() as session:
            rebuild_id = rebuilding.start(session, SUBSCRIPTION, now)
            for number, page in enumerate(pages.in_pages(map(json.dumps, self._heard)), start=1):
                body = pages.page_of(page)
                rebuilding.stage_page(
                    session, rebuilding.Page(rebuild_id, "requests", number, body, len(page)), now
                )
            for source in SUBSCRIPTION.sources:
                rebuilding.source_ended(session, rebuild_id, source, 0)
        with closing(Rebuilder(SUBSCRIPTION, self.database, self.clock)) as rebuilder:
            rebuilder.go_on()
            while rebuilder.is_filling:
                rebuilder.go_on()
        with self.database.reading() as session:
            assert (rebuilding.progress(session, rebuild_id) or {})["status"] == rebuilding.DONE

    def published(
        self, source: str, name: str, stream: str, data: Mapping[str, Any], time: datetime | None = None
    ) -> dict[str, Any]:
        """An event as its source publishes it, next on its stream."""
        broken = EVENTS[source][name].schema().validate(data)
        assert not broken, broken
        place = (source, stream)
        sequence = self._sequences[place] = self._sequences.get(place, 0) + 1
        now = self.clock.now()
        who = ("e", stream, sequence, name, 1, time or now, now, "a-test", "olive", "officer", False)
        return cloud_event(StoredEvent(next(self._numbers), new_id(), *who, dict(data)), source)

    def events(self, *names: str) -> list[StoredEvent]:
        """What reporting has published of these types (none: of all), in order."""
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

    def service_recorded(self, name: str, *columns: tuple[str, str]) -> None:
        """A council service with the columns that it has from days on."""
        dated = [{"starts": starts, "column": column} for starts, column in columns]
        self._entry("service_recorded", "service_id", name, column=columns[-1][1], columns=dated)

    def person(
        self,
        name: str,
        roles: list[tuple[str, str | None]] | None = None,
        wards: list[str] | None = None,
        ends: str | None = None,
    ) -> None:
        """A person with roles and terms of office."""
        held = [{"role": role, "service_id": service, "starts": LONG_AGO} for role, service in roles or []]
        terms = [{"ward_id": ward, "starts": LONG_AGO, "ends": ends} for ward in wards or []]
        data = {"person_id": name, "name": name.title(), "roles": held, "terms": terms}
        self.hear(self.published("directory", "person_recorded", f"person:{name}", data))

    def _set_up_council(self) -> None:
        self.service_recorded("roads", (LONG_AGO, "ris"))
        self.service_recorded("education", (LONG_AGO, "other"))
        self._entry("category_recorded", "category_id", "potholes", service_id="roads")
        self._entry("category_recorded", "category_id", "schools", service_id="education")
        self._entry("ward_recorded", "ward_id", "cowal", seats=3)
        self._entry("ward_recorded", "ward_id", "bute", seats=3)
        self.person("ann", wards=["cowal"])
        self.person("bob", wards=["bute"])
        self.person("olive", roles=[("officer", "roads")])
        self.person("orla", roles=[("officer", "roads"), ("director", None)])
        self.person("alba", roles=[("administrator", None)])
        self.person("petra", roles=[("officer", "education")])
        self.person("dora", roles=[("member_services", None)])
        self.person("dina", roles=[("director", None)])

    def _entry(self, kind: str, key: str, name: str, **more: Any) -> None:
        data = {key: name, "name": name.title(), "starts": LONG_AGO, **more}
        self.hear(self.published("directory", kind, f"{kind}:{name}", data))
