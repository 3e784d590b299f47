"""More of the small council: everybody who can be something to a request, and what they send."""

from typing import Any

from services.chassis.actor import Actor
from tests.service.requests_casework import (
    LONG_AGO,
    Casework,
    category,
    person,
    service,
)

COLLEAGUE = Actor("cara", "member", frozenset({"member"}))
DEPUTY = Actor("delia", "deputy_head", frozenset({"deputy_head"}))
DIRECTOR = Actor("dirk", "director", frozenset({"director"}))
OTHER_DIRECTOR = Actor("dita", "director", frozenset({"director"}))
GOVERNANCE = Actor("gus", "information_governance", frozenset({"information_governance"}))
BIN_OFFICER = Actor("wes", "officer", frozenset({"officer"}))

Step = tuple[str, Actor, dict[str, Any]]


def whole(casework: Casework) -> Casework:
    """The council with a second member for Cowal, a deputy, directors, governance and a third service."""
    casework.tell("service_recorded", service("waste", "Waste"))
    casework.tell("category_recorded", category("bins", "Bins", "waste"))
    body = {"outside_body_id": "water", "name": "Scottish Water", "contact": "0800 077 8778"}
    casework.tell("outside_body_recorded", {**body, "starts": LONG_AGO, "ends": None})
    casework.tell(
        "person_recorded",
        person("cara", "Cara Colleague", terms=[("cowal", None)]),
        person("delia", "Delia Deputy", roles=[("deputy_head", "roads")]),
        person("dirk", "Dirk Director", roles=[("director", "roads")]),
        person("dita", "Dita Director", roles=[("director", None)]),
        person("gus", "Gus Governance", roles=[("information_governance", None)]),
        person("wes", "Wes Waste", roles=[("officer", "waste")]),
    )
    return casework


def constituent(request_id: str, **different: Any) -> dict[str, Any]:
    """The body of attaching a constituent that is in order."""
    return {
        "request_id": request_id,
        "name": "Morag MacSecret",
        "contact": "morag@secret.example",
        "agreed_to": "Telling the service her secretaddress.",
        "agreed_how": "By secretphone.",
        "agreed_on": "2023-09-18",
        "service_may_see": False,
        **different,
    }


def a_file(request_id: str, **different: Any) -> dict[str, Any]:
    """The body of attaching a file that is in order."""
    return {
        "request_id": request_id,
        "name": "pothole.jpg",
        "media_type": "image/jpeg",
        "size": 12_345,
        "content_hash": "0" * 64,
        **different,
    }


def led(casework: Casework, request_id: str, *steps: Step) -> dict[str, Any]:
    """What the last of these commands to a request was answered."""
    answered: dict[str, Any] = {}
    for name, actor, body in steps:
        answered = casework.done(name, actor, **{**body, "request_id": request_id})
    return answered


def types_read(casework: Casework, actor: Actor, request_id: str) -> list[str]:
    """The types of the events that somebody reads of a request."""
    return [entry["type"] for entry in casework.done("request", actor, request_id=request_id)["timeline"]]
