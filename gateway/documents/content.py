"""What a paper says, whatever it is printed as: sections of sentences, tables and charts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gateway.documents.exact_numbers import Number

Cell = Number | str | None
NOTHING = "none"


def shown(cell: Cell) -> str:
    """A cell as people read it; a figure of nothing says so."""
    return NOTHING if cell is None else str(cell)


Opens = Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """One line of a table. `level` 0 sums up the lines of level 1 that follow it.

    `opens`: for each cell that counts requests, which: {"figure", and filters by name}; a page links to them.
    """

    name: str
    cells: tuple[Cell, ...]
    level: int = 1
    opens: tuple[Opens | None, ...] = ()

    def opened_by(self, cell: int) -> Opens | None:
        """What a cell opens, counted from 0; None when there is nothing to open."""
        return self.opens[cell] if cell < len(self.opens) else None


@dataclass(frozen=True)
class Table:
    """`heads`: what the first column names, then one for every cell of a row."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    def is_numeric(self, column: int) -> bool:
        """Whether numbers stand in the column, so that it is set to the right. Column 0 holds names."""
        return column > 0 and any(isinstance(row.cells[column - 1], Number) for row in self.rows)


@dataclass(frozen=True)
class Chart:
    """A Vega-Lite specification, and the sentence that says what it shows to those who cannot see it."""

    spec: Mapping[str, Any]
    sentence: str


@dataclass(frozen=True)
class Section:
    """One heading and what stands under it. `key` names it for templates; `quotes` are members' own words."""

    key: str
    heading: str
    sentences: tuple[str, ...] = ()
    chart: Chart | None = None
    tables: tuple[Table, ...] = ()
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole paper. `facts`: short lines under the title, label and value.

    `issued_at` is none of a draft.
    """

    title: str
    council: str
    period: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    issued_at: datetime | None = None
