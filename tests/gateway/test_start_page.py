"""Where people start whose own work has no pages yet."""

import pytest
from flask import Flask

from gateway.service_clients.clients import ServiceClients
from tests.gateway.form_reading import seen
from tests.gateway.small_council import SINCE
from tests.gateway.visitors import Visitor
from tests.machines.running_services import RunningServices, load_council

ROLES = {
    "administrator": "Keeping the council’s directory",
    "director": "For directors",
    "information_governance": "For Information Governance",
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
                for role in ROLES
            ]
        },
    )


@pytest.mark.parametrize(("role", "heading"), ROLES.items())
def test_each_is_told_what_they_can_do_today(
    app: Flask, clients: ServiceClients, role: str, heading: str
) -> None:
    person = Visitor(app, clients, address(role))
    assert person.get("/", status=303).headers["Location"] == "/start"
    page = seen(person.get("/start"))
    assert heading in page
    assert not any(other in page for other in ROLES.values() if other != heading)


def test_an_administrator_reads_how_to_load_a_council(app: Flask, clients: ServiceClients) -> None:
    page = seen(Visitor(app, clients, address("administrator")).get("/start"))
    assert "memberzone directory load" in page
