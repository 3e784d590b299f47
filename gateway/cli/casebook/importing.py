"""One import from beginning to end: names looked up or made, rows sent, consumers waited for, all counted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from gateway.cli.casebook.cases import NamedCase, Rejected
from gateway.cli.casebook.caught_up import Positions, last_sequences, wait_until_applied
from gateway.cli.casebook.census import Census
from gateway.cli.casebook.council import Council
from gateway.cli.casebook.mapping import Mapping
from gateway.cli.casebook.missing import Missing
from gateway.cli.casebook.reading import read_casebook
from gateway.cli.casebook.rejects import Rejects
from gateway.cli.casebook.sending import Sender, Stored
from gateway.cli.operator import PATIENCE_SECONDS, Operator
from gateway.cli.progress import Progress
from services.contracts.directory_calls import COUNCIL, LOAD
from services.contracts.names import DIRECTORY, REQUESTS, consumers_of


@dataclass
class Balance:
    """What became of every row that was read; it adds up when the run is over."""

    rejects: Rejects
    read: int = 0
    imported: int = 0
    already: int = 0
    reached: Positions = field(default_factory=dict)

    def add(self, stored: Stored) -> None:
        """Count in one chunk's answer."""
        self.imported += stored.imported
        self.already += stored.already
        for row in stored.rejected:
            self.rejects.add(row)
        if stored.stream and stored.sequence:
            self.reached[stored.stream] = max(stored.sequence, self.reached.get(stored.stream, 0))

    def __str__(self) -> str:
        return (
            f"read {self.read} imported {self.imported} already {self.already} rejected {self.rejects.count}"
        )


class CasebookImport:
    """The import of one file. Running it again after any end goes on where it stopped."""

    def __init__(self, operator: Operator, file: Path, mapping: Mapping) -> None:
        self._operator = operator
        self._file = file
        self._mapping = mapping
        self._made: Positions = {}

    def create_missing(self) -> None:
        """Make the members, wards, services and categories that the file names and the directory lacks."""
        census = Census()
        with Progress("rows looked through") as progress:
            for count, row in enumerate(self._rows(), 1):
                if isinstance(row, NamedCase):
                    census.add(row)
                progress.show(count)
        missing = Missing(census, self._council(), self._mapping)
        for batch in missing.batches():
            answer = self._operator.ask(LOAD, batch, PATIENCE_SECONDS)
            self._made |= {at["stream"]: at["sequence"] for at in answer["reached"]}
        if made := str(missing):
            click.echo(f"Added to the directory: {made}.", err=True)

    def send(self, balance: Balance) -> None:
        """Send every row that can be a case, and count what becomes of all of them."""
        council = self._council()
        wait_until_applied(self._operator, REQUESTS, DIRECTORY, last_sequences(self._operator, DIRECTORY))
        with (
            Progress("rows") as progress,
            Sender(self._operator, self._mapping.casebook, balance.add) as sender,
        ):
            for row in self._rows():
                balance.read += 1
                case = council.body(row, self._mapping) if isinstance(row, NamedCase) else row
                if isinstance(case, Rejected):
                    balance.rejects.add(case)
                else:
                    sender.add(case)
                progress.show(balance.read)

    def wait(self, balance: Balance) -> None:
        """Return when every service that keeps a copy of what was made or imported has applied it."""
        for consumer in consumers_of(DIRECTORY):
            wait_until_applied(self._operator, consumer, DIRECTORY, self._made)
        for consumer in consumers_of(REQUESTS):
            wait_until_applied(self._operator, consumer, REQUESTS, balance.reached)

    def _council(self) -> Council:
        return Council.of(self._operator.ask(COUNCIL, patience_seconds=PATIENCE_SECONDS))

    def _rows(self) -> Iterator[NamedCase | Rejected]:
        return read_casebook(self._file, self._mapping, self._operator.clock.now())
