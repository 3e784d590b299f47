"""Whether the gateway is alive, whether everything behind it answers, and its figures."""

import ipaddress
import os

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from gateway.correlation import correlation_id
from gateway.parts import parts
from gateway.readiness import READY

# Set by deploy/gunicorn.conf.py: the workers' figures are kept in files there and added up.
MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> dict[str, str]:
    """This process answers."""
    return {"status": "alive"}


@blueprint.get("/readyz")
def ready() -> tuple[dict[str, object], int]:
    """Whether every service answers and, in a demonstration, its council is loaded; which part is not."""
    states = parts().readiness.states(correlation_id())
    all_ready = all(state == READY for state in states.values())
    return {"ready": all_ready, "parts": states}, 200 if all_ready else 503


@blueprint.get("/metrics")
def metrics() -> Response:
    """Prometheus figures, for this machine only."""
    if not _from_this_machine():
        abort(404)
    registry = REGISTRY
    if MULTIPROCESS in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _from_this_machine() -> bool:
    """Not somebody else's request that a proxy on this machine hands on."""
    handed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    try:
        return not handed_on and ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
