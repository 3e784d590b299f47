"""Deadlines: what is late is not done, and what a receipt can say of it; on both databases."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from services.chassis import receipts
from services.chassis.incoming import Answer, Incoming
from services.contracts import problems
from tests.service.chassis_desk import RENAME, Desk, code_of, events_of, rename
from tests.service.chassis_ground import NOON


def test_a_command_after_its_deadline_is_refused_and_leaves_nothing(desk: Desk) -> None:
    late = desk.request(deadline=(NOON - timedelta(seconds=1)).isoformat())
    assert code_of(desk.rename(late)) == problems.TOO_LATE
    assert events_of(desk) == 0
    assert "result" in desk.rename(desk.request())


def test_a_command_that_waits_for_others_past_its_deadline_is_refused(desk: Desk) -> None:
    begun, answers = threading.Event(), []
    desk.answering = replace(desk.answering, lacking=lambda *_: begun.set() or [])  # type: ignore[func-returns-value]
    request = desk.request(at_least=[{"source": "requests", "stream": "request-1", "sequence": 1}])
    waiting = threading.Thread(target=lambda: answers.append(desk.rename(request)))
    with desk.key_in_hand("key-0001"):
        waiting.start()
        assert begun.wait(timeout=10)
        desk.clock.advance(timedelta(seconds=6))
    waiting.join()
    assert code_of(answers[0]) == problems.TOO_LATE
    assert events_of(desk) == 0


def test_a_command_that_takes_longer_than_its_deadline_leaves_nothing(desk: Desk) -> None:
    def slow(session: Session, incoming: Incoming) -> Answer:
        answer = rename(session, incoming)
        desk.clock.advance(timedelta(seconds=6))
        return answer

    assert code_of(desk.answering.answer(RENAME, slow, desk.request())) == problems.TOO_LATE
    assert events_of(desk) == 0
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
