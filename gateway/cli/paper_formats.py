"""In which formats the command line writes the update paper. Each makes bytes of `update_paper`'s answer."""

import csv
import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from gateway.cli.failure import CommandFailed
from gateway.documents.formats import paper_file
from gateway.documents.pdf import CannotPrint
from gateway.documents.word import OWN_TEMPLATE, TemplateUnusable
from gateway.paper_pages.reading import draft
from gateway.settings import COUNCIL_NAME

Written = Callable[[dict[str, Any]], bytes]


def as_json(answer: dict[str, Any]) -> bytes:
    """The paper's JSON."""
    return (json.dumps(answer["paper"], ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(answer: dict[str, Any]) -> bytes:
    """One figure a line: part, figure, value; empty for a mean of nothing."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(("part", "figure", "value"))
    paper = answer["paper"]
    lines.writerows([("paper", "as_at", paper["as_at"]), ("paper", "since", paper["since"])])
    for name, column in paper["columns"].items():
        lines.writerows((name, figure, value) for figure, value in _flat(column))
    for part in ("feedback", "usage", "channels", "flows"):
        lines.writerows((part, figure, value) for figure, value in _flat(paper[part]))
    lines.writerows(("checks", check["name"], check["holds"]) for check in paper["checks"])
    return text.getvalue().encode()


def _flat(figures: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _as_document(name: str) -> Written:
    """The paper as people read it, made as its page's downloads are."""

    def written(answer: dict[str, Any]) -> bytes:
        template = os.environ.get("UPDATE_PAPER_TEMPLATE")
        paper = draft(answer, os.environ.get("COUNCIL_NAME") or COUNCIL_NAME)
        try:
            return paper_file(paper, name, Path(template) if template else OWN_TEMPLATE)
        except (CannotPrint, TemplateUnusable) as reason:
            raise CommandFailed(str(reason)) from reason

    return written


DOCUMENTS = ("html", "pdf", "docx", "xlsx")
FORMATS: dict[str, Written] = {
    "json": as_json,
    "csv": as_csv,
    **{name: _as_document(name) for name in DOCUMENTS},
}
