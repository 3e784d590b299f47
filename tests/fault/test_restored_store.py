"""A source's database was restored from a backup and goes on: its new events are told from those it lost."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy.engine import make_url

from services.chassis.applying import CONFLICT
from services.contracts.chassis_calls import chassis_calls
from services.contracts.events import parse_source
from tests.fault.conftest import DATABASES, OpenCouncil
from tests.fault.council_at_work import CouncilAtWork
from tests.machines.postgres import ThrowAwayPostgres
from tests.machines.running_services import OPERATOR
from tests.waiting import until

ALARM = "another history of the same stream arrived"


@pytest.fixture(params=DATABASES)
def council(request: pytest.FixtureRequest, open_council: OpenCouncil) -> Iterator[CouncilAtWork]:
    """One of its own: what a restore leaves behind is nobody else's."""
    with closing(open_council(request.param)) as opened:
        yield opened


def test_after_a_restore_a_number_used_twice_is_an_alarm_and_never_applied(
    council: CouncilAtWork, postgres: ThrowAwayPostgres
) -> None:
    request_id, other = council.raise_request(), council.raise_request()
    council.drain()
    council.services.stop_one("requests")
    backup = copied(council.services.database_urls["requests"], postgres)
    council.services.start_one("requests")
    council.message(request_id)
    council.drain()
    lost = applied(council, request_id)

    council.services.stop_one("requests")
    council.services.database_urls["requests"] = backup
    council.services.command("requests", "new-epoch")
    council.services.start_one("requests")
    council.message(request_id)
    council.message(other)
    (event,) = until(
        lambda: parked(council, request_id), 40, "the second event with that number to be parked"
    )
    assert event["reason"] == CONFLICT
    assert applied(council, request_id) == lost
    until(lambda: len(applied(council, other)) == 2, 30, "another stream to go on")
    council.stay_up()
    assert ALARM in council.services.logs()
    _, epoch = parse_source(json.loads(str(event["body"]))["source"])
    epochs = council.stores()["requests"].values("epochs", "number", "id")
    assert epochs[1:] == [(2, epoch)]

    rebuild(council, "directory")
    assert applied(council, request_id) == lost[:-1]
    council.do(chassis_calls("directory")["replay_parked"], OPERATOR, parked_id=event["id"])
    restored = council.stores()["requests"].values("events", "sequence", "id", stream=request_id)
    assert applied(council, request_id) == restored


def rebuild(council: CouncilAtWork, service: str) -> None:
    """As the runbook says: `memberzone replay SERVICE`."""
    calls = chassis_calls(service)
    begun = council.do(calls["replay"], OPERATOR).result
    until(lambda: council.ask(calls["rebuild_progress"], **begun)["done"], 60, "the rebuild")


def applied(council: CouncilAtWork, stream: str) -> list[tuple[object, ...]]:
    """What directory has applied of a stream: numbers and ids."""
    return council.stores()["directory"].values("inbox", "sequence", "event_id", stream=stream)


def parked(council: CouncilAtWork, stream: str) -> list[dict[str, object]]:
    """What directory has set aside of a stream."""
    return [dict(row) for row in council.stores()["directory"].rows("parked_messages", stream=stream)]


def copied(url: str, postgres: ThrowAwayPostgres) -> str:
    """The URL of a backup of a database that nobody is using."""
    parts = make_url(url)
    if parts.get_backend_name() == "postgresql":
        return postgres.copy_database(url)
    backup = f"{parts.database}.backup"
    with closing(sqlite3.connect(str(parts.database))) as there, closing(sqlite3.connect(backup)) as here:
        there.backup(here)
    return f"sqlite:///{backup}"
