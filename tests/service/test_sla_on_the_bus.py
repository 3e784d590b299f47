"""Sla beside directory and requests, as processes on a real bus."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gateway.service_clients.clients import Ask, ServiceClients, open_clients
from gateway.service_clients.outcome import CallProblem
from services.chassis.actor import Actor
from services.chassis.clock import SystemClock
from services.chassis.identifiers import new_id
from services.contracts import requests_calls, sla_calls
from services.contracts.calls import Call
from services.contracts.chassis_calls import chassis_calls
from services.contracts.directory_calls import COUNCIL
from services.contracts.names import DIRECTORY, REQUESTS, SLA
from services.contracts.sla_events import clocks_stream
from tests.gateway.small_council import AILSA, SMALL_COUNCIL
from tests.machines.broker import PrivateBroker
from tests.machines.running_services import OPERATOR, RunningServices, load_council
from tests.waiting import until

RAISED = {
    "kind": "action",
    "category_id": "potholes",
    "ward_id": "cowal",
    "subject": "Pothole",
    "what_happened": "A deep hole by the school gate.",
    "ask": "Please fill it.",
}


@pytest.fixture
def services(broker: PrivateBroker, tmp_path: Path) -> Iterator[RunningServices]:
    """Sla and those that it follows, with the small council."""
    running = RunningServices(broker.uri(broker.new_vhost()), tmp_path, (DIRECTORY, REQUESTS, SLA))
    try:
        running.start()
        load_council(running, SMALL_COUNCIL)
        yield running
    finally:
        running.stop()


@pytest.fixture
def clients(services: RunningServices) -> Iterator[ServiceClients]:
    """Calls to them."""
    opened = open_clients(services.amqp_uri, services.keys_dir, SystemClock())
    yield opened
    opened.close()


def done(clients: ServiceClients, actor: Actor, call: Call, **body: Any) -> dict[str, Any]:
    key = new_id() if call.needs_key else None
    return clients.ask(Ask(call, body, actor, key=key), seconds=10).result


def done_if_possible(clients: ServiceClients, actor: Actor, call: Call, **body: Any) -> dict[str, Any] | None:
    try:
        return done(clients, actor, call, **body)
    except CallProblem:
        return None


def test_a_raised_request_gets_its_dates_and_a_closure_moves_them(
    services: RunningServices, clients: ServiceClients
) -> None:
    people = done(clients, OPERATOR, COUNCIL)["people"]
    [ailsa] = [person["person_id"] for person in people if person["email"] == AILSA]
    member = Actor(ailsa, "member", frozenset({"member"}))
    raised = until(
        lambda: done_if_possible(clients, member, requests_calls.RAISE_REQUEST, **RAISED),
        within=30,
        what="requests to know the member",
    )

    def full_response() -> dict[str, Any] | None:
        found = done_if_possible(
            clients, member, sla_calls.CLOCKS_OF_REQUEST, request_id=raised["request_id"]
        )
        return next((c for c in found["clocks"] if c["clock"] == "full_response"), None) if found else None

    before = until(full_response, within=30, what="the clocks")

    def why() -> set[str]:
        body = {"stream": clocks_stream(raised["request_id"])}
        published = done(clients, OPERATOR, chassis_calls(SLA)["events"], **body)["events"]
        return {event["data"]["because"] for event in published if event["type"] == "clock_changed"}

    # By the first calendar: clocks are shown before they are published.
    until(lambda: why() == {"request"}, within=10, what="the dates to be published")
    change = {"date": before["due_on"], "kind": "closed", "reason": "Storm"}
    done(clients, OPERATOR, sla_calls.CHANGE_CALENDAR, version=1, days=[change])
    after = until(full_response, within=10, what="the clocks by the new calendar")
    assert after["due_on"] > before["due_on"]
    assert after["calendar_version"] == 2
    until(lambda: why() == {"request", "calendar"}, within=10, what="the change to be published")
    assert services.ended() == {}
