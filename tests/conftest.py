"""Fixtures every tier may ask for; the broker and PostgreSQL start when the first test wants them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from eventlet import patcher
from hypothesis import HealthCheck, settings

from tests.machines.broker import PrivateBroker
from tests.machines.postgres import FOR_MANY, ThrowAwayPostgres

# A busy machine is no reason to fail.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_collection_finish() -> None:
    """Services run on green threads in processes of their own; patched here, real threads would hang."""
    assert not patcher.already_patched, "a test module imports one that patches the process for eventlet"


@pytest.fixture(scope="session")
def broker() -> Iterator[PrivateBroker]:
    """The session's private broker. A test that stops or freezes it puts it right again."""
    machine = PrivateBroker()
    yield machine
    machine.close()


@pytest.fixture
def vhost(broker: PrivateBroker) -> str:
    """The name of a virtual host of this test's own."""
    return broker.new_vhost()


@pytest.fixture
def vhost_uri(broker: PrivateBroker, vhost: str) -> str:
    """The AMQP address of this test's own virtual host."""
    return broker.uri(vhost)


@pytest.fixture(scope="session")
def postgres() -> Iterator[ThrowAwayPostgres]:
    """The session's throw-away PostgreSQL cluster."""
    machine = ThrowAwayPostgres(FOR_MANY)
    yield machine
    machine.close()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of a new SQLite database."""
    return f"sqlite:///{tmp_path}/test.sqlite3"


@pytest.fixture
def postgresql_url(postgres: ThrowAwayPostgres) -> str:
    """The URL of a new PostgreSQL database."""
    return postgres.new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a new, empty database, once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
