"""Refusals and failures become pages that say what to do and keep what was typed; for programs, JSON."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, make_response, render_template, request
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException, InternalServerError, NotFound
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from gateway.api.problem_json import asks_for_json, problem_json, problem_of_call, problem_of_status
from gateway.error_pages import (
    PLAIN_PAGES,
    broken_page,
    plain_page,
    register_error_pages,
    typed_texts,
    unavailable,
)
from gateway.forms.problems import show_problem
from gateway.kept_typing import back_to_the_form
from gateway.service_clients.outcome import CallProblem
from services.chassis.logs import logger
from services.contracts import problems

ON_THE_FORM = (problems.INVALID, problems.WRONG_STATE, problems.CONFLICT, problems.NOT_ALLOWED)
# What the page of status 409 is called when nobody else was quicker.
_NOT_STALE = {
    problems.WRONG_STATE: "This cannot be done now",
    problems.CONFLICT: "This cannot be done as things stand",
    problems.KEY_REUSED: "This form was sent before",
}
_log = logger(__name__)


def handle_errors(app: Flask) -> None:
    """Answer everything that goes wrong in `app`."""
    register_error_pages(app)
    for status in PLAIN_PAGES:
        app.register_error_handler(status, _in_its_form(plain_page))
    app.register_error_handler(HTTPException, _in_its_form(lambda error: error.get_response(request.environ)))
    app.register_error_handler(500, _in_its_form(broken_page))
    app.register_error_handler(CallProblem, problem_page)


def shown_on_form(refused: CallProblem, form: BaseForm) -> bool:
    """Put the refusal on `form` when it is one that the person can do something about there."""
    if refused.code not in ON_THE_FORM:
        return False
    show_problem(form, refused.problem.message, refused.problem.fields)
    return True


def problem_page(refused: CallProblem) -> Response:
    """The answer to a refusal that no view has dealt with."""
    _log.warning("call refused", call=str(refused))
    if asks_for_json():
        return problem_json(problem_of_call(refused.problem))
    return _PAGES.get(refused.code, _fault)(refused)


def stale_page(
    refused: CallProblem, theirs: Sequence[tuple[str, str]] = (), current_url: str | None = None
) -> Response:
    """What was typed on a page that is out of date, beside `theirs`: labels and texts since then."""
    page = render_template(
        "errors/409.html",
        what=_NOT_STALE.get(refused.code),
        message=refused.problem.message,
        yours=typed_texts(),
        theirs=list(theirs),
        current_url=current_url or back_to_the_form(),
    )
    return make_response(page, 409)


def _fault(refused: CallProblem) -> Response:
    return broken_page(InternalServerError(original_exception=refused))


_PAGES: dict[str, Callable[[CallProblem], Response]] = {
    problems.INVALID: lambda refused: plain_page(BadRequest()),
    problems.NOT_ALLOWED: lambda refused: plain_page(Forbidden()),
    problems.NOT_FOUND: lambda refused: plain_page(NotFound()),
    problems.STALE: stale_page,
    problems.WRONG_STATE: stale_page,
    problems.CONFLICT: stale_page,
    problems.KEY_REUSED: stale_page,
    problems.TOO_LATE: lambda refused: unavailable(),
    problems.UNAVAILABLE: lambda refused: unavailable(),
    problems.UNKNOWN: lambda refused: unavailable(),
}


def _in_its_form(page: Callable[[Any], Response]) -> Callable[[Any], Response]:
    """The page for people, or the same as JSON for programs."""

    def answer(error: HTTPException) -> Response:
        if asks_for_json():
            response = problem_json(problem_of_status(error))
            response.headers.extend({k: v for k, v in error.get_headers() if k in ("Allow", "Retry-After")})
            return response
        return page(error)

    return answer
