"""Where people start who neither raise requests nor work for a service."""

import pytest
from flask import Flask

from gateway.service_clients.clients import ServiceClients
from tests.gateway.form_reading import seen
from tests.gateway.small_council import SINCE
from tests.gateway.visitors import Visitor
from tests.machines.running_services import RunningServices, load_council

STARTS = {
    "administrator": ("/administration/", "you see first what follows from it"),
    "director": ("/worklist", "Worklist"),
    "information_governance": ("/requests/find", "Find a request"),
}


def address(role: str) -> str:
    """The e-mail address of somebody who holds just this role."""
    return f"{role.replace('_', '-')}@council.test"


@pytest.fixture(scope="module", autouse=True)
def people(running: RunningServices) -> None:
    """Somebody for each of the roles."""
    load_council(
        running,
        {
            "people": [
                {"name": f"Some {role}", "email": address(role), "roles": [{"role": role, "starts": SINCE}]}
                for role in STARTS
            ]
        },
    )


@pytest.mark.parametrize("role", STARTS)
def test_each_starts_where_their_work_is(app: Flask, clients: ServiceClients, role: str) -> None:
    path, heading = STARTS[role]
    person = Visitor(app, clients, address(role))
    assert person.get("/", status=303).headers["Location"] == path
    assert heading in seen(person.get(path))
