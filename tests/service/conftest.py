"""Services over real databases, called as the gateway calls them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog

from services.chassis.logs import only_where_it_failed
from tests.service.bus_ground import Source
from tests.service.chassis_desk import Desk
from tests.service.chassis_ground import ConsumingFollower
from tests.service.clock_room import ClockRoom
from tests.service.directory_office import Office
from tests.service.feedback_room import FeedbackRoom
from tests.service.figures_room import FiguresRoom
from tests.service.requests_casework import Casework


@pytest.fixture(autouse=True, scope="session")
def _short_logs() -> None:
    """Errors as services log them: pictures of every frame and its variables take longer than the tests."""
    structlog.configure(processors=[only_where_it_failed, structlog.dev.ConsoleRenderer()])


@pytest.fixture
def casework(database_url: str, tmp_path: Path) -> Iterator[Casework]:
    """The requests service of a small council, once on SQLite and once on PostgreSQL."""
    made = Casework(database_url, tmp_path / "keys")
    yield made
    made.close()


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A service of two calls, once on SQLite and once on PostgreSQL."""
    made = Desk(database_url, tmp_path / "keys")
    yield made
    made.database.close()


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """The directory service with nobody in it, once on SQLite and once on PostgreSQL."""
    made = Office(database_url, tmp_path / "keys")
    yield made
    made.close()


@pytest.fixture
def figures_room(database_url: str, tmp_path: Path) -> Iterator[FiguresRoom]:
    """The reporting service of a small council, once on SQLite and once on PostgreSQL."""
    made = FiguresRoom(database_url, tmp_path / "keys")
    yield made
    made.close()


@pytest.fixture
def clock_room(database_url: str, tmp_path: Path) -> Iterator[ClockRoom]:
    """The sla service of a small council, once on SQLite and once on PostgreSQL."""
    made = ClockRoom(database_url, tmp_path / "keys")
    yield made
    made.close()


@pytest.fixture
def feedback_room(database_url: str, tmp_path: Path) -> Iterator[FeedbackRoom]:
    """The feedback service of a small council, once on SQLite and once on PostgreSQL."""
    made = FeedbackRoom(database_url, tmp_path / "keys")
    yield made
    made.close()


@pytest.fixture
def source(tmp_path: Path, vhost_uri: str) -> Iterator[Source]:
    """A service that publishes on a virtual host of the test's own."""
    made = Source(f"sqlite:///{tmp_path}/source.sqlite3", vhost_uri)
    yield made
    made.close()


@pytest.fixture
def follower(database_url: str, vhost_uri: str) -> Iterator[ConsumingFollower]:
    """A service that follows it, once on SQLite and once on PostgreSQL; not started."""
    with closing(ConsumingFollower(database_url, vhost_uri)) as service:
        yield service
