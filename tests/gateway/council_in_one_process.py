"""Gateway, requests and sla in one process, by one clock that is moved: days go by at once, and no bus.

Whatever pages ask of another service is answered as while that service cannot be reached.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from werkzeug.test import TestResponse

from gateway.app import create_app
from gateway.current_person import SESSION_ID
from gateway.parts import Parts
from gateway.people import HeldRole, Person
from gateway.service_clients.clients import UNAVAILABLE_SENTENCE, Ask, ServiceClients, Settled
from gateway.service_clients.outcome import CallProblem, Outcome
from gateway.sessions import OPEN, KnownSession, Sessions
from gateway.settings import GatewaySettings
from services.chassis.database import Database
from services.chassis.event_store import StoredEvent, cloud_event, read_after
from services.chassis.received_events import Arrived, read_text
from services.contracts import problems
from services.contracts.names import REQUESTS, SLA
from services.contracts.problems import Problem
from tests.gateway.page_checks import check_page
from tests.service.clock_room import ClockRoom
from tests.service.requests_casework import HANDLERS, Casework

PEOPLE = {
    "ann": HeldRole("member"),
    "olive": HeldRole("officer", "roads"),
    "ada": HeldRole("administrator"),
}


class Council:
    """What members, officers and administrators see of it, whenever `clock` says it is."""

    def __init__(self, folder: Path) -> None:
        self.casework = Casework(f"sqlite:///{folder}/requests.sqlite3", folder / "requests-keys")
        self.room = ClockRoom(f"sqlite:///{folder}/sla.sqlite3", folder / "sla-keys")
        self.clock = self.casework.clock
        self._told: dict[Database, int] = {}
        settings = GatewaySettings(
            amqp_uri="amqp://nobody:x@127.0.0.1:1/none",
            actor_keys_dir=folder / "requests-keys",
            secret_key="for tests only",
            public_url="http://localhost",
            demonstration=True,
        )
        self.app = create_app(settings, self.clock)
        self.app.config["WTF_CSRF_ENABLED"] = False
        parts: Parts = self.app.extensions["memberzone"]
        parts.clients.close()
        clients, sessions = cast(ServiceClients, _Calls(self)), cast(Sessions, _Everybody())
        replace(parts, clients=clients, sessions=sessions).attach(self.app)

    def now_is(self, when: datetime) -> None:
        """Time goes by, and each service hears what the other says."""
        self.clock.set(when)
        self.hear()

    def hear(self) -> None:
        """What requests has published reaches sla, and what sla makes of it reaches requests."""
        self.room.clock.set(self.clock.now())
        for event in self._new(self.casework.database):
            self.room.hear(cloud_event(event, REQUESTS))
        self.room.keep_up()
        for event in self._new(self.room.database):
            if event.type in HANDLERS:
                arrived = read_text(json.dumps(cloud_event(event, SLA)), HANDLERS)
                assert isinstance(arrived, Arrived)
                with self.casework.database.transaction() as session:
                    HANDLERS[event.type](session, [arrived.event])

    def get(self, who: str, path: str) -> TestResponse:
        """A page, audited, as somebody sees it."""
        answer = self._browser(who).get(path)
        assert answer.status_code == 200, answer.text
        check_page(answer.text)
        return answer

    def post(self, who: str, path: str, form: dict[str, Any]) -> TestResponse:
        """What a form is answered."""
        return self._browser(who).post(path, data=form)

    def close(self) -> None:
        """Give the databases back."""
        self.casework.close()
        self.room.close()

    def _new(self, database: Database) -> list[StoredEvent]:
        with database.reading() as session:
            found = read_after(session, self._told.get(database, 0), 500)
        self._told[database] = max((event.position for event in found), default=self._told.get(database, 0))
        return found

    def _browser(self, who: str) -> Any:
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie[SESSION_ID] = who
        return client


class _Everybody:
    """Sessions named after who they are of."""

    def presumed(self, session_id: str) -> None:
        return None

    def look_up(
        self, session_id: str, correlation_id: str, afresh: bool = False, is_there: bool = True
    ) -> KnownSession:
        person = Person(session_id, session_id.title(), None, (PEOPLE[session_id],))
        return KnownSession(OPEN, person)


class _Calls:
    """Calls that go to the services without a bus."""

    def __init__(self, council: Council) -> None:
        self._council = council
        self._services: dict[str, Casework | ClockRoom] = {REQUESTS: council.casework, SLA: council.room}

    def ask(self, asked: Ask) -> Outcome:
        service = self._services.get(asked.call.service)
        if service is None:
            raise CallProblem(Problem(problems.UNAVAILABLE, UNAVAILABLE_SENTENCE), asked.call)
        self._council.room.clock.set(self._council.clock.now())
        answer = service.call(asked.call.name, asked.actor, **asked.body)
        if "problem" in answer:
            raise CallProblem(Problem(**answer["problem"]), asked.call)
        return Outcome(answer["result"])

    def ask_together(self, questions: Sequence[Ask]) -> list[Settled]:
        return [self._settled(question) for question in questions]

    def _settled(self, question: Ask) -> Settled:
        try:
            return self.ask(question)
        except CallProblem as refused:
            return refused
