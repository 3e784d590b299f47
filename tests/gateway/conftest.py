"""The gateway on a real bus, before the real directory and requests services with a small council."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gateway.app import create_app
from gateway.service_clients.clients import ServiceClients, open_clients
from gateway.settings import GatewaySettings, IdentityProvider
from services.chassis.clock import SystemClock
from tests.gateway import newcomers
from tests.gateway.api_programs import MORE_OF_THE_COUNCIL, PEOPLE, Program
from tests.gateway.newcomers import NewService
from tests.gateway.small_council import AILSA, SMALL_COUNCIL
from tests.gateway.visitors import Visitor
from tests.machines.broker import PrivateBroker
from tests.machines.running_services import RunningServices, load_council


@pytest.fixture(scope="package")
def running(broker: PrivateBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServices]:
    """Both services with the small council loaded, for all tests of the gateway."""
    services = RunningServices(broker.uri(broker.new_vhost()), tmp_path_factory.mktemp("services"))
    try:
        services.start()
        load_council(services, SMALL_COUNCIL)
        yield services
    finally:
        services.stop()


@pytest.fixture(scope="package")
def clients(running: RunningServices) -> Iterator[ServiceClients]:
    """Calls to the services, past the gateway."""
    opened = open_clients(running.amqp_uri, running.keys_dir, SystemClock(), size=2)
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def settings(running: RunningServices) -> GatewaySettings:
    """Settings of a gateway before the running services."""
    return GatewaySettings(
        amqp_uri=running.amqp_uri,
        actor_keys_dir=running.keys_dir,
        secret_key="for tests of the gateway only",
        public_url="http://localhost",
        demonstration=True,
        clock_offset_file=running.clock_offset_file,
    )


@pytest.fixture(scope="module")
def make_app() -> Iterator[Callable[[GatewaySettings], Flask]]:
    """Makes gateways whose connections are closed in the end."""
    made: list[Flask] = []

    def make(settings: GatewaySettings) -> Flask:
        made.append(create_app(settings))
        made[-1].config["PROPAGATE_EXCEPTIONS"] = False
        return made[-1]

    yield make
    for app in made:
        app.extensions["memberzone"].clients.close()


@pytest.fixture(scope="module")
def app(make_app: Callable[[GatewaySettings], Flask], settings: GatewaySettings) -> Flask:
    """The gateway."""
    return make_app(settings)


@pytest.fixture(scope="module")
def lonely_app(make_app: Callable[[GatewaySettings], Flask], settings: GatewaySettings) -> Flask:
    """A gateway whose broker and identity provider are not there."""
    provider = IdentityProvider("away", "Sign in", "http://127.0.0.1:1", "memberzone", "secret")
    return make_app(replace(settings, amqp_uri="amqp://nobody:x@127.0.0.1:1/none", providers=(provider,)))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a session."""
    return app.test_client()


@pytest.fixture
def visitor(app: Flask, clients: ServiceClients) -> Visitor:
    """A browser in which Ailsa Munro, a member, is signed in."""
    return Visitor(app, clients, AILSA)


@pytest.fixture
def later(running: RunningServices) -> Iterator[Path]:
    """The file with the seconds that the clocks of services and gateway are ahead; put back afterwards."""
    yield running.clock_offset_file
    running.clock_offset_file.write_text("0")


@pytest.fixture(scope="package")
def whole_council(running: RunningServices) -> None:
    """Two more services, and somebody in every role."""
    load_council(running, MORE_OF_THE_COUNCIL)


@pytest.fixture(scope="module")
def programs(app: Flask, clients: ServiceClients, whole_council: None) -> dict[str, Program]:
    """A program for somebody in every role, by who they are; as often as it likes."""
    for limiter in app.extensions["limiter"]:
        limiter.enabled = False
    return {who: Program(app, clients, email) for who, email in PEOPLE.items()}


@pytest.fixture
def seat(app: Flask, clients: ServiceClients, whole_council: None) -> Callable[[str], Visitor]:
    """Makes browsers in which one of PEOPLE is signed in, by who they are."""
    return lambda who: Visitor(app, clients, PEOPLE[who])


@pytest.fixture
def member(programs: dict[str, Program]) -> Program:
    """Isla's program: she is a member."""
    return programs["member"]


@pytest.fixture
def officer(programs: dict[str, Program]) -> Program:
    """Kirsty's program: she is an officer of Harbours."""
    return programs["officer"]


@pytest.fixture
def newcomer(app: Flask, clients: ServiceClients, running: RunningServices, whole_council: None) -> Visitor:
    """A browser of a member who has raised nothing and keeps nothing."""
    return newcomers.new_member(
        lambda council: load_council(running, council), lambda email: Visitor(app, clients, email)
    )


@pytest.fixture
def new_service(
    app: Flask, clients: ServiceClients, running: RunningServices, whole_council: None
) -> NewService:
    """A service to which nobody has sent anything, with its officer and its head."""
    return newcomers.new_service(
        lambda council: load_council(running, council), lambda email: Visitor(app, clients, email)
    )
