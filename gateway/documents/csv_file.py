"""The paper's tables as CSV, for programs and spreadsheets: one line a figure, words made harmless."""

import csv
from io import StringIO

from gateway.documents.content import Cell, Document
from gateway.documents.exact_numbers import Number

HEADS = ("section", "table", "row", "column", "value")
# A spreadsheet takes a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"  # without it, a spreadsheet takes "Càrn" for something else


def csv_file(document: Document) -> bytes:
    """The file: UTF-8, comma, one line for each figure; a share as a number between 0 and 1."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADS)
    for section in document.sections:
        for table in section.tables:
            for row in table.rows:
                for head, cell in zip(table.heads[1:], row.cells, strict=True):
                    words = (section.heading, table.caption, row.name, head)
                    writer.writerow([*map(harmless, words), _value(cell)])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def harmless(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _value(cell: Cell) -> str:
    if isinstance(cell, Number):
        value = cell.value
        return str(value.numerator) if value.denominator == 1 else repr(float(value))
    return harmless(cell or "")
