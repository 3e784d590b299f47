"""Programs that act for people by token, and a council with somebody in every role for them."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from gateway.api.endpoints import ROOT
from gateway.service_clients.clients import Ask, ServiceClients
from services.chassis.identifiers import new_id
from services.contracts import directory_calls
from services.contracts.vocabulary import SCOPES
from tests.gateway.small_council import AILSA, SINCE
from tests.machines.running_services import OPERATOR
from tests.waiting import until

NO_ROLE = "Your role does not allow this."

# Who they are to a request that Isla raises about moorings.
PEOPLE = {
    "member": "isla.mackinnon@council.test",
    "colleague": AILSA,
    "other member": "finlay.munro@council.test",
    "officer": "kirsty.lamont@council.test",
    "officer of another service": "calum.brown@council.test",
    "head": "mairi.weir@council.test",
    "deputy": "donald.black@council.test",
    "director": "shona.fraser@council.test",
    "desk": "greer.paterson@council.test",
    "governance": "hamish.reid@council.test",
    "administrator": "una.scott@council.test",
}

ROLES = {
    **dict.fromkeys(("member", "colleague", "other member"), "member"),
    **dict.fromkeys(("officer", "officer of another service"), "officer"),
    "head": "head_of_service",
    "deputy": "deputy_head",
    "director": "director",
    "desk": "member_services",
    "governance": "information_governance",
    "administrator": "administrator",
}


def _holder(name: str, role: str, service: str | None = None) -> dict[str, Any]:
    held = {"role": role, "starts": SINCE} | ({"service": service} if service else {})
    return {"name": name, "email": f"{name.lower().replace(' ', '.')}@council.test", "roles": [held]}


def _member(name: str, ward: str) -> dict[str, Any]:
    terms = [{"ward": ward, "starts": SINCE}]
    return {"name": name, "email": f"{name.lower().replace(' ', '.')}@council.test", "terms": terms}


MORE_OF_THE_COUNCIL: dict[str, Any] = {
    "services": [
        {"id": "harbours", "name": "Harbours", "starts": SINCE},
        {"id": "libraries", "name": "Libraries", "starts": SINCE},
    ],
    "categories": [
        {"id": "moorings", "name": "Moorings", "service": "harbours", "starts": SINCE},
        {"id": "book-loans", "name": "Book loans", "service": "libraries", "starts": SINCE},
    ],
    "outside_bodies": [
        {"id": "crown", "name": "Crown Estate Scotland", "contact": "0131 376 1400", "starts": SINCE}
    ],
    "people": [
        _member("Isla Mackinnon", "cowal"),
        _member("Finlay Munro", "dunoon"),
        _holder("Kirsty Lamont", "officer", "harbours"),
        _holder("Calum Brown", "officer", "libraries"),
        _holder("Mairi Weir", "head_of_service", "harbours"),
        _holder("Donald Black", "deputy_head", "harbours"),
        _holder("Shona Fraser", "director"),
        _holder("Greer Paterson", "member_services"),
        _holder("Hamish Reid", "information_governance"),
        _holder("Una Scott", "administrator"),
    ],
}


class Program:
    """A program that acts for the person with this address; for nobody when there is none."""

    def __init__(
        self,
        app: Flask,
        clients: ServiceClients | None = None,
        email: str | None = None,
        scopes: tuple[str, ...] = SCOPES,
    ) -> None:
        self.client = app.test_client()
        self.headers: dict[str, str] = {}
        if clients is not None and email is not None:
            self.headers["Authorization"] = f"Bearer {new_token(clients, email, scopes)}"

    def get(self, path: str, headers: dict[str, str] | None = None, **query: Any) -> TestResponse:
        """What a question is answered."""
        return self.client.get(
            ROOT + path, query_string=query or None, headers=self.headers | (headers or {})
        )

    def send(
        self,
        path: str,
        body: Any = None,
        method: str = "POST",
        key: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> TestResponse:
        """What a command is answered; with a key of its own unless one is given."""
        sent = self.headers | {"Idempotency-Key": key or new_id()} | (headers or {})
        return self.client.open(ROOT + path, method=method, json=body, headers=sent)

    def done(self, path: str, body: Any = None, **more: Any) -> Any:
        """The answer to a command that has to succeed."""
        answer = self.send(path, body, **more)
        assert answer.status_code in (200, 201, 204), answer.get_data(as_text=True)
        return answer.get_json() if answer.status_code != 204 else None

    def seen(self, path: str, **query: Any) -> Any:
        """The answer to a question that has to succeed."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_json()

    @property
    def person_id(self) -> str:
        """For whom it acts."""
        return str(self.seen("/me")["person_id"])


def new_token(clients: ServiceClients, email: str, scopes: tuple[str, ...] = SCOPES) -> str:
    """A token of that person's."""
    body = {"email": email, "scopes": list(scopes)}
    made = clients.ask(Ask(directory_calls.CREATE_TOKEN, body, OPERATOR)).result
    return str(made["token"])


def raising(**different: Any) -> dict[str, Any]:
    """The body of a request that is in order."""
    return {
        "kind": "action",
        "category_id": "moorings",
        "ward_id": "cowal",
        "subject": "Mooring rings at the old pier",
        "place": "The old pier",
        "what_happened": "Two rings have rusted through.",
        "ask": "Replace the rings before the season.",
        **different,
    }


def told_between(
    said: Callable[[], dict[str, Any] | None], told: Callable[[], TestResponse]
) -> tuple[dict[str, Any] | None, TestResponse]:
    """What the service says, None when it refuses, and what is told between two times of its saying so.

    The dates of clocks come in by themselves: only what is the same before and after can be compared.
    """

    def once() -> tuple[dict[str, Any] | None, TestResponse] | None:
        before, answer, after = said(), told(), said()
        return (after, answer) if before == after else None

    return until(once, what="an answer between two that are the same")


def problem_of(answer: TestResponse, status: int) -> dict[str, Any]:
    """The problem in an answer of that status, without what differs every time."""
    assert answer.status_code == status, (answer.status_code, answer.get_data(as_text=True))
    assert answer.content_type == "application/problem+json"
    problem: dict[str, Any] = answer.get_json()
    assert problem["status"] == status
    problem.pop("instance")
    return problem
