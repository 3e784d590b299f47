"""Numbered lines as CSV records. A malformed record spoils as few lines as can be, and is always counted."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from gateway.cli.casebook.lines import Line

# A quotation mark that is never closed would swallow the rest of the file: longer records are not believed.
MOST_LINES = 200


@dataclass(frozen=True)
class Record:
    """One record, the line it starts on, and a sentence when it cannot be used."""

    line: int
    values: list[str]
    fault: str | None = None


class _Pending:
    """Lines to parse: those given back first, then the file's."""

    def __init__(self, source: Iterator[Line]) -> None:
        self._source = source
        self._given_back: deque[Line] = deque()

    def take(self) -> Line | None:
        """The next line, or None at the end of the file."""
        return self._given_back.popleft() if self._given_back else next(self._source, None)

    def give_back(self, taken: list[Line]) -> None:
        """Parse these again, on their own."""
        self._given_back.extendleft(reversed(taken))


def records(source: Iterator[Line]) -> Iterator[Record]:
    """Every record of the file; blank lines are none."""
    pending = _Pending(source)
    while first := pending.take():
        record = _record(first, pending)
        if record.values or record.fault:
            yield record


def _record(first: Line, pending: _Pending) -> Record:
    taken = [first]
    try:
        values = next(csv.reader(_feed(taken, pending), strict=True))
    except csv.Error as error:
        # Only the first line is lost: what looked like its continuation is read again as rows.
        pending.give_back(taken[1:])
        return Record(first.number, first.text.strip().split(","), first.fault or _sentence(error))
    faults = [line.fault for line in taken if line.fault]
    return Record(first.number, values, faults[0] if faults else None)


def _feed(taken: list[Line], pending: _Pending) -> Iterator[str]:
    """The text of `taken`'s one line, then further lines for as long as a quotation stays open."""
    yield taken[0].text
    while len(taken) < MOST_LINES and (more := pending.take()):
        taken.append(more)
        yield more.text


def _sentence(error: csv.Error) -> str:
    if "unexpected end of data" in str(error):
        return "A quotation mark is opened and never closed."
    return f"The row is not well-formed CSV: {error}."
