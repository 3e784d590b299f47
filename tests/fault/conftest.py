"""Councils at work on the session's broker, over SQLite and over PostgreSQL."""

from collections.abc import Callable, Iterator

import pytest

from services.contracts.names import SERVICES
from tests.fault.council_at_work import CouncilAtWork
from tests.machines.broker import PrivateBroker
from tests.machines.postgres import ThrowAwayPostgres

DATABASES = ("sqlite", "postgresql")

OpenCouncil = Callable[[str], CouncilAtWork]


@pytest.fixture(scope="module")
def open_council(
    broker: PrivateBroker, postgres: ThrowAwayPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenCouncil]:
    """Opens councils of their own, by the kind of their databases; all are closed after the module."""
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


@pytest.fixture(scope="module", params=DATABASES)
def council(request: pytest.FixtureRequest, open_council: OpenCouncil) -> CouncilAtWork:
    """One council for all tests of a module, once on SQLite and once on PostgreSQL."""
    return open_council(request.param)


@pytest.fixture(scope="module")
def both_councils(open_council: OpenCouncil) -> list[CouncilAtWork]:
    """One on SQLite and one on PostgreSQL, side by side on the same broker."""
    return [open_council(kind) for kind in DATABASES]
