"""Where rejected rows are told: in a CSV file safe for spreadsheets, or the first few on the terminal."""

import csv
from pathlib import Path
from types import TracebackType
from typing import TextIO

import click

from gateway.cli.casebook.cases import Rejected
from gateway.cli.failure import CommandFailed

SHOWN = 10
# A spreadsheet runs a cell that starts with one of these as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


class Rejects:
    """Counts the rejected rows and writes each to the file, if there is one."""

    def __init__(self, path: Path | None) -> None:
        self.count = 0
        self._path = path
        self._file: TextIO | None = None

    def __enter__(self) -> "Rejects":
        if self._path:
            try:
                self._file = self._path.open("w", newline="", encoding="utf-8")
            except OSError as error:
                raise CommandFailed(f"{self._path} cannot be written: {error.strerror or error}.") from None
            self._write("line", "reason", "reference")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()
        elif self.count > SHOWN:
            click.echo(f"… and {self.count - SHOWN:,} more: give --rejects FILE to have them all.", err=True)

    def add(self, row: Rejected) -> None:
        """One more rejected row."""
        self.count += 1
        if self._file:
            self._write(str(row.line), row.reason, row.reference)
        elif self.count <= SHOWN:
            click.echo(f"Line {row.line} is rejected: {row.reason}", err=True)

    def _write(self, *cells: str) -> None:
        csv.writer(self._file).writerow([safe_cell(cell) for cell in cells])  # type: ignore[arg-type]
