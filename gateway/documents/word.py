"""The paper as a Word file, filled into a template that the council can edit.

The names that a template may use are those of `_words`; docs/decisions/0151 lists them.
"""

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateError

from gateway.charts.drawing import png
from gateway.documents.content import Document, Section, Table, shown

OWN_TEMPLATE = Path(__file__).with_name("update_paper.docx")
INDENT = "\u2003"  # as wide as the letter M
CHART_WIDTH = Mm(165)


class TemplateUnusable(Exception):
    """The council's template cannot be filled; the text says why."""


def word(document: Document, template: Path = OWN_TEMPLATE) -> bytes:
    """The file. Raises TemplateUnusable."""
    file = BytesIO()
    try:
        filled = DocxTemplate(str(template))
        pictures: dict[str, str] = {}
        filled.render(_words(document, filled, pictures), autoescape=True)
        _describe(filled, pictures)
        _name(filled, document)
        filled.save(file)
    except (TemplateError, OpcError, OSError, KeyError, ValueError) as error:
        raise TemplateUnusable(f"The Word template {template} cannot be filled: {error}") from error
    return file.getvalue()


def _words(document: Document, filled: DocxTemplate, pictures: dict[str, str]) -> dict[str, Any]:
    """What the template may name. `pictures` gets what each chart shows, by its content."""
    sections = [_section(section, filled, pictures) for section in document.sections]
    return {
        "council": document.council,
        "title": document.title,
        "period": document.period,
        "facts": [{"label": label, "value": value} for label, value in document.facts],
        "sections": sections,
        "paper": {section["key"]: section for section in sections},
    }


def _section(section: Section, filled: DocxTemplate, pictures: dict[str, str]) -> dict[str, Any]:
    chart = None
    if section.chart:
        picture = png(section.chart.spec)
        pictures[sha256(picture).hexdigest()] = section.chart.sentence
        chart = InlineImage(filled, BytesIO(picture), width=CHART_WIDTH)
    return {
        "key": section.key,
        "heading": section.heading,
        "sentences": section.sentences,
        "quotes": section.quotes,
        "chart": chart,
        "tables": [_table(table) for table in section.tables],
    }


def _table(table: Table) -> dict[str, Any]:
    rows = [
        {"name": INDENT * max(0, row.level - 1) + row.name, "cells": [shown(cell) for cell in row.cells]}
        for row in table.rows
    ]
    return {"caption": table.caption, "heads": table.heads, "rows": rows}


def _describe(filled: DocxTemplate, pictures: Mapping[str, str]) -> None:
    """Give every chart the words for those who cannot see it."""
    part = filled.docx.part
    for inline in part.element.iter(qn("wp:inline")):
        for picture in inline.iter(qn("a:blip")):
            content = part.related_parts[picture.get(qn("r:embed"))].blob
            sentence = pictures.get(sha256(content).hexdigest())
            if sentence:
                inline.docPr.set("descr", sentence)


def _name(filled: DocxTemplate, document: Document) -> None:
    properties = filled.docx.core_properties
    properties.title = document.title
    properties.author = document.council
    properties.language = "en-GB"
