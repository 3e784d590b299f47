"""Several people at the same moment: one is first, nobody's words are lost, nothing is counted twice."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from services.chassis.actor import Actor
from tests.service.requests_casework import (
    MEMBER,
    OFFICER,
    OPERATOR,
    SECOND_OFFICER,
    Casework,
    case,
    full_answer,
    raising,
)
from tests.service.requests_council import GOVERNANCE, constituent, whole
from tests.service.stored_words import where_stored

Answer = dict[str, Any]


def at_once(*calls: Callable[[], Answer]) -> Sequence[Answer]:
    """The answers of calls that are let go at the same moment."""
    start = Barrier(len(calls))

    def go(call: Callable[[], Answer]) -> Answer:
        start.wait(10)
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(go, calls))


def test_of_two_officers_answering_at_once_the_later_is_told_what_the_earlier_said(
    casework: Casework,
) -> None:
    for request_id in [casework.raised() for _ in range(5)]:
        two = at_once(
            answering(casework, OFFICER, request_id), answering(casework, SECOND_OFFICER, request_id)
        )
        (problem,) = [answer["problem"] for answer in two if "problem" in answer]
        assert problem["code"] == "stale"
        (happened,) = problem["details"]["happened"]
        timeline = casework.done("request", MEMBER, request_id=request_id)["timeline"]
        assert [entry["type"] for entry in timeline] == ["request_raised", "response_given"]
        assert happened == timeline[1]


def answering(casework: Casework, officer: Actor, request_id: str) -> Callable[[], Answer]:
    """A full answer to the request as it was raised, ready to be given."""
    body = full_answer(request_id, message=f"From {officer.id}.")
    return lambda: casework.call("respond", officer, version=1, **body)


def test_messages_sent_at_once_are_all_kept(casework: Casework) -> None:
    request_id = casework.raised()

    def send(number: int) -> Callable[[], Answer]:
        return lambda: casework.call("add_message", MEMBER, request_id=request_id, message=f"Number {number}")

    assert not [answer for answer in at_once(*map(send, range(6))) if "problem" in answer]
    timeline = casework.done("request", MEMBER, request_id=request_id)["timeline"]
    assert {entry["texts"]["message"] for entry in timeline[1:]} == {f"Number {n}" for n in range(6)}
    assert [entry["sequence"] for entry in timeline] == list(range(1, 8))


def test_requests_raised_at_once_get_references_of_their_own(casework: Casework) -> None:
    answers = at_once(*[lambda: casework.call("raise_request", MEMBER, **raising())] * 6)
    references = sorted(answer["result"]["reference"][:14] for answer in answers)
    assert references == [f"MZ-2023-00000{number}" for number in range(1, 7)]


def test_a_chunk_that_is_sent_again_while_it_is_being_stored_is_stored_once(casework: Casework) -> None:
    rows = [case(number) for number in range(50)]
    answers = at_once(
        *[lambda: casework.call("import_cases", OPERATOR, casebook="old", cases=rows)] * 3,
    )
    assert sorted(answer["result"]["imported"] for answer in answers) == [0, 0, 50]
    assert sorted(answer["result"]["already"] for answer in answers) == [0, 50, 50]


def test_two_requests_merged_into_each_other_at_once_leave_one_open(casework: Casework) -> None:
    for first, second in [(casework.raised(), casework.raised()) for _ in range(3)]:
        answers = at_once(
            lambda one=first, other=second: casework.call("merge_into", OFFICER, request_id=one, other=other),
            lambda one=second, other=first: casework.call(
                "merge_into", SECOND_OFFICER, request_id=one, other=other
            ),
        )
        (problem,) = [answer["problem"] for answer in answers if "problem" in answer]
        assert problem["code"] in {"wrong_state", "invalid"}
        states = {
            casework.done("request", MEMBER, request_id=request_id)["request"]["state"]
            for request_id in (first, second)
        }
        assert states == {"with_service", "withdrawn"}


def test_an_agreement_that_ends_while_it_is_used_again_leaves_nothing_behind(casework: Casework) -> None:
    for first, second in [(casework.raised(), casework.raised()) for _ in range(3)]:
        casework.done("attach_constituent", MEMBER, **constituent(first))
        (record,) = casework.done("constituents", MEMBER)["constituents"]
        again = {"request_id": second, "constituent_id": record["constituent_id"]}
        ended, attached = at_once(
            lambda one=first: casework.call("withdraw_agreement", MEMBER, request_id=one),
            lambda body=again: casework.call("attach_constituent", MEMBER, **body),
        )
        assert "problem" not in ended
        assert attached.get("problem", {}).get("code") in {None, "invalid"}
        assert where_stored(casework, "Morag") == set()


def test_what_needs_a_constituent_no_more_and_what_ends_their_agreement_never_wait_in_a_circle(
    casework: Casework,
) -> None:
    first, second = whole(casework).raised(), casework.raised()
    for _ in range(3):
        casework.done("attach_constituent", MEMBER, **constituent(first))
        (record,) = casework.done("constituents", MEMBER)["constituents"]
        again = {"request_id": second, "constituent_id": record["constituent_id"]}
        casework.done("attach_constituent", MEMBER, **again)
        answers = at_once(
            lambda: casework.call("withdraw_agreement", MEMBER, request_id=second),
            lambda: casework.call("redact", GOVERNANCE, request_id=first, reason="Time."),
            lambda: casework.call("attach_constituent", MEMBER, **constituent(second, name="Ewan Third")),
        )
        codes = {answer.get("problem", {}).get("code") for answer in answers}
        assert codes <= {None, "wrong_state"}
        assert where_stored(casework, "Morag") == set()
        for request_id in (first, second):
            casework.call("withdraw_agreement", MEMBER, request_id=request_id)
        assert where_stored(casework, "Ewan") == set()
