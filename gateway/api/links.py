"""What can be done with a request that an answer names, as OpenAPI links: programs find their way by them."""

from typing import Any

from gateway.api.routes import ROUTES, Route
from services.contracts import requests_calls

_REQUEST_ID = "$response.body#/request_id"
_FIRST_LISTED = "$response.body#/requests/0/request_id"
# Which answers name a request, and where.
_NAMED_IN = {
    requests_calls.RAISE_REQUEST.name: _REQUEST_ID,
    requests_calls.WORKLIST.name: _FIRST_LISTED,
}


def links_from(route: Route) -> dict[str, Any]:
    """What describes the links of a route's answer; nothing when it names no request."""
    named = _NAMED_IN.get(route.name)
    if named is None:
        return {}
    links = {to.name: _link(to, named) for to in ROUTES if to.in_path[:1] == ("request_id",)}
    return {"responses": {route.status: {"links": links}}}


def _link(to: Route, named: str) -> dict[str, Any]:
    parameter = "request" if "reference" in to.in_path else "request_id"
    return {"operationId": to.name, "parameters": {parameter: named}, "description": to.summary}
