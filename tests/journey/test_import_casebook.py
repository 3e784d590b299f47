"""A casebook comes in whole through the real services, whatever is killed on the way, on both databases."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.service_clients.clients import ServiceClients
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import DIRECTORY, REQUESTS, SERVICES, consumers_of
from tests.journey.imported_figures import differing_figures
from tests.journey.importing_copy import EXCERPT, EXCERPT_BALANCE, STREAM, ImportingCopy, asked, finished
from tests.machines.broker import PrivateBroker
from tests.machines.postgres import ThrowAwayPostgres
from tests.unit.casebooks import HEADING, row
from tests.waiting import until

ROWS = 8_000


@pytest.fixture(params=["sqlite", "postgresql"])
def copy(
    request: pytest.FixtureRequest, broker: PrivateBroker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ImportingCopy]:
    """The services, each on a new database."""
    if request.param == "postgresql":
        postgres: ThrowAwayPostgres = request.getfixturevalue("postgres")
        for service in SERVICES:
            monkeypatch.setenv(f"DATABASE_URL_{service.upper()}", postgres.new_database())
    services = ImportingCopy(broker.uri(broker.new_vhost()), tmp_path)
    try:
        services.start()
        yield services
    finally:
        services.stop()


@pytest.fixture
def long_casebook(tmp_path: Path) -> Path:
    """Many chunks of rows."""
    path = tmp_path / "long.csv"
    path.write_bytes(HEADING + b"".join(row(f"R{number}") for number in range(ROWS)))
    return path


def chunks_that_arrived(clients: ServiceClients) -> int:
    """How many chunks directory has heard of: asking does not hold up the service that stores them."""
    asked_of = chassis_calls(DIRECTORY)["position"]
    reached: int = asked(clients, asked_of, {"source": REQUESTS, "stream": STREAM})["sequence"]
    return reached


def test_a_casebook_comes_in_adds_up_and_every_consumer_counts_it(
    copy: ImportingCopy, tmp_path: Path
) -> None:
    rejects = tmp_path / "rejects.csv"
    assert copy.import_whole(EXCERPT, "--rejects", str(rejects)) == EXCERPT_BALANCE
    with rejects.open(newline="") as file:
        assert [entry["line"] for entry in csv.DictReader(file)] == ["33", "44", "51", "56"]
    clients = copy.clients()
    stored = len(copy.stored_chunks(clients))
    for consumer in consumers_of(REQUESTS):
        position = asked(clients, chassis_calls(consumer)["position"], {"source": REQUESTS, "stream": STREAM})
        assert position["sequence"] == stored
    clients.close()
    assert differing_figures(copy, EXCERPT, tmp_path) == []
    assert copy.import_whole(EXCERPT) == "read 300 imported 0 already 296 rejected 4"


def test_an_import_that_is_killed_goes_on_when_it_is_run_again(
    copy: ImportingCopy, long_casebook: Path
) -> None:
    clients = copy.clients()
    killed = copy.start_import(long_casebook)
    until(lambda: chunks_that_arrived(clients) >= 2, within=60, what="a few chunks to be stored")
    killed.kill()
    killed.communicate()
    before = until(lambda: copy.stored_chunks(clients), what="stored chunks")
    assert sum(len(cases) for cases in before) < ROWS
    words = copy.import_whole(long_casebook).split()
    assert words[0::2] == ["read", "imported", "already", "rejected"]
    read, imported, already, rejected = (int(word) for word in words[1::2])
    assert (read, imported + already, rejected) == (ROWS, ROWS, 0)
    assert already >= sum(len(cases) for cases in before)
    references = [case["external_reference"] for cases in copy.stored_chunks(clients) for case in cases]
    assert sorted(references) == sorted(f"R{number}" for number in range(ROWS))
    clients.close()


def test_an_import_outlives_the_kill_of_the_service_that_stores_it(
    copy: ImportingCopy, long_casebook: Path
) -> None:
    clients = copy.clients()
    under_way = copy.start_import(long_casebook)
    until(lambda: chunks_that_arrived(clients) >= 2, within=60, what="a few chunks to be stored")
    copy.kill_one(REQUESTS)
    copy.start_one(REQUESTS)
    said, _ = finished(under_way)
    assert said == f"read {ROWS} imported {ROWS} already 0 rejected 0\n"
    references = [case["external_reference"] for cases in copy.stored_chunks(clients) for case in cases]
    assert len(references) == len(set(references)) == ROWS
    clients.close()
