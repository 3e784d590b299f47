"""The formats that a paper is made in: names, types, and how each is made."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gateway.documents.composing import compose
from gateway.documents.csv_file import csv_file
from gateway.documents.paper import Paper
from gateway.documents.pdf import pdf
from gateway.documents.spreadsheet import spreadsheet
from gateway.documents.web_page import web_page
from gateway.documents.word import OWN_TEMPLATE, word


@dataclass(frozen=True)
class Format:
    """A format: its name for people, its type on the web, and what makes a paper's file (by a template)."""

    name: str
    media_type: str
    make: Callable[[Paper, Path], bytes]


FORMATS = {
    "html": Format(
        "Web page", "text/html; charset=utf-8", lambda paper, _: web_page(compose(paper)).encode()
    ),
    "pdf": Format("PDF", "application/pdf", lambda paper, _: pdf(compose(paper))),
    "docx": Format(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda paper, template: word(compose(paper), template),
    ),
    "xlsx": Format(
        "Spreadsheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda paper, _: spreadsheet(compose(paper)),
    ),
    "csv": Format("CSV", "text/csv; charset=utf-8", lambda paper, _: csv_file(compose(paper))),
    "json": Format("JSON", "application/json", lambda paper, _: json_file(paper)),
}


def paper_file(paper: Paper, name: str, template: Path = OWN_TEMPLATE) -> bytes:
    """The paper in one of FORMATS. Raises CannotPrint or TemplateUnusable, with what to do."""
    return FORMATS[name].make(paper, template)


def json_file(paper: Paper) -> bytes:
    """The figures, for programs."""
    return (json.dumps(paper.figures, indent=2, ensure_ascii=False) + "\n").encode()
