"""Sweeps away what nobody refers to: unfinished uploads, forms never sent, what was redacted elsewhere."""

import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from gateway.attachments.file_store import FileStore
from gateway.attachments.ready_files import GOOD_FOR_SECONDS
from gateway.service_clients.clients import Ask, ServiceClients
from gateway.service_clients.outcome import CallProblem
from gateway.sessions import THE_GATEWAY
from services.chassis.logs import logger
from services.contracts import requests_calls

# A form may carry a file for a day; then there is time to send it.
YOUNG = timedelta(seconds=GOOD_FOR_SECONDS) + timedelta(hours=2)
FIRST_AFTER_SECONDS = 300.0
EVERY_SECONDS = 3_600.0
_AT_ONCE = 500
_log = logger(__name__)


def sweep(store: FileStore, clients: ServiceClients, now: datetime) -> int:
    """Remove what is no longer young and belongs to no request; how much went. Raises CallProblem."""
    before = now - YOUNG
    gone = 0
    for paths in _by(_AT_ONCE, store.older_than(before)):
        hashes = {path: FileStore.hash_of(path) for path in paths}
        asked = Ask(
            requests_calls.FILES_IN_USE,
            {"content_hashes": [one for one in hashes.values() if one]},
            THE_GATEWAY,
            correlation_id="sweep of files",
        )
        in_use = set(clients.ask(asked).result["in_use"])
        gone += sum(store.remove_if_older(path, before) for path in paths if hashes[path] not in in_use)
    return gone


def _by(number: int, paths: Iterable[str]) -> Iterator[list[str]]:
    found = iter(list(paths))  # all of them first: what is removed must not move the listing
    while part := list(islice(found, number)):
        yield part


def sweep_for_ever(store: FileStore, clients: ServiceClients) -> None:
    """A thread of this process that sweeps every hour. Several processes may: each removes what is left."""

    def run() -> None:
        pause = threading.Event()
        pause.wait(FIRST_AFTER_SECONDS)
        while True:
            try:
                gone = sweep(store, clients, datetime.now(UTC))
                _log.info("swept files", removed=gone)
            except (CallProblem, OSError) as error:
                _log.warning("files were not swept", reason=str(error))
            pause.wait(EVERY_SECONDS)

    threading.Thread(target=run, name="sweep of files", daemon=True).start()
