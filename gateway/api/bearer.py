"""Who calls the JSON interface: the person whose token comes along, and what they may."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import abort, g, request

from gateway.api.problem_json import problem_json, problem_of_call, refuse
from gateway.correlation import correlation_id
from gateway.parts import parts
from gateway.people import Person, read_person
from gateway.service_clients.clients import Ask
from gateway.service_clients.outcome import CallProblem
from gateway.sessions import THE_GATEWAY
from services.contracts import directory_calls, problems
from services.contracts.problems import Problem
from services.contracts.vocabulary import SCOPES

SHORTEST, LONGEST = 20, 200
_NO_TOKEN = "Send a token in the header: Authorization: Bearer …"
_NO_PROGRAM = "This is the secret of a calendar feed, which is for no program. Ask for a token."
_NO_ROLE = "Your role does not allow this."


@dataclass(frozen=True)
class Bearer:
    """A person, and what their token may be used for."""

    person: Person
    scopes: frozenset[str]


def check_bearer(scope: str | None = None, roles: Collection[str] = ()) -> None:
    """Let in who has a token, good for `scope`, and holds one of `roles`. Raises CallProblem."""
    g.bearer = _authenticated()
    if scope is not None and scope not in g.bearer.scopes:
        _refuse_scope(scope)
    if roles and not g.bearer.person.holds(*roles):
        refuse(problems.NOT_ALLOWED, _NO_ROLE)


def bearer() -> Bearer:
    """Who calls."""
    caller: Bearer = g.bearer
    return caller


def _authenticated() -> Bearer:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not SHORTEST <= len(token) <= LONGEST:
        raise CallProblem(Problem(problems.NOT_SIGNED_IN, _NO_TOKEN), directory_calls.AUTHENTICATE_TOKEN)
    call = directory_calls.AUTHENTICATE_TOKEN
    ask = Ask(call, {"token": token}, THE_GATEWAY, correlation_id=correlation_id())
    answer = parts().clients.ask(ask).result
    scopes = frozenset(answer["scopes"])
    if not scopes & frozenset(SCOPES):  # of a calendar feed: its address opens nothing else
        raise CallProblem(Problem(problems.NOT_SIGNED_IN, _NO_PROGRAM), call)
    return Bearer(read_person(answer["person"]), scopes)


def _refuse_scope(scope: str) -> None:
    sentence = f"This token is not good for that: it needs the scope {scope}. Make one that has it."
    response = problem_json(problem_of_call(Problem(problems.NOT_ALLOWED, sentence)))
    response.headers["WWW-Authenticate"] = f'Bearer error="insufficient_scope", scope="{scope}"'
    abort(response)
