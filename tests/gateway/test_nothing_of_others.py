"""Every route, asked for what somebody may not see, answers as if it were not there.

The walks are made from the app's own routes and from the table of parts in `what_there_is`: a new route is
walked without anybody's doing, or fails here until its parts are in the table.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule as Route
from werkzeug.test import TestResponse

from gateway.access_rules import ACCESS
from gateway.api.routes import ROUTES
from gateway.service_clients.clients import Ask, ServiceClients
from services.chassis.identifiers import new_id
from services.contracts import directory_calls
from services.requests.domain.references import Reference
from tests.gateway.api_examples import EXAMPLES
from tests.gateway.api_programs import PEOPLE, Program, raising
from tests.gateway.visitors import Visitor
from tests.gateway.what_there_is import (
    PARTS,
    Hidden,
    Part,
    address,
    parts_of,
    routes_about_something,
    slugs_for,
)

Seat = Callable[[str], Visitor]

# To Isla's request about a mooring, which she shares with nobody.
STRANGERS = ("colleague", "other member", "officer of another service", "administrator")
CLOSEST = "colleague"  # of the same ward
UNCOUNTED = {directory_calls.SESSION.name, directory_calls.AUTHENTICATE_TOKEN.name}  # remembered for seconds
FOR_PROGRAMS = {f"api.{route.name}": route for route in ROUTES}
PASSING = re.compile(
    r'name="(?:csrf_token|key)" value="[^"]*"|nonce="[^"]*"|"(?:instance|saved_at)": ?"[^"]*"'
)


@dataclass(frozen=True)
class Answer:
    """What came back, without what was asked for and what differs each time; and which calls it took."""

    status: int
    location: str
    told: str
    calls: tuple[str, ...]


@pytest.fixture(scope="module")
def hidden(app: Flask, clients: ServiceClients, programs: dict[str, Program]) -> Hidden:
    """A request of Isla's with a message, a constituent and a note, and her session."""
    member, officer = programs["member"], programs["officer"]
    made = member.done("/requests", raising())
    path = f"/requests/{made['request_id']}"
    for by, command in ((member, "add-message"), (member, "attach-constituent"), (officer, "note")):
        by.done(f"{path}/{command}", EXAMPLES[command.replace("-", "_")])
    owner = Visitor(app, clients, PEOPLE["member"])
    page = owner.client.get("/account").get_data(as_text=True)
    sessions = re.findall(r"/account/sessions/([^/]+)/end", page)
    handle = sessions[0] if sessions else new_id()
    missing = str(Reference(2019, 999_999))
    return Hidden(made["reference"], made["request_id"], handle, owner.person_id, missing)


@pytest.fixture
def counted(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the calls that the gateway makes, as it makes them."""
    made: list[str] = []
    clients = app.extensions["memberzone"].clients
    ask, together = clients.ask, clients.ask_together

    def ask_one(one: Ask, *more: Any) -> Any:
        made.append(one.call.name)
        return ask(one, *more)

    def ask_all(several: Any, *more: Any) -> Any:
        made.extend(one.call.name for one in several)
        return together(several, *more)

    monkeypatch.setattr(clients, "ask", ask_one)
    monkeypatch.setattr(clients, "ask_together", ask_all)
    return made


def test_every_part_of_every_address_is_in_the_table(app: Flask) -> None:
    """A new route with a new part has to say what of somebody's it could show."""
    known = {
        *PARTS,
        *(name for route in app.url_map.iter_rules() for name in parts_of(route) if is_fixed(route, name)),
    }
    for route in app.url_map.iter_rules():
        assert parts_of(route) <= known, f"add the parts of {route.rule} to tests/gateway/what_there_is.py"


def is_fixed(route: Route, name: str) -> bool:
    """Whether the part takes only words that stand in the route itself."""
    return bool(re.search(rf"<any\([^>]*\):{name}>", route.rule))


def asked(client: FlaskClient, made: list[str], send: Callable[[], TestResponse], names: list[str]) -> Answer:
    """The answer, with each of `names` called the same."""
    made.clear()
    response = send()
    told = PASSING.sub("", response.get_data(as_text=True))
    location = response.headers.get("Location", "")
    for name in names:
        told, location = told.replace(name, "it"), location.replace(name, "it")
    with client.session_transaction() as cookie:
        told += json.dumps(cookie.pop("_flashes", []))
    calls = tuple(name for name in made if name not in UNCOUNTED)
    return Answer(response.status_code, location, told, calls)


def names_of(chosen: Callable[[Part], str]) -> list[str]:
    """What the parts are called on one of the two sides, longest first."""
    return sorted({chosen(part) for name, part in PARTS.items() if name in ASKED_FOR}, key=len, reverse=True)


ASKED_FOR = ("reference", "request_id", "handle", "person_id")


def pages_about_something(app: Flask) -> Iterator[tuple[Route, str, str]]:
    """Each page and form whose address names something: the route, the method, the word at its end."""
    for route in routes_about_something(app):
        if ACCESS[route.endpoint].needs_session:
            for method in sorted({"GET", "POST"} & (route.methods or set())):
                yield from ((route, method, slug) for slug in slugs_for(route))


Send = Callable[[str], TestResponse]


def is_given_away(
    client: FlaskClient, made: list[str], send: Send, route: Route, hidden: Hidden, slug: str = ""
) -> bool:
    """Whether the answer for what one may not see differs from the one for what is not there."""
    answers = []
    for side in (Part.hidden_in, Part.missing_in):
        chosen = partial(side, hidden=hidden)
        answers.append(asked(client, made, partial(send, address(route, chosen, slug)), names_of(chosen)))
    return answers[0] != answers[1]


@pytest.mark.parametrize("who", STRANGERS)
def test_pages_tell_a_stranger_nothing_not_even_that_it_is_there(
    app: Flask, seat: Seat, hidden: Hidden, counted: list[str], who: str
) -> None:
    visitor = seat(who)
    form = {"csrf_token": visitor.token()}
    unlike = []
    for route, method, slug in pages_about_something(app):
        if who != CLOSEST and slug not in ("", "message"):
            continue  # one stranger walks every action; to the gateway all are one route
        if who == "administrator" and "person_id" in parts_of(route):
            continue  # people are an administrator's own business
        send = partial(visitor.client.open, method=method, data=form if method == "POST" else None)
        if is_given_away(visitor.client, counted, send, route, hidden, slug):
            unlike.append((method, route.rule, slug))
    assert unlike == []


@pytest.mark.parametrize("who", STRANGERS)
def test_the_api_tells_a_stranger_nothing_not_even_that_it_is_there(
    app: Flask, programs: dict[str, Program], hidden: Hidden, counted: list[str], who: str
) -> None:
    program = programs[who]
    unlike = []
    for route in routes_about_something(app):
        known = FOR_PROGRAMS.get(route.endpoint)
        if known is None:
            continue
        body = EXAMPLES.get(known.name, {}) if known.method != "GET" else None
        send = partial(sent_by, program, known.method, body)
        if is_given_away(program.client, counted, send, route, hidden):
            unlike.append((known.method, route.rule))
    assert unlike == []


def sent_by(program: Program, method: str, body: Any, path: str) -> TestResponse:
    """What the program is answered, with a key of its own."""
    headers = program.headers | {"Idempotency-Key": new_id()}
    return program.client.open(path, method=method, json=body, headers=headers)
