"""What is measured is measured on a PostgreSQL that looks after itself as a council's does."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.machines.postgres import ThrowAwayPostgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[ThrowAwayPostgres]:
    """The session's throw-away PostgreSQL cluster."""
    with closing(ThrowAwayPostgres()) as machine:
        yield machine
