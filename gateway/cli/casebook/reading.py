"""A casebook file from its first byte to cases and rejected rows, one at a time."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from gateway.cli.casebook.cases import CaseReader, NamedCase, Rejected
from gateway.cli.casebook.lines import lines
from gateway.cli.casebook.mapping import Mapping
from gateway.cli.casebook.opened import opened
from gateway.cli.casebook.records import records
from gateway.cli.failure import CommandFailed


def read_casebook(path: Path, mapping: Mapping, now: datetime) -> Iterator[NamedCase | Rejected]:
    """Every row of the file, in order. Raises CommandFailed when the file or its heading cannot be read."""
    with opened(path) as stream:
        rows = records(lines(stream, mapping.encoding))
        heading = next(rows, None)
        if heading is None or heading.fault:
            fault = heading.fault if heading else "It is empty."
            raise CommandFailed(f"{path} does not begin with a heading of column names. {fault}")
        reader = CaseReader(mapping, heading.values, now)
        for record in rows:
            yield reader.read(record)
