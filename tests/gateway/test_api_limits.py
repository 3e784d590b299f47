"""How often a token may be used, and what a program is told that uses it too often."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gateway import limits
from gateway.limits import BAD_TOKENS, WRITES_BY_TOKEN
from gateway.service_clients.clients import ServiceClients
from tests.gateway.api_programs import PEOPLE, Program, problem_of


def times(limit: str) -> int:
    """How often a minute."""
    return int(limit.partition("/")[0])


def refused(answer: TestResponse) -> None:
    """It has to be told when to come back."""
    problem_of(answer, 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 60


def test_a_token_writes_so_often_and_reads_on_and_is_nobody_elses_affair(
    app: Flask, clients: ServiceClients, whole_council: None
) -> None:
    program = Program(app, clients, PEOPLE["member"], ("requests:read",))
    for _ in range(times(WRITES_BY_TOKEN) // 2):
        problem_of(program.send("/requests"), 403)
        problem_of(program.send("/diary"), 403)
    refused(program.send("/requests"))
    refused(program.send("/drafts/raise", method="DELETE"))
    assert program.get("/me").status_code == 200
    other = Program(app, clients, PEOPLE["member"], ("requests:read",))
    problem_of(other.send("/requests"), 403)


def test_a_token_reads_so_often(
    app: Flask, clients: ServiceClients, whole_council: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "READS_BY_TOKEN", "20/minute")
    program = Program(app, clients, PEOPLE["officer"], ("requests:write",))
    for _ in range(20):
        problem_of(program.get("/worklist"), 403)
    refused(program.get("/worklist"))


def test_nobody_tries_tokens_for_ever(client: FlaskClient) -> None:
    for number in range(times(BAD_TOKENS)):
        answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {number}"})
        problem_of(answer, 401)
    refused(client.get("/api/v1/me", headers={"Authorization": "Bearer another"}))
    assert client.get("/").status_code == 200
