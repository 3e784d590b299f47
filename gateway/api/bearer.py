"""Who calls the JSON interface: the person whose token comes along."""

from dataclasses import dataclass

from flask import g, request

from gateway.correlation import correlation_id
from gateway.parts import parts
from gateway.people import Person, read_person
from gateway.service_clients.clients import Ask
from gateway.service_clients.outcome import CallProblem
from gateway.sessions import THE_GATEWAY
from services.contracts import directory_calls, problems
from services.contracts.problems import Problem

SHORTEST, LONGEST = 20, 200
_NO_TOKEN = "Send a token in the header: Authorization: Bearer …"


@dataclass(frozen=True)
class Bearer:
    """A person, and what their token may be used for."""

    person: Person
    scopes: frozenset[str]


def authenticate() -> None:
    """Find out whose token it is. Raises CallProblem."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not SHORTEST <= len(token) <= LONGEST:
        raise CallProblem(Problem(problems.NOT_SIGNED_IN, _NO_TOKEN), directory_calls.AUTHENTICATE_TOKEN)
    call = directory_calls.AUTHENTICATE_TOKEN
    ask = Ask(call, {"token": token}, THE_GATEWAY, correlation_id=correlation_id())
    answer = parts().clients.ask(ask).result
    g.bearer = Bearer(read_person(answer["person"]), frozenset(answer["scopes"]))


def bearer() -> Bearer:
    """Who calls."""
    caller: Bearer = g.bearer
    return caller
