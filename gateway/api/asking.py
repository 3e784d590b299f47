"""The call that a route stands for, made by the person whose token it is."""

import re
from typing import Any

from flask import abort

from gateway.api.bearer import bearer
from gateway.api.headers import expected_version, key_of_person
from gateway.api.problem_json import refuse
from gateway.api.routes import ID_OR_REFERENCE, Route
from gateway.correlation import correlation_id
from gateway.parts import parts
from gateway.people import Person
from gateway.service_clients.clients import Ask
from services.chassis.actor import Actor
from services.chassis.storable_text import is_storable
from services.contracts import problems, requests_calls
from services.contracts.calls import Call
from services.contracts.vocabulary import MEMBER_SERVICES

LONGEST_PART = 120  # of a path; no id, reference or form is longer
LONGEST_REFERENCE = 60

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NOT_THE_DESK = "Only the desk acts for somebody else. Leave out for whom, to act for yourself."

Given = dict[str, Any]


def asked(route: Route, path: dict[str, str], arguments: Given, headers: Given) -> Ask:
    """The call, by the role in which the caller may make it. Ends the request when nobody is to be asked."""
    person = bearer().person
    for_member = headers.get("for_member") or arguments.get(route.member_field or "")
    return Ask(
        route.call,
        _from_path(path) | arguments,
        acting(route.call, person, for_member),
        key=key_of_person(person.id, headers["key"]) if "key" in headers else None,
        expected_version=expected_version(headers.get("version")),
        at_least=tuple(mark for mark in person.reached if mark["source"] != route.call.service),
        correlation_id=correlation_id(),
    )


def visible_request(request_id: str) -> dict[str, Any]:
    """The request as the caller sees it. Raises CallProblem when they see none."""
    if not _ID.fullmatch(request_id):
        abort(404)
    actor = acting(requests_calls.REQUEST, bearer().person)
    asking = Ask(requests_calls.REQUEST, {"request_id": request_id}, actor, correlation_id=correlation_id())
    seen: dict[str, Any] = parts().clients.ask(asking).result["request"]
    return seen


def _from_path(path: dict[str, str]) -> Given:
    """What the path says, as fields of the body; 404 for what nothing is ever called."""
    if not all(is_storable(part, LONGEST_PART) for part in path.values()):
        abort(404)
    if ID_OR_REFERENCE not in path:
        return dict(path)
    named = path[ID_OR_REFERENCE]
    if _ID.fullmatch(named):
        return {"request_id": named}
    if len(named) > LONGEST_REFERENCE:
        abort(404)
    return {"reference": named}


def acting(call: Call, person: Person, for_member: str | None = None) -> Actor:
    """The person in the role in which they may make the call, or the desk for a member; else it ends here."""
    if for_member not in (None, person.id):
        if not person.holds(MEMBER_SERVICES):
            refuse(problems.NOT_ALLOWED, _NOT_THE_DESK)
        return person.acting_as(MEMBER_SERVICES, for_member)
    return person.acting_as(next(role for role in call.roles if person.holds(role)))
