"""A stranger who reads `requests.events` alone knows the state of every request, imported ones too."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from gateway.service_clients.clients import Ask, ServiceClients
from services.chassis.actor import Actor
from services.chassis.identifiers import new_id
from services.contracts import requests_calls as calls
from services.contracts.calls import Call
from services.contracts.chassis_calls import chassis_calls
from services.contracts.directory_calls import COUNCIL
from services.contracts.names import DIRECTORY, REQUESTS
from tests.contract.listener import Listener, RequestSeen
from tests.gateway.small_council import AILSA, MORAG, SMALL_COUNCIL
from tests.journey.importing_copy import EXCERPT, EXCERPT_BALANCE, ImportingCopy, asked
from tests.machines.broker import PrivateBroker
from tests.machines.running_services import load_council
from tests.waiting import until

IMPORTED = 293  # of the excerpt

RAISED = {
    "kind": "action",
    "category_id": "potholes",
    "ward_id": "cowal",
    "subject": "Pothole",
    "what_happened": "A deep hole by the school gate.",
    "ask": "Please fill it.",
}


def a_working_day() -> str:
    """A Wednesday in a month without holidays."""
    day = datetime.now(UTC).date() + timedelta(days=1)
    while day.weekday() != 2 or day.month not in (2, 3, 6, 9, 10):
        day += timedelta(days=1)
    return day.isoformat()


NEXT_STEP = {"message": "We looked.", "next_step": "A crew comes.", "next_update_on": a_working_day()}


class Acting:
    """One person who asks requests."""

    def __init__(self, clients: ServiceClients, person_id: str, role: str) -> None:
        self._clients = clients
        self.id = person_id
        self._actor = Actor(person_id, role, frozenset({role}))

    def do(self, call: Call, **body: Any) -> dict[str, Any]:
        key = new_id() if call.needs_key else None
        return self._clients.ask(Ask(call, body, self._actor, key=key), seconds=10).result

    def portfolio(self) -> Iterator[dict[str, Any]]:
        """Every request of a member."""
        cursor = None
        while True:
            page = self.do(calls.PORTFOLIO, cursor=cursor, limit=100)
            yield from page["requests"]
            if (cursor := page["next"]) is None:
                return


@pytest.fixture
def copy(broker: PrivateBroker, tmp_path: Path) -> Iterator[ImportingCopy]:
    """Both services with the small council."""
    services = ImportingCopy(broker.uri(broker.new_vhost()), tmp_path)
    try:
        services.start()
        load_council(services, SMALL_COUNCIL)
        yield services
    finally:
        services.stop()


@pytest.fixture
def clients(copy: ImportingCopy) -> Iterator[ServiceClients]:
    """Calls to the services."""
    opened = copy.clients()
    yield opened
    opened.close()


@pytest.fixture
def listener(copy: ImportingCopy) -> Iterator[Listener]:
    """The stranger, there from the beginning."""
    made = Listener(copy.amqp_uri)
    yield made
    made.close()


def lead_requests_through_their_lives(member: Acting, officer: Acting) -> None:
    """Three requests: one to its close, one to a question, one withdrawn."""

    closed, asked_back, withdrawn = (
        {"request_id": member.do(calls.RAISE_REQUEST, **RAISED)["request_id"]} for _ in range(3)
    )
    officer.do(calls.ASSIGN, **closed, officer_id=officer.id)
    member.do(calls.ADD_MESSAGE, **closed, message="It is deeper today.")
    officer.do(calls.GIVE_INITIAL_RESPONSE, **closed, **NEXT_STEP, holder_id=officer.id)
    officer.do(calls.POST_UPDATE, **closed, **NEXT_STEP, holder_id=officer.id)
    officer.do(calls.RESPOND, **closed, message="It is filled.", outcome="fulfilled")
    member.do(calls.CLOSE, **closed)
    officer.do(calls.ASSIGN, **asked_back, officer_id=officer.id)
    officer.do(calls.ASK_CLARIFICATION, **asked_back, message="Which gate?")
    member.do(calls.WITHDRAW, **withdrawn)


def wait_until_known(clients: ServiceClients, *people: Acting) -> None:
    """A load publishes people last, and requests takes events in order."""
    position = chassis_calls(REQUESTS)["position"]
    for person in people:
        body = {"source": DIRECTORY, "stream": f"person:{person.id}"}
        until(
            lambda body=body: asked(clients, position, body)["sequence"],
            within=30,
            what="requests to know them",
        )


def facts(seen: RequestSeen) -> dict[str, Any]:
    return {
        "reference": seen.reference,
        "external_reference": seen.external_reference,
        "state": seen.state,
    }


def withdraw_an_imported_one(members: list[Acting]) -> str:
    """The id of an imported request that its member takes back: its history goes on after the import."""
    for member in members:
        for row in member.portfolio():
            if row["external_reference"] and row["state"] == "with_service":
                member.do(calls.WITHDRAW, request_id=row["request_id"])
                return str(row["request_id"])
    raise AssertionError("no imported request is open")


def bring_to_life(copy: ImportingCopy, clients: ServiceClients) -> list[Acting]:
    """Requests raised here and requests imported; the members who have them, Ailsa Munro first."""
    by_email = {person["email"]: person["person_id"] for person in asked(clients, COUNCIL, {})["people"]}
    ailsa, morag = Acting(clients, by_email[AILSA], "member"), Acting(clients, by_email[MORAG], "officer")
    wait_until_known(clients, ailsa, morag)
    lead_requests_through_their_lives(ailsa, morag)
    assert copy.import_whole(EXCERPT) == EXCERPT_BALANCE
    people = asked(clients, COUNCIL, {})["people"]
    others = [
        person["person_id"] for person in people if person["is_member"] and person["person_id"] != ailsa.id
    ]
    return [ailsa, *(Acting(clients, person_id, "member") for person_id in others)]


def test_the_state_of_every_request_can_be_rebuilt_from_the_events_alone(
    copy: ImportingCopy, clients: ServiceClients, listener: Listener
) -> None:
    members = bring_to_life(copy, clients)
    withdrawn = withdraw_an_imported_one(members)
    kept = {row["request_id"]: row for member in members for row in member.portfolio()}
    assert len(kept) == IMPORTED + 3

    def listener_is_there() -> bool:
        listener.listen()
        return len(listener.requests) == len(kept) and listener.requests[withdrawn].sequence == 2

    until(listener_is_there, within=30, what="the listener to have heard everything")
    assert listener.out_of_order == []
    assert {request: facts(seen) for request, seen in listener.requests.items()} == {
        request: {name: row[name] for name in facts(listener.requests[request])}
        for request, row in kept.items()
    }
    assert sum(seen.imported for seen in listener.requests.values()) == IMPORTED
    for row in members[0].portfolio():
        told = members[0].do(calls.REQUEST, request_id=row["request_id"])
        assert told["sequence"] == listener.requests[row["request_id"]].sequence
    documented = yaml.safe_load(Path("docs/asyncapi.yaml").read_text())["channels"]["requests.events"][
        "messages"
    ]
    assert listener.types <= set(documented)
