"""One id for all that one request sets in motion: in the logs, in calls, in events, and in the answer."""

import re
import time

import structlog
from flask import Flask, Response, g, request
from prometheus_client import Histogram

from services.chassis.identifiers import new_id
from services.chassis.logs import logger

HEADER = "X-Request-ID"
# Anybody can invent a method; each kept apart would be figures without end.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{8,100}")

REQUEST_SECONDS = Histogram(
    "memberzone_gateway_request_seconds", "Pages and API answers", ["endpoint", "method", "status"]
)

_log = logger(__name__)


def correlation_id() -> str:
    """The id of the request being answered."""
    return str(g.correlation_id)


def correlate(app: Flask) -> None:
    """Name, time and log every request of `app`."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    offered = request.headers.get(HEADER, "")
    g.correlation_id = offered if ACCEPTABLE.fullmatch(offered) else new_id()
    g.started = time.monotonic()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(correlation_id=g.correlation_id)


def _end(response: Response) -> Response:
    seconds = time.monotonic() - g.started
    endpoint = request.endpoint or "none"
    method = request.method if request.method in METHODS else "other"
    REQUEST_SECONDS.labels(endpoint, method, response.status_code).observe(seconds)
    # No address and no query: they may hold what people typed.
    _log.info(
        "answered",
        endpoint=endpoint,
        method=method,
        status=response.status_code,
        milliseconds=round(seconds * 1000),
    )
    response.headers[HEADER] = g.correlation_id
    return response
