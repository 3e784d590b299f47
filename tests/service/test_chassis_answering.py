"""From a call to its answer: who may, when it is too late, and the same key twice; on both databases."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
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
            reached=inbox.has_reached,
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


def look(_session: Session, incoming: Incoming) -> dict[str, Any]:
    """A use case that reads."""
    return {"name": incoming.body["name"]}


def rename(session: Session, incoming: Incoming) -> Answer:
    """A use case: one event in one stream."""
    if incoming.body["name"] == "refuse":
        raise Refused(Problem(problems.WRONG_STATE, "Not now."))
    if incoming.body["name"] == "fail":
        raise RuntimeError("words of a person")
    before = last_sequence(session, "ward:cowal")
    sequence = append(session, "ward:cowal", before, [ward(incoming.body["name"])], incoming.origin)
    return Answer({"renamed": incoming.body["name"]}, "ward:cowal", sequence)


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(database_url, tmp_path / "keys")
    yield made
    made.database.close()


def code_of(answer: dict[str, Any]) -> str:
    return str(answer["problem"]["code"])


def test_a_command_answers_what_it_reached_and_wakes_the_relay(desk: Desk) -> None:
    answer = desk.rename(desk.request())
    assert answer == {
        "result": {"renamed": "Cowal"},
        "reached": {"source": "directory", "stream": "ward:cowal", "sequence": 1},
        "behind": False,
    }
    assert desk.woken == 1


def test_the_same_key_actor_and_body_get_the_same_answer_and_do_nothing_again(desk: Desk) -> None:
    first = desk.rename(desk.request())
    desk.clock.advance(timedelta(hours=1))
    again = desk.rename(desk.request(deadline=NOON.isoformat()))
    assert again == first
    assert _events(desk) == 1


def test_a_second_click_from_a_newer_version_is_still_the_same_command(desk: Desk) -> None:
    first = desk.rename(desk.request(expected_version=1))
    assert desk.rename(desk.request(expected_version=2)) == first
    assert _events(desk) == 1


def test_the_same_key_with_another_body_or_actor_is_refused(desk: Desk) -> None:
    desk.roles["ben"] = frozenset({"administrator"})
    desk.rename(desk.request())
    assert code_of(desk.rename(desk.request(body={"name": "Bute"}))) == problems.KEY_REUSED
    ben = Actor("ben", "administrator", frozenset({"administrator"}))
    assert code_of(desk.rename(desk.request(ben))) == problems.KEY_REUSED
    assert _events(desk) == 1


def test_the_same_command_sent_twice_at_once_is_done_once_and_answered_alike(desk: Desk) -> None:
    request, answers = desk.request(), []
    threads = [threading.Thread(target=lambda: answers.append(desk.rename(request))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answer == answers[0] for answer in answers)
    assert _events(desk) == 1


def test_a_command_after_its_deadline_is_refused_and_leaves_nothing(desk: Desk) -> None:
    late = desk.request(deadline=(NOON - timedelta(seconds=1)).isoformat())
    assert code_of(desk.rename(late)) == problems.TOO_LATE
    assert _events(desk) == 0
    assert "result" in desk.rename(desk.request())


def test_a_command_that_waits_for_others_past_its_deadline_is_refused(desk: Desk) -> None:
    begun, answers = threading.Event(), []
    desk.answering.reached = lambda *_: begun.set() or True  # type: ignore[func-returns-value]
    request = desk.request(at_least=[{"source": "requests", "stream": "request-1", "sequence": 1}])
    waiting = threading.Thread(target=lambda: answers.append(desk.rename(request)))
    with desk.key_in_hand("key-0001"):
        waiting.start()
        assert begun.wait(timeout=10)
        desk.clock.advance(timedelta(seconds=6))
    waiting.join()
    assert code_of(answers[0]) == problems.TOO_LATE
    assert _events(desk) == 0


def test_a_command_that_takes_longer_than_its_deadline_leaves_nothing(desk: Desk) -> None:
    def slow(session: Session, incoming: Incoming) -> Answer:
        answer = rename(session, incoming)
        desk.clock.advance(timedelta(seconds=6))
        return answer

    assert code_of(desk.answering.answer(RENAME, slow, desk.request())) == problems.TOO_LATE
    assert _events(desk) == 0
    assert desk.receipt("key-0001")["done"] is False


def test_the_time_of_a_command_is_when_it_is_first_looked_at(desk: Desk) -> None:
    def waits(_session: Session, incoming: Incoming) -> dict[str, Any]:
        desk.clock.advance(timedelta(seconds=2))  # as for a row that somebody else is changing
        first = incoming.now
        desk.clock.advance(timedelta(seconds=2))
        times = {first, incoming.now, replace(incoming, key=None).now}
        return {"times": [time.isoformat() for time in times]}

    answer = desk.answering.answer(RENAME, waits, desk.request())
    assert answer["result"]["times"] == [(NOON + timedelta(seconds=2)).isoformat()]


def test_a_receipt_says_whether_its_command_may_still_be_done(desk: Desk) -> None:
    deadline = desk.clock.now() + timedelta(seconds=5)
    undecided = {"done": False, "answer": None, "settled": False}
    assert desk.receipt("key-0001", deadline) == undecided
    desk.clock.advance(timedelta(seconds=6))
    assert desk.receipt("key-0001", deadline) == undecided | {"settled": True}
    assert desk.receipt("key-0001") == undecided
    answer = desk.rename(desk.request())
    assert desk.receipt("key-0001") == {"done": True, "answer": answer, "settled": True}


def test_a_receipt_waits_for_its_command_while_that_is_in_hand(desk: Desk) -> None:
    told: list[dict[str, Any]] = []
    late = NOON - timedelta(seconds=1)
    asking = threading.Thread(target=lambda: told.append(desk.receipt("key-0001", late)))
    with desk.database.transaction() as session:
        command = receipts.Command("key-0001", "rename", "ada", "0" * 64)
        receipts.hold_key(session, command.key)
        asking.start()
        asking.join(timeout=0.5)
        assert told == []
        receipts.store_receipt(session, command, {"result": {}}, NOON)
    asking.join()
    assert told[0]["done"] is True


def test_a_refusal_leaves_nothing_and_no_receipt(desk: Desk) -> None:
    assert code_of(desk.rename(desk.request(body={"name": "refuse"}))) == problems.WRONG_STATE
    assert "result" in desk.rename(desk.request())


def test_a_command_without_a_key_is_refused(desk: Desk) -> None:
    assert code_of(desk.rename(desk.request(key=None))) == problems.INVALID


def test_a_fault_answers_a_reference_and_not_its_text(desk: Desk) -> None:
    answer = desk.rename(desk.request(body={"name": "fail"}))
    assert code_of(answer) == problems.INTERNAL
    assert answer["problem"]["details"]["reference"] in answer["problem"]["message"]
    assert "words" not in str(answer)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"actor": "forged"}, problems.NOT_SIGNED_IN),
        ({"body": {"nam": "Cowal"}}, problems.INVALID),
        ({"body": {}}, problems.INVALID),
        ({"deadline": "soon"}, problems.INVALID),
        ({"key": "another-key"}, problems.NOT_SIGNED_IN),
    ],
)
def test_a_call_that_is_not_as_agreed_is_refused(desk: Desk, changes: dict[str, Any], code: str) -> None:
    assert code_of(desk.rename(desk.request() | changes)) == code
    assert _events(desk) == 0


@pytest.mark.parametrize("request_", [None, [], "text", {}])
def test_anything_at_all_gets_an_answer(desk: Desk, request_: Any) -> None:
    assert code_of(desk.answering.answer(RENAME, rename, request_)) == problems.INVALID


def test_a_role_is_needed_in_the_call_in_the_token_and_in_the_directory_today(desk: Desk) -> None:
    member = Actor("ada", "member", frozenset({"member"}))
    assert code_of(desk.rename(desk.request(member))) == problems.NOT_ALLOWED
    assert "result" in desk.look(desk.request(member))
    desk.roles["ada"] = frozenset({"member"})
    assert code_of(desk.rename(desk.request())) == problems.NOT_ALLOWED
    assert _events(desk) == 0


def test_the_command_line_is_an_operator_and_nothing_else(desk: Desk) -> None:
    operator = Actor("operator:root", "operator", frozenset({"operator", "administrator"}))
    assert "result" in desk.rename(desk.request(operator))
    as_administrator = Actor("operator:root", "administrator", frozenset({"administrator"}))
    assert code_of(desk.rename(desk.request(as_administrator, key="key-0002"))) == problems.NOT_ALLOWED
    pretender = Actor("ada", "operator", frozenset({"operator"}))
    assert code_of(desk.rename(desk.request(pretender, key="key-0003"))) == problems.NOT_ALLOWED


def test_a_query_waits_a_second_for_what_its_caller_saw_and_then_says_it_is_behind(desk: Desk) -> None:
    wanted = [{"source": "requests", "stream": "request-1", "sequence": 2}]
    assert desk.look(desk.request(at_least=wanted))["behind"] is True
    assert timedelta(seconds=1) <= desk.clock.now() - NOON < timedelta(seconds=1.5)
    with desk.database.transaction() as session:
        inbox.advance_streams(session, "requests", {"request-1": 2})
    assert desk.look(desk.request(at_least=wanted))["behind"] is False


def _events(desk: Desk) -> int:
    with desk.database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(tables.events)) or 0
