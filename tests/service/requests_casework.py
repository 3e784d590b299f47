"""A small council whose requests are kept in a real database and called as the gateway calls them."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis import inbox, migrations
from services.chassis.actor import Actor, ActorSigner, ActorVerifier, ensure_keys
from services.chassis.answering import Answering
from services.chassis.clock import FixedClock
from services.chassis.database import Database
from services.chassis.identifiers import new_id
from services.contracts.events import Received
from services.requests.service import RequestsService, current_roles
from services.requests.use_cases import directory_copy, service_levels

HANDLERS = directory_copy.HANDLERS | service_levels.HANDLERS

# A Wednesday at noon, British Summer Time.
NOON = datetime(2023, 9, 20, 11, 0, tzinfo=UTC)
TODAY = NOON.date()
LONG_AGO = date(2020, 1, 1)

MEMBER = Actor("ann", "member", frozenset({"member"}))
OTHER_MEMBER = Actor("bob", "member", frozenset({"member"}))
OFFICER = Actor("olive", "officer", frozenset({"officer"}))
SECOND_OFFICER = Actor("oscar", "officer", frozenset({"officer"}))
OTHER_OFFICER = Actor("petra", "officer", frozenset({"officer"}))
HEAD = Actor("hector", "head_of_service", frozenset({"head_of_service"}))
DESK = Actor("dora", "member_services", frozenset({"member_services"}))
OPERATOR = Actor("operator:root", "operator", frozenset({"operator"}))


class Casework:
    """The requests service over a database of its own, without a bus; the clock stands until it is moved."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.clock = FixedClock(NOON)
        self.database = Database(database_url)
        migrations.migrate("requests", self.database)
        ensure_keys(folder)
        self._signer = ActorSigner(folder)
        self._service = RequestsService()
        self._service.chassis = SimpleNamespace(
            answering=Answering(
                service="requests",
                database=self.database,
                clock=self.clock,
                verifier=ActorVerifier(folder, "requests"),
                current_roles=current_roles,
                lacking=inbox.lacking,
            )
        )
        self._sequences = itertools.count(1)
        self._set_up_council()

    def call(
        self,
        name: str,
        actor: Actor,
        /,
        *,
        key: str | None = None,
        version: int | None = None,
        token: str | None = None,
        **body: Any,
    ) -> dict[str, Any]:
        """The wire's answer to a call; `token` in the place of the one that the actor would have."""
        key = key or new_id()
        envelope = {
            "actor": token or self.signed(actor, key),
            "key": key,
            "deadline": (self.clock.now() + timedelta(seconds=10)).isoformat(),
            "correlation_id": "a-test",
            "expected_version": version,
            "body": body,
        }
        answer: dict[str, Any] = getattr(self._service, name)(envelope)
        return answer

    def signed(self, actor: Actor, key: str, service: str = "requests") -> str:
        """The token that the gateway signs for a command."""
        return self._signer.sign(actor, service, key, self.clock.now())

    def done(self, name: str, actor: Actor, /, **body: Any) -> dict[str, Any]:
        """The result of a call that has to succeed."""
        answer = self.call(name, actor, **body)
        assert "problem" not in answer, answer["problem"]
        result: dict[str, Any] = answer["result"]
        return result

    def refused(self, name: str, actor: Actor, /, **body: Any) -> dict[str, Any]:
        """The problem of a call that has to be refused."""
        answer = self.call(name, actor, **body)
        assert "problem" in answer, answer
        problem: dict[str, Any] = answer["problem"]
        assert problem["message"].endswith((".", "?"))
        return problem

    def raised(self, actor: Actor = MEMBER, **different: Any) -> str:
        """The id of a new request."""
        request_id: str = self.done("raise_request", actor, **raising(**different))["request_id"]
        return request_id

    def tell(self, kind: str, *facts: dict[str, Any], time: datetime = NOON) -> None:
        """Hand events of the directory or of sla to their handler, as the subscription does."""
        with self.database.transaction() as session:
            HANDLERS[kind](session, [self._received(kind, fact, time) for fact in facts])

    def tick(self, use_case: Callable[[Session, datetime], bool | None]) -> bool:
        """Let the clock do one piece of work; whether it says that more is left."""
        with self.database.transaction() as session:
            return bool(use_case(session, self.clock.now()))

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """The statements that are sent to the database meanwhile."""
        statements: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            statements.append(statement)

        sa.event.listen(self.database.engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            sa.event.remove(self.database.engine, "before_cursor_execute", note)

    @contextmanager
    def looking(self) -> Iterator[Session]:
        """The database, to look at."""
        with self.database.reading() as session:
            yield session

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()

    def _received(self, kind: str, fact: dict[str, Any], time: datetime) -> Received:
        sequence = next(self._sequences)
        return Received(
            id=new_id(),
            source="directory",
            epoch="e",
            stream=f"{kind}:{sequence}",
            sequence=1,
            type=kind,
            time=time,
            recorded_time=self.clock.now(),
            correlation_id="a-test",
            actor_id="operator:root",
            actor_role="operator",
            imported=False,
            data=fact,
        )

    def _set_up_council(self) -> None:
        self.tell("ward_recorded", ward("cowal", "Cowal"), ward("bute", "Isle of Bute"))
        self.tell("service_recorded", service("roads", "Roads"), service("education", "Education"))
        self.tell(
            "category_recorded",
            category("potholes", "Potholes", "roads"),
            category("gritting", "Gritting", "roads"),
            category("schools", "Schools", "education"),
        )
        self.tell(
            "person_recorded",
            person("ann", "Ann Member", terms=[("cowal", None)]),
            person("bob", "Bob Member", terms=[("bute", None)]),
            person("olive", "Olive Officer", roles=[("officer", "roads")]),
            person("oscar", "Oscar Officer", roles=[("officer", "roads")]),
            person("petra", "Petra Officer", roles=[("officer", "education")]),
            person("hector", "Hector Head", roles=[("head_of_service", "roads")]),
            person("dora", "Dora Desk", roles=[("member_services", None)]),
        )


def raising(**different: Any) -> dict[str, Any]:
    """The body of a raise that is in order."""
    return {
        "kind": "action",
        "category_id": "potholes",
        "ward_id": "cowal",
        "subject": "Pothole outside the surgery",
        "place": "Argyll Street",
        "what_happened": "Two cars lost a wheel.",
        "ask": "Fill it before winter.",
        **different,
    }


def next_step(request_id: str, **different: Any) -> dict[str, Any]:
    """The body of a first answer or an update that is in order."""
    return {
        "request_id": request_id,
        "message": "We have looked at it.",
        "holder_id": "olive",
        "next_step": "A crew will measure it.",
        "next_update_on": "2023-09-22",
        **different,
    }


def full_answer(request_id: str, **different: Any) -> dict[str, Any]:
    """The body of a full answer that is in order."""
    return {"request_id": request_id, "message": "It has been filled.", "outcome": "fulfilled", **different}


def ward(ward_id: str, name: str, ends: date | None = None) -> dict[str, Any]:
    """A ward's facts."""
    return {"ward_id": ward_id, "name": name, "area": None, "seats": 3, "starts": LONG_AGO, "ends": ends}


def service(service_id: str, name: str, ends: date | None = None) -> dict[str, Any]:
    """A council service's facts."""
    return {"service_id": service_id, "name": name, "column": "ris", "starts": LONG_AGO, "ends": ends}


def category(
    category_id: str,
    name: str,
    service_id: str,
    ends: date | None = None,
    questions: list[dict[str, Any]] | None = None,
    stop_advice: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A category's facts."""
    facts = {"category_id": category_id, "name": name, "service_id": service_id}
    asked = {"questions": questions or [], "stop_advice": stop_advice}
    return facts | asked | {"starts": LONG_AGO, "ends": ends}


def person(
    person_id: str,
    name: str,
    *,
    roles: list[tuple[str, str | None]] | None = None,
    terms: list[tuple[str, date | None]] | None = None,
    ends: date | None = None,
) -> dict[str, Any]:
    """A person's facts: roles as (role, service), terms as (ward, last day)."""
    return {
        "person_id": person_id,
        "name": name,
        "email": f"{person_id}@council.example",
        "account": None,
        "roles": [
            {"role": role, "service_id": service_id, "starts": LONG_AGO, "ends": ends}
            for role, service_id in roles or []
        ],
        "terms": [{"ward_id": ward_id, "starts": LONG_AGO, "ends": last} for ward_id, last in terms or []],
    }


def case(number: int, **different: Any) -> dict[str, Any]:
    """One row of a casebook, answered after a day and closed after two."""
    raised = datetime(2019, 1, 7, 9, 0, tzinfo=UTC) + timedelta(days=number % 300, seconds=number)
    return {
        "line": number + 2,
        "external_reference": f"{10_000_000 + number}",
        "member_id": "ann",
        "kind": "action",
        "channel": "logged_by_officer",
        "service_id": "roads",
        "category_id": "potholes",
        "ward_id": "cowal",
        "subject": "Pothole",
        "raised_at": raised.isoformat(),
        "responded_at": (raised + timedelta(days=1)).isoformat(),
        "closed_at": (raised + timedelta(days=2)).isoformat(),
        **different,
    }


def subjects(answer: dict[str, Any]) -> list[str]:
    """What the rows of a list are about, in its order."""
    return [row["subject"] for row in answer["requests"]]


def raised_one_after_another(
    casework: Casework, count: int, actor: Actor = MEMBER, **different: Any
) -> list[str]:
    """The ids of requests named `Number 1`, `Number 2`…, raised a minute apart."""
    ids = []
    for number in range(1, count + 1):
        ids.append(casework.raised(actor, **{"subject": f"Number {number}", **different}))
        casework.clock.advance(timedelta(minutes=1))
    return ids
