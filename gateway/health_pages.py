"""Whether the gateway is alive, whether everything behind it answers, and its figures."""

import ipaddress
import os

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from gateway.correlation import correlation_id
from gateway.parts import parts
from gateway.service_clients.clients import Ask, Settled
from gateway.service_clients.outcome import CallProblem
from gateway.sessions import THE_GATEWAY
from services.chassis.actor import OPERATOR_PREFIX, Actor
from services.contracts import directory_calls
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import SERVICES
from services.contracts.vocabulary import OPERATOR

ANSWERS_WITHIN_SECONDS = 2.0
READY = "ready"
PROBE = Actor(f"{OPERATOR_PREFIX}gateway", OPERATOR, frozenset({OPERATOR}))
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
    named = correlation_id()
    progress = [Ask(chassis_calls(name)["progress"], {}, PROBE, correlation_id=named) for name in SERVICES]
    summary = Ask(directory_calls.SUMMARY, {}, THE_GATEWAY, correlation_id=named)
    *answers, council = parts().clients.ask_together([*progress, summary], ANSWERS_WITHIN_SECONDS)
    states = {name: _state(answer) for name, answer in zip(SERVICES, answers, strict=True)}
    if parts().settings.demonstration:
        states["demonstration"] = _council_state(council)
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


def _state(answer: Settled) -> str:
    return f"not ready: {answer.code}" if isinstance(answer, CallProblem) else READY


def _council_state(council: Settled) -> str:
    if isinstance(council, CallProblem):
        return _state(council)
    return READY if council.result.get("people") else "not ready: no council is loaded yet"


def _from_this_machine() -> bool:
    """Not somebody else's request that a proxy on this machine hands on."""
    handed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    try:
        return not handed_on and ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
