"""Errors of the JSON interface: problem details as RFC 9457 has them."""

from collections.abc import Mapping
from typing import Any, NoReturn

from flask import abort, json, request
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
    412: "It was meant for another version",
    413: "Too large",
    415: "Only JSON is read here",
    429: "Too many requests",
    503: "Not answering just now",
}
# What a refusal may tell beyond its sentence: with `stale`, how things stand and what happened.
_TOLD = ("sequence", "state", "happened")
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


def refuse(
    code: str, sentence: str, fields: dict[str, Any] | None = None, status: int | None = None
) -> NoReturn:
    """End the request with a refusal of the gateway's own; `status` where it is not the code's."""
    details = problem_of_call(Problem(code, sentence, fields or {}))
    if status is not None:
        details |= {"status": status, "title": TITLES[status]}
    abort(problem_json(details))


def problem_of_call(problem: Problem) -> dict[str, Any]:
    """Problem details of a service's refusal."""
    details = _details(_status(problem.code), problem.message) | {"code": problem.code}
    if problem.fields:
        details["fields"] = dict(_flat(problem.fields))
    return details | {name: problem.details[name] for name in _TOLD if name in problem.details}


def problem_of_status(error: HTTPException) -> dict[str, Any]:
    """Problem details of what the web server's side refuses."""
    return _details(error.code or 500, None)


def _status(code: str) -> int:
    if code == problems.STALE and "If-Match" in request.headers:
        return 412
    return _STATUS.get(code, 500)


def _details(status: int, detail: str | None) -> dict[str, Any]:
    details = {
        "type": "about:blank",
        "title": TITLES.get(status, _FAULT if status >= 500 else TITLES[400]),
        "status": status,
        "instance": f"urn:memberzone:request:{correlation_id()}",
    }
    return details | {"detail": detail} if detail else details


def _flat(messages: Mapping[Any, Any], before: str = "") -> list[tuple[str, list[str]]]:
    """Sentences by field, those of a field's parts under `field.part`."""
    found: list[tuple[str, list[str]]] = []
    for name, said in messages.items():
        if isinstance(said, Mapping):
            found += _flat(said, f"{before}{name}.")
        else:
            found.append((f"{before}{name}", [said] if isinstance(said, str) else list(said)))
    return found
