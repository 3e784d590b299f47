"""What programs send is read strictly, and what is wrong with it is told by field, as a problem."""

import json
from typing import Any

import pytest
from flask import Flask

from gateway.app import LARGEST_REQUEST
from gateway.service_clients.clients import ServiceClients
from services.chassis.identifiers import new_id
from tests.gateway.api_programs import Program, problem_of, raising
from tests.gateway.newcomers import NewService


def send_raw(program: Program, data: bytes, content_type: str = "application/json") -> Any:
    """What raising is answered when this is its body."""
    headers = program.headers | {"Idempotency-Key": new_id()}
    return program.client.post("/api/v1/requests", data=data, content_type=content_type, headers=headers)


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"\xff\xfe",
        b'{"subject": NaN}',
        b'{"subject": Infinity}',
        b"[" * 100_000,
        b'{"a":' * 40_000,
        b"[]",
        b'"text"',
        b"null",
        b"1" * 5_000,
        b'{"subject": %s}' % (b"9" * 5_000),
        b'{"subject": 1234567890123456}',
        b"\xef\xbb\xbf{}",
    ],
)
def test_what_is_no_json_object_is_refused(member: Program, data: bytes) -> None:
    refused = problem_of(send_raw(member, data), 400)
    assert refused["code"] == "invalid"
    assert refused["detail"].endswith(".")


def test_an_empty_body_is_told_what_is_missing(member: Program) -> None:
    refused = problem_of(send_raw(member, b""), 400)
    assert {"kind", "category_id", "ward_id", "subject", "what_happened", "ask"} == set(refused["fields"])


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "", "text/json"])
def test_another_kind_of_body_is_not_read(member: Program, content_type: str) -> None:
    problem_of(send_raw(member, json.dumps(raising()).encode(), content_type), 415)


def test_a_body_that_is_too_large_is_not_read(member: Program) -> None:
    problem_of(send_raw(member, b" " * (LARGEST_REQUEST + 1)), 413)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unknown", "x"),
        ("kind", "complaint"),
        ("kind", 1),
        ("subject", None),
        ("subject", ""),
        ("subject", " \u200b\t"),
        ("subject", "x" * 201),
        ("subject", "a\x00b"),
        ("subject", "half \ud83d a pair"),
        ("subject", "\x1b[2J"),
        ("category_id", "a\x00b"),
        ("category_id", "no such thing"),
        ("ward_id", "\udc00"),
        ("received_on", "20260105"),
        ("received_on", "2026-02-30"),
        ("received_on", 5),
        ("received_on", "9999-12-31"),
        ("member_id", 10**14),
        ("sharing", "everybody"),
    ],
)
def test_a_field_that_is_wrong_is_named(member: Program, field: str, value: Any) -> None:
    refused = problem_of(member.send("/requests", raising(**{field: value})), 400)
    assert any(name.partition(".")[0] == field for name in refused["fields"]), refused
    assert all(isinstance(said, str) for sentences in refused["fields"].values() for said in sentences)


def test_a_name_that_cannot_be_kept_is_refused_too(member: Program) -> None:
    problem_of(member.send("/requests", raising(**{"half \ud83d": "x"})), 400)
    answers = problem_of(member.send("/requests", raising(answers={"a\x00": "x"})), 400)
    assert "answers" in answers["fields"]


@pytest.mark.parametrize(
    ("field", "value"), [("sequence", True), ("sequence", 1.5), ("sequence", "1"), ("sequence", 0)]
)
def test_a_number_is_a_whole_number(member: Program, field: str, value: Any) -> None:
    refused = problem_of(member.send(f"/requests/{new_id()}/retract-message", {field: value}), 400)
    assert field in refused["fields"]


@pytest.mark.parametrize("value", ["yes", "true", 1, 0])
def test_a_choice_is_true_or_false(member: Program, value: Any) -> None:
    body = {"name": "x", "service_may_see": value}
    refused = problem_of(member.send(f"/requests/{new_id()}/attach-constituent", body), 400)
    assert "service_may_see" in refused["fields"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("limit", "0"),
        ("limit", "101"),
        ("limit", "ten"),
        ("limit", "1_0"),
        ("limit", "１０"),
        ("limit", "9" * 5_000),
        ("limit", ""),
        ("state", "lost"),
        ("kind", "complaint"),
        ("cursor", "never given out"),
        ("cursor", "x" * 301),
        ("reference", "x" * 61),
        ("reference", "a\x00b"),
        ("unknown", "x"),
        ("request_id", "x"),
    ],
)
def test_a_query_parameter_that_is_wrong_is_named(member: Program, field: str, value: str) -> None:
    refused = problem_of(member.get("/requests", **{field: value}), 400)
    assert any(name.partition(".")[0] == field for name in refused["fields"]), refused


@pytest.mark.parametrize(
    "path", ["/requests/%00", "/requests/" + "x" * 200, "/requests/a%00b/close", "/drafts/%00", "/diary/%00"]
)
def test_what_nothing_is_ever_called_is_not_found(member: Program, path: str) -> None:
    method = {"/diary/%00": "DELETE", "/requests/a%00b/close": "POST"}.get(path, "GET")
    problem_of(member.send(path, method=method), 404)


@pytest.mark.parametrize("number", [2**31, 2**53 // 10, 999_999_999_999_999])
def test_a_large_number_is_no_fault_of_ours(member: Program, number: int) -> None:
    request_id = member.done("/requests", raising())["request_id"]
    member.done(f"/requests/{request_id}/mark-seen", {"sequence": number})
    version = {"If-Match": f'"{number}"'}
    assert member.send(f"/requests/{request_id}/withdraw", headers=version).status_code in (200, 412)


def test_a_draft_comes_back_as_it_was(member: Program) -> None:
    typed = {"subject": "Möwen “am” Kai", "ask": "Line\r\nbreak"}
    member.done("/drafts/raise", {"content": typed}, method="PUT")
    assert member.seen("/drafts/raise")["draft"] == typed
    member.done("/drafts/raise", method="DELETE")
    assert member.seen("/drafts/raise") == {"draft": None, "saved_at": None}


def test_a_list_is_paged_by_the_addresses_it_gives(member: Program) -> None:
    mine = [member.done("/requests", raising(subject=f"Ring {n}"))["request_id"] for n in range(3)]
    found = []
    first = member.get("/requests?limit=2&state=open&state=closed")
    second_page = _link(first, "next")
    assert second_page.startswith("/requests?limit=2&state=open&state=closed&cursor=")
    found += [row["request_id"] for row in first.get_json()["requests"]]
    second = member.get(second_page)
    found += [row["request_id"] for row in second.get_json()["requests"]]
    assert found[:3] == mine[::-1]
    assert [row["request_id"] for row in member.get(_link(second, "prev")).get_json()["requests"]] == found[
        :2
    ]


def test_a_worklist_has_what_the_service_has_to_do(
    app: Flask, clients: ServiceClients, member: Program, new_service: NewService
) -> None:
    request_id = member.done("/requests", new_service.raising())["request_id"]
    officer = Program(app, clients, new_service.officer.email)
    rows = officer.seen("/worklist", assigned="nobody")["requests"]
    assert [row["request_id"] for row in rows] == [request_id]
    problem_of(member.get("/worklist"), 403)


def _link(answer: Any, rel: str) -> str:
    for link in answer.headers["Link"].split(", "):
        address, _, word = link.partition("; ")
        if word == f'rel="{rel}"':
            return str(address.strip("<>").removeprefix("/api/v1"))
    raise AssertionError(answer.headers["Link"])
