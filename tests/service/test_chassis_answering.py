"""From a call to its answer: who may, and the same key twice; on both databases."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis import inbox
from services.chassis.actor import Actor
from services.chassis.event_store import last_sequence
from services.chassis.incoming import Incoming, Refused
from services.contracts import problems
from services.contracts.problems import Problem
from tests.service.chassis_desk import LOOK, RENAME, Desk, code_of, events_of, rename
from tests.service.chassis_ground import NOON


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
    assert events_of(desk) == 1


def test_a_second_click_from_a_newer_version_is_still_the_same_command(desk: Desk) -> None:
    first = desk.rename(desk.request(expected_version=1))
    assert desk.rename(desk.request(expected_version=2)) == first
    assert events_of(desk) == 1


def test_the_same_key_with_another_body_or_actor_is_refused(desk: Desk) -> None:
    desk.roles["ben"] = frozenset({"administrator"})
    desk.rename(desk.request())
    assert code_of(desk.rename(desk.request(body={"name": "Bute"}))) == problems.KEY_REUSED
    ben = Actor("ben", "administrator", frozenset({"administrator"}))
    assert code_of(desk.rename(desk.request(ben))) == problems.KEY_REUSED
    assert events_of(desk) == 1


def test_the_same_command_sent_twice_at_once_is_done_once_and_answered_alike(desk: Desk) -> None:
    request, answers = desk.request(), []
    threads = [threading.Thread(target=lambda: answers.append(desk.rename(request))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answer == answers[0] for answer in answers)
    assert events_of(desk) == 1


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
    assert events_of(desk) == 0


@pytest.mark.parametrize("request_", [None, [], "text", {}])
def test_anything_at_all_gets_an_answer(desk: Desk, request_: Any) -> None:
    assert code_of(desk.answering.answer(RENAME, rename, request_)) == problems.INVALID


def test_a_role_is_needed_in_the_call_in_the_token_and_in_the_directory_today(desk: Desk) -> None:
    member = Actor("ada", "member", frozenset({"member"}))
    assert code_of(desk.rename(desk.request(member))) == problems.NOT_ALLOWED
    assert "result" in desk.look(desk.request(member))
    desk.roles["ada"] = frozenset({"member"})
    assert code_of(desk.rename(desk.request())) == problems.NOT_ALLOWED
    assert events_of(desk) == 0


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


def test_several_queries_of_one_message_are_answered_each_for_itself(desk: Desk) -> None:
    def look(session: Session, incoming: Incoming) -> dict[str, str]:
        name = incoming.body["name"]
        if name == "refuse":
            raise Refused(Problem(problems.NOT_FOUND, "Not here."))
        if name == "fail":
            session.execute(sa.text("SELECT no_such_column"))
        return {"name": session.scalar(sa.text("SELECT 'Bute'")) or ""}

    bodies = ("see", "refuse", "fail", "see")
    asked = [desk.request(key=None, body={"name": name}) for name in bodies]
    answers = desk.answering.answer_together(
        [(LOOK, look, request) for request in [*asked, {"of": "another kind"}]]
    )
    assert [answer.get("result") or code_of(answer) for answer in answers] == [
        {"name": "Bute"},
        problems.NOT_FOUND,
        problems.INTERNAL,
        {"name": "Bute"},
        problems.INVALID,
    ]


def test_several_queries_wait_a_second_together_for_what_their_caller_saw(desk: Desk) -> None:
    wanted = [{"source": "requests", "stream": "request-1", "sequence": 3}]
    requests = [desk.request(key=None, at_least=wanted) for _ in range(3)]
    requests.insert(1, desk.request(key=None))
    started = desk.clock.monotonic()
    answers = desk.answering.answer_together([(LOOK, lambda *_: {}, request) for request in requests])
    assert [answer["behind"] for answer in answers] == [True, False, True, True]
    assert desk.clock.monotonic() - started < 1.1


def test_what_several_queries_read_is_one_state(desk: Desk) -> None:
    def write(session: Session, _incoming: Incoming) -> dict[str, int]:
        found = last_sequence(session, "ward:cowal")
        desk.rename(desk.request())
        return {"sequence": found}

    requests = [desk.request(key=None) for _ in range(2)]
    answers = desk.answering.answer_together([(LOOK, write, request) for request in requests])
    assert [answer["result"]["sequence"] for answer in answers] == [0, 0]
    assert events_of(desk) == 1


def test_what_is_asked_after_a_query_that_had_to_wait_reads_what_that_waited_for(desk: Desk) -> None:
    def arrives(_seconds: float) -> None:
        desk.rename(desk.request())
        with desk.database.transaction() as session:
            inbox.advance_streams(session, "requests", {"request-1": 1})

    desk.answering = replace(desk.answering, sleep=arrives)
    wanted = [{"source": "requests", "stream": "request-1", "sequence": 1}]
    requests = [desk.request(key=None, at_least=wanted) for _ in range(2)]
    answers = desk.answering.answer_together(
        [(LOOK, lambda session, _: {"at": last_sequence(session, "ward:cowal")}, one) for one in requests]
    )
    assert [(answer["result"]["at"], answer["behind"]) for answer in answers] == [(1, False), (1, False)]
