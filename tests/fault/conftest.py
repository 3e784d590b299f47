"""Councils at work on the session's broker, over SQLite and over PostgreSQL."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.fault.council_at_work import SERVICES, CouncilAtWork
from tests.machines.broker import PrivateBroker
from tests.machines.postgres import ThrowAwayPostgres

DATABASES = ("sqlite", "postgresql")

OpenCouncil = Callable[[str], CouncilAtWork]


@pytest.fixture(scope="package")
def open_council(
    broker: PrivateBroker, postgres: ThrowAwayPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenCouncil]:
    """Opens councils by the kind of their databases; all are closed after the last test here."""
    opened: list[CouncilAtWork] = []

    def open_one(kind: str) -> CouncilAtWork:
        urls = {name: postgres.new_database() for name in SERVICES} if kind == "postgresql" else None
        council = CouncilAtWork(broker.uri(broker.new_vhost()), tmp_path_factory.mktemp(kind), urls)
        opened.append(council)
        council.start()
        return council

    yield open_one
    for council in opened:
        council.close()


@pytest.fixture(scope="package")
def councils(open_council: OpenCouncil) -> OpenCouncil:
    """The council of each kind that tests share: every test leaves it at peace."""
    return cache(open_council)


@pytest.fixture(params=DATABASES)
def council(request: pytest.FixtureRequest, councils: OpenCouncil) -> CouncilAtWork:
    """The shared council, once on SQLite and once on PostgreSQL."""
    return councils(request.param)


@pytest.fixture
def postgresql_council(councils: OpenCouncil) -> CouncilAtWork:
    """The shared council on PostgreSQL."""
    return councils("postgresql")


@pytest.fixture
def both_councils(councils: OpenCouncil) -> list[CouncilAtWork]:
    """One on SQLite and one on PostgreSQL, side by side on the same broker."""
    return [councils(kind) for kind in DATABASES]
