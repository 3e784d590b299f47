"""A service's answer as an answer to a program: status, versions, addresses."""

from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from werkzeug.wrappers import Response

from gateway.api.headers import version_tag
from gateway.api.routes import Route
from gateway.service_clients.outcome import Outcome
from services.contracts import requests_calls

Answer = tuple[dict[str, Any], int, dict[str, str]] | Response

# What is private may be kept by whom it was for, if they ask each time whether it still holds.
_KEEP_AND_ASK = "private, no-cache"


def answer_to(route: Route, outcome: Outcome) -> Answer:
    """What the route answers: its result for the route's schema, its status, its headers."""
    if route.answer is None:
        return Response(status=route.status)
    if route.call is requests_calls.REQUEST:
        return _whole_request(route, outcome)
    return outcome.result, route.status, _headers(route, outcome)


def _whole_request(route: Route, outcome: Outcome) -> Answer:
    tag = version_tag(outcome.result["sequence"], outcome.result)
    headers = {"ETag": tag, "Cache-Control": _KEEP_AND_ASK}
    if request.if_none_match.contains_weak(tag.strip('"')):
        return Response(status=304, headers=headers)
    return outcome.result, route.status, headers


def _headers(route: Route, outcome: Outcome) -> dict[str, str]:
    if route.call is requests_calls.RAISE_REQUEST:
        where = url_for("api.request", request=outcome.result["request_id"])
        return {"Location": where, **_version(outcome.reached)}
    if route.has_versions:
        return {"ETag": version_tag(outcome.result[route.version_field])}
    place = "cursor" if "cursor" in route.call.schema.fields else "before"
    told = outcome.result
    links = [_link(place, told[rel], word) for rel, word in _PAGES.items() if told.get(rel)]
    return {"Link": ", ".join(links)} if links else {}


_PAGES = {"next": "next", "previous": "prev"}


def _version(reached: dict[str, Any] | None) -> dict[str, str]:
    return {"ETag": version_tag(reached["sequence"])} if reached else {}


def _link(place: str, cursor: str, rel: str) -> str:
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != place]
    return f'<{request.path}?{urlencode([*asked, (place, cursor)])}>; rel="{rel}"'
