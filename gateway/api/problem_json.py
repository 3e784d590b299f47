"""Errors of the JSON interface: problem details as RFC 9457 has them."""

from typing import Any

from flask import json, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from gateway.correlation import correlation_id
from services.contracts import problems
from services.contracts.problems import Problem

CONTENT_TYPE = "application/problem+json"
PREFIX = "/api/"
TRY_AGAIN_SECONDS = "60"

_STATUS = {
    problems.INVALID: 400,
    problems.NOT_SIGNED_IN: 401,
    problems.NOT_ALLOWED: 403,
    problems.NOT_FOUND: 404,
    problems.WRONG_STATE: 409,
    problems.STALE: 409,
    problems.KEY_REUSED: 409,
    problems.CONFLICT: 409,
    problems.TOO_LATE: 503,
    problems.UNAVAILABLE: 503,
    problems.UNKNOWN: 503,
}
TITLES = {
    400: "Something in the request is wrong",
    401: "A good token is needed",
    403: "Not allowed",
    404: "Not found",
    405: "That method is not offered here",
    409: "It does not fit how things stand now",
    413: "Too large",
    429: "Too many requests",
    503: "Not answering just now",
}
_FAULT = "Something went wrong on our side"


def asks_for_json() -> bool:
    """Whether a program asks."""
    return request.path.startswith(PREFIX)


def problem_json(details: dict[str, Any]) -> Response:
    """The answer that carries `details`."""
    response = Response(json.dumps(details), details["status"], content_type=CONTENT_TYPE)
    if details["status"] == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Member Zone"'
    if details["status"] == 503:
        response.headers["Retry-After"] = TRY_AGAIN_SECONDS
    return response


def problem_of_call(problem: Problem) -> dict[str, Any]:
    """Problem details of a service's refusal."""
    details = _details(_STATUS.get(problem.code, 500), problem.message) | {"code": problem.code}
    return details | {"fields": problem.fields} if problem.fields else details


def problem_of_status(error: HTTPException) -> dict[str, Any]:
    """Problem details of what the web server's side refuses."""
    return _details(error.code or 500, None)


def _details(status: int, detail: str | None) -> dict[str, Any]:
    details = {
        "type": "about:blank",
        "title": TITLES.get(status, _FAULT if status >= 500 else TITLES[400]),
        "status": status,
        "instance": f"urn:memberzone:request:{correlation_id()}",
    }
    return details | {"detail": detail} if detail else details
