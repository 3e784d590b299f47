"""One service's calls without a bus: two calls, somebody who may make them, and a clock that stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from marshmallow import fields
from sqlalchemy.orm import Session

from services.chassis import inbox, receipts, tables
from services.chassis.actor import Actor, ActorSigner, ActorVerifier, ensure_keys
from services.chassis.answering import Answering
from services.chassis.chassis_methods import receipt
from services.chassis.clock import FixedClock
from services.chassis.event_store import append, last_sequence
from services.chassis.incoming import Answer, Incoming, Refused
from services.contracts import problems
from services.contracts.calls import COMMAND, QUERY, Body, Call
from services.contracts.chassis_calls import chassis_calls
from services.contracts.problems import Problem
from tests.service.chassis_ground import NOON, new_store, ward


class NameBody(Body):
    """A body with one field."""

    name = fields.String(required=True)


RENAME = Call("directory", "rename", COMMAND, NameBody, ("administrator", "operator"))
LOOK = Call("directory", "look", QUERY, NameBody, ("member", "administrator"))
RECEIPT = chassis_calls("directory")["receipt"]
ADA = Actor("ada", "administrator", frozenset({"administrator", "member"}))


class Desk:
    """One service's calls without the bus."""

    def __init__(self, url: str, folder: Path) -> None:
        ensure_keys(folder)
        self.signer = ActorSigner(folder)
        self.database = new_store(url)
        self.clock = FixedClock(NOON)
        self.roles: dict[str, frozenset[str]] = {"ada": ADA.roles}
        self.woken = 0
        self.answering = Answering(
            service="directory",
            database=self.database,
            clock=self.clock,
            verifier=ActorVerifier(folder, "directory"),
            current_roles=lambda _session, person_id: self.roles.get(person_id, frozenset()),
            lacking=inbox.lacking,
            after_commit=self._woken,
            sleep=lambda seconds: self.clock.advance(timedelta(seconds=seconds)),
        )

    def _woken(self) -> None:
        self.woken += 1

    def request(self, actor: Actor = ADA, key: str | None = "key-0001", **changes: Any) -> dict[str, Any]:
        now = self.clock.now()
        return {
            "actor": self.signer.sign(actor, "directory", key, now),
            "key": key,
            "deadline": (now + timedelta(seconds=5)).isoformat(),
            "correlation_id": "correlation-1",
            "body": {"name": "Cowal"},
        } | changes

    def rename(self, request: dict[str, Any]) -> dict[str, Any]:
        return self.answering.answer(RENAME, rename, request)

    def receipt(self, key: str, deadline: datetime | None = None) -> dict[str, Any]:
        body = {"command_key": key, "deadline": deadline.isoformat() if deadline else None}
        answer = self.answering.answer(RECEIPT, partial(receipt, None), self.request(key=None, body=body))
        result: dict[str, Any] = answer["result"]
        return result

    @contextmanager
    def key_in_hand(self, key: str) -> Iterator[None]:
        """Another transaction holds the key meanwhile (on SQLite, everything)."""
        with self.database.transaction() as session:
            receipts.hold_key(session, key)
            yield

    def look(self, request: dict[str, Any]) -> dict[str, Any]:
        return self.answering.answer(
            LOOK, lambda _session, incoming: {"name": incoming.body["name"]}, request
        )


def rename(session: Session, incoming: Incoming) -> Answer:
    """A use case: one event in one stream."""
    if incoming.body["name"] == "refuse":
        raise Refused(Problem(problems.WRONG_STATE, "Not now."))
    if incoming.body["name"] == "fail":
        raise RuntimeError("words of a person")
    before = last_sequence(session, "ward:cowal")
    sequence = append(session, "ward:cowal", before, [ward(incoming.body["name"])], incoming.origin)
    return Answer({"renamed": incoming.body["name"]}, "ward:cowal", sequence)


def code_of(answer: dict[str, Any]) -> str:
    """The code of the problem in an answer."""
    return str(answer["problem"]["code"])


def events_of(desk: Desk) -> int:
    """How many events there are."""
    with desk.database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(tables.events)) or 0
