"""The paper as a spreadsheet: a sheet for each section, numbers as numbers, words as words."""

from io import BytesIO
from typing import Any

import xlsxwriter

from gateway.documents.content import Cell, Document, Section
from gateway.documents.exact_numbers import COUNT, DAYS, PERCENT, Number

# Whatever anybody wrote stays what they wrote: no formula, no link.
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NUMBER_FORMATS = {COUNT: "#,##0", DAYS: "0.0", PERCENT: "0%"}
LONGEST_SHEET_NAME = 31
NOT_IN_A_SHEET_NAME = str.maketrans("", "", "[]:*?/\\'")
WIDE, NARROW = 60, 22
A4 = 9


def spreadsheet(document: Document) -> bytes:
    """The file."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        book.set_properties(
            {"title": document.title, "author": document.council, "created": document.issued_at}
        )
        sheets = _Sheets(book)
        sheets.summary(document)
        for section in document.sections:
            sheets.section(section)
    return file.getvalue()


class _Sheets:
    """Writes sheets with the formats of one workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._title = book.add_format({"bold": True, "font_size": 16, "font_color": "#123b4a"})
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._head = book.add_format({"bold": True, "text_wrap": True, "bottom": 2, "valign": "bottom"})
        self._text = book.add_format({"text_wrap": True, "valign": "top"})
        self._numbers = {unit: book.add_format({"num_format": form}) for unit, form in NUMBER_FORMATS.items()}

    def summary(self, document: Document) -> None:
        """What the paper is, and its sentences in their order."""
        sheet = self._sheet("Summary")
        sheet.write_string(0, 0, document.title, self._title)
        line = 1
        for label, value in (("Council", document.council), *document.facts):
            sheet.write_string(line, 0, label, self._bold)
            sheet.write_string(line, 1, value, self._text)
            line += 1
        for section in document.sections:
            line += 1
            sheet.write_string(line, 0, section.heading, self._bold)
            for words in (*section.sentences, *section.quotes):
                sheet.write_string(line, 1, words, self._text)
                line += 1
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 110)

    def section(self, section: Section) -> None:
        """The section's tables below each other."""
        if not section.tables:
            return
        sheet = self._sheet(section.heading)
        line = 0
        for table in section.tables:
            sheet.write_string(line, 0, table.caption, self._bold)
            for column, head in enumerate(table.heads):
                sheet.write_string(line + 1, column, head, self._head)
            for number, row in enumerate(table.rows, start=line + 2):
                sheet.write_string(number, 0, row.name, self._bold if row.level == 0 else self._text)
                for column, cell in enumerate(row.cells, start=1):
                    self._write(sheet, number, column, cell)
            line += len(table.rows) + 3
        sheet.set_column(0, 0, WIDE)
        sheet.set_column(1, max(len(table.heads) for table in section.tables) - 1, NARROW)

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name.translate(NOT_IN_A_SHEET_NAME)[:LONGEST_SHEET_NAME])
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)  # as wide as one page, as long as it gets
        return sheet

    def _write(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, Number):
            sheet.write_number(row, column, float(cell.value), self._numbers[cell.unit])
        elif cell is not None:  # a figure of nothing is an empty cell, so that sums stay right
            sheet.write_string(row, column, cell, self._text)
