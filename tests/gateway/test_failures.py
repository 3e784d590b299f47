"""What people and programs see when a service refuses, fails or is away."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, g
from werkzeug.test import TestResponse

from gateway.api.problem_json import problem_json, problem_of_call
from gateway.current_person import SESSION_ID
from gateway.error_handling import stale_page
from gateway.service_clients.outcome import CallProblem
from services.contracts import problems, requests_calls
from services.contracts.problems import Problem
from tests.gateway.page_checks import check_page
from tests.gateway.visitors import Visitor, hidden

TYPED = {"message": "We have filled the hole.", "key": "a-key-of-a-form", "version": "3"}
POSTED_TO = "sign_in.sign_out"


def problem(code: str) -> CallProblem:
    """A refusal as a service gives it."""
    return CallProblem(Problem(code, "A sentence for people."), requests_calls.RESPOND)


class Failing:
    """An app one of whose views does nothing but fail, and a visitor who posts to it."""

    def __init__(self, app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
        self._app = app
        self._visitor = visitor
        self._monkeypatch = monkeypatch

    def post(self, view: Callable[[], Any], **different: str) -> TestResponse:
        """The answer, with what was typed posted to `view`. Its page is audited."""
        token = self._visitor.token()
        self._monkeypatch.setitem(self._app.view_functions, POSTED_TO, view)
        answer = self._visitor.client.post("/sign-out", data={"csrf_token": token} | TYPED | different)
        check_page(answer.get_data(as_text=True))
        return answer

    def refuse(self, refused: CallProblem, **different: str) -> TestResponse:
        """The answer to a refusal that the view does not deal with."""

        def view() -> None:
            raise refused

        return self.post(view, **different)


@pytest.fixture
def failing(app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> Failing:
    return Failing(app, visitor, monkeypatch)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (problems.INVALID, 400),
        (problems.NOT_ALLOWED, 403),
        (problems.NOT_FOUND, 404),
        (problems.WRONG_STATE, 409),
        (problems.STALE, 409),
        (problems.KEY_REUSED, 409),
        (problems.CONFLICT, 409),
        (problems.TOO_LATE, 503),
        (problems.UNAVAILABLE, 503),
        (problems.UNKNOWN, 503),
        (problems.NOT_SIGNED_IN, 500),
        (problems.INTERNAL, 500),
        ("invented later", 500),
    ],
)
def test_every_refusal_has_its_page(failing: Failing, code: str, status: int) -> None:
    assert failing.refuse(problem(code)).status_code == status


@pytest.mark.parametrize(
    ("code", "title"),
    [
        (problems.STALE, "Somebody else was quicker"),
        (problems.WRONG_STATE, "This cannot be done now"),
        (problems.CONFLICT, "This cannot be done as things stand"),
        (problems.KEY_REUSED, "This form was sent before"),
    ],
)
def test_what_does_not_fit_any_more_is_called_what_it_is(failing: Failing, code: str, title: str) -> None:
    page = failing.refuse(problem(code)).get_data(as_text=True)
    assert f"<title>{title} – Member Zone</title>" in page.replace("\n", "")
    assert "We have filled the hole." in page


@pytest.mark.parametrize("code", [problems.UNAVAILABLE, problems.UNKNOWN, problems.TOO_LATE])
def test_typing_is_kept_to_be_sent_again_with_the_same_key(failing: Failing, code: str) -> None:
    page = failing.refuse(problem(code)).get_data(as_text=True)
    assert 'name="message" value="We have filled the hole."' in page
    assert 'name="key" value="a-key-of-a-form"' in page
    assert 'name="version" value="3"' in page


def test_a_stale_tab_shows_what_happened_since_beside_what_was_typed(failing: Failing) -> None:
    since = [("Iona Reid", "It is done.")]
    answer = failing.post(
        lambda: stale_page(problem(problems.STALE), theirs=since, current_url="/requests/1")
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "It is done." in page
    assert "We have filled the hole." in page
    assert 'href="/requests/1"' in page


@pytest.mark.parametrize("code", [problems.UNAVAILABLE, problems.STALE])
def test_typing_is_shown_as_text_and_never_as_markup(failing: Failing, code: str) -> None:
    page = failing.refuse(problem(code), message='"><script>alert(1)</script>').get_data(as_text=True)
    assert "alert(1)" in page
    assert "<script>alert(1)" not in page


def test_programs_get_problem_details(app: Flask) -> None:
    refused = Problem(problems.INVALID, "Correct it.", {"ask": ["Too long."]})
    with app.test_request_context("/api/v1/me"):
        g.correlation_id = "one-request"
        response = problem_json(problem_of_call(refused))
    assert response.content_type == "application/problem+json"
    assert json.loads(response.get_data()) == {
        "type": "about:blank",
        "title": "Something in the request is wrong",
        "status": 400,
        "detail": "Correct it.",
        "code": "invalid",
        "fields": {"ask": ["Too long."]},
        "instance": "urn:memberzone:request:one-request",
    }


def test_without_a_broker_a_posted_form_comes_back_to_be_sent_again(
    lonely_app: Flask, visitor: Visitor
) -> None:
    client = lonely_app.test_client()
    token = hidden(client.get("/sign-in"), "csrf_token")
    with client.session_transaction() as cookie:
        cookie[SESSION_ID] = visitor.session_id
    answer = client.post("/requests/raise", data={"csrf_token": token, "subject": "Pothole", "key": "k"})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    page = answer.get_data(as_text=True)
    check_page(page)
    assert 'name="subject" value="Pothole"' in page


def test_without_a_broker_a_page_says_so(lonely_app: Flask, visitor: Visitor) -> None:
    client = lonely_app.test_client()
    with client.session_transaction() as cookie:
        cookie[SESSION_ID] = visitor.session_id
    assert client.get("/account").status_code == 503
    assert client.get("/").status_code == 200


def test_a_form_that_is_too_large_is_refused(visitor: Visitor) -> None:
    token = visitor.token()
    answer = visitor.client.post("/sign-out", data={"csrf_token": token, "message": "x" * 300_000})
    assert answer.status_code == 413


def test_a_whole_council_signs_in_from_behind_one_address(app: Flask) -> None:
    client = app.test_client()
    assert {client.get("/sign-in").status_code for _ in range(130)} == {200}
    answers = [client.post("/sign-in/away").status_code for _ in range(305)]
    assert answers.count(400) == 300  # without a form's token nobody sets off
    assert answers[-1] == 429


def test_too_many_posts_are_told_when_to_come_back(visitor: Visitor) -> None:
    answers = [visitor.client.post("/sign-out") for _ in range(125)]
    assert answers[0].status_code == 400
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    check_page(answers[-1].get_data(as_text=True))


def test_a_fault_of_ours_is_told_with_a_reference_and_without_its_words(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(reference: str) -> str:
        raise RuntimeError("secret words")

    monkeypatch.setitem(app.view_functions, "request_page.show", fails)
    page = visitor.get("/requests/typed-by-somebody", status=500).get_data(as_text=True)
    assert "secret words" not in page
    assert "reference" in page
    assert "request_page.show failed, reference" in caplog.text
    assert "typed-by-somebody" not in caplog.text
