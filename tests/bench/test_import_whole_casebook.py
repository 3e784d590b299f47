"""The whole casebook, every consumer caught up: under ten minutes and 300 MB a process, on both databases."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.contracts.names import SERVICES
from tests.journey.imported_figures import differing_figures
from tests.journey.importing_copy import EXCERPT, EXCERPT_BALANCE, ImportingCopy
from tests.machines.broker import PrivateBroker
from tests.machines.postgres import ThrowAwayPostgres
from tests.waiting import until

LARGE = Path("../shared/data/nyc_council_casework_2015_2019.csv.xz")
# Where the large file is not, the excerpt stands for it.
CASEBOOK, BALANCE = (
    (LARGE, "read 233331 imported 233238 already 13 rejected 80")
    if LARGE.exists()
    else (EXCERPT, EXCERPT_BALANCE)
)
MOST_SECONDS = 600
MOST_MEGABYTES = 300


def peak_megabytes(process_id: int) -> int:
    """The most memory that a running process has had so far."""
    status = Path(f"/proc/{process_id}/status").read_text()
    peaks = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")]
    return peaks[0] // 1024 if peaks else 0


@pytest.fixture(params=["sqlite", "postgresql"])
def copy(
    request: pytest.FixtureRequest, broker: PrivateBroker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ImportingCopy]:
    """Both services, each on a new database."""
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


def test_the_whole_casebook_is_everywhere_in_time_in_bounded_memory_and_in_the_figures(
    copy: ImportingCopy, tmp_path: Path
) -> None:
    started = time.monotonic()
    under_way = copy.start_import(CASEBOOK)
    importer = [0]

    def has_ended() -> bool:
        importer.append(peak_megabytes(under_way.pid))
        return under_way.poll() is not None

    until(has_ended, within=MOST_SECONDS, what="the end of the import")
    seconds = time.monotonic() - started
    said, complained = under_way.communicate()
    peaks = {"import": max(importer)} | {name: peak_megabytes(copy.process_id(name)) for name in SERVICES}
    print(f"\n{BALANCE}: {seconds:.0f} s; peak MB: {peaks}")
    assert said == BALANCE + "\n", complained
    assert differing_figures(copy, CASEBOOK, tmp_path) == []
    assert seconds < MOST_SECONDS
    assert max(peaks.values()) < MOST_MEGABYTES
