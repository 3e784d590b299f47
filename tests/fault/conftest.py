"""Councils at work on the session's broker, over SQLite and over PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
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
) -> OpenCouncil:
    """Opens councils by the kind of their databases; whoever opens one closes it."""

    def open_one(kind: str) -> CouncilAtWork:
        urls = {name: postgres.new_database() for name in SERVICES} if kind == "postgresql" else None
        council = CouncilAtWork(broker.uri(broker.new_vhost()), tmp_path_factory.mktemp(kind), urls)
        council.start()
        return council

    return open_one


@pytest.fixture(scope="package")
def councils(open_council: OpenCouncil) -> Iterator[OpenCouncil]:
    """The council of each kind that tests share: every test leaves it at peace."""
    with ExitStack() as opened:
        yield cache(lambda kind: opened.enter_context(closing(open_council(kind))))


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
