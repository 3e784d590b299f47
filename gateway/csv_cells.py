"""Rows for spreadsheets: what somebody typed is words there, never a formula (docs/decisions/0102)."""

import csv
import io
from collections.abc import Iterable

# What makes a spreadsheet calculate; also full width, as some read it, and behind what they skip.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SKIPPED = " \u00a0\u200b\ufeff\u3000'\""
# Without it Excel takes UTF-8 for something else.
BYTE_ORDER_MARK = "\ufeff"


def plain_cell(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would calculate."""
    begins = text.lstrip(_SKIPPED)
    is_formula = text.startswith(_FORMULA_STARTS) or begins.startswith(_FORMULA_STARTS)
    return f"'{text}" if is_formula else text


def csv_rows(rows: Iterable[Iterable[str]]) -> str:
    """The rows as CSV, every cell plain."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([plain_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
