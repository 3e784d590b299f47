"""In which formats the command line writes the update paper: those of its page, by the same writers."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gateway.cli.failure import CommandFailed
from gateway.documents import formats
from gateway.documents.pdf import CannotPrint
from gateway.documents.word import OWN_TEMPLATE, TemplateUnusable
from gateway.paper_pages.reading import draft
from gateway.settings import COUNCIL_NAME

Written = Callable[[dict[str, Any]], bytes]


def _writer(name: str) -> Written:
    def written(answer: dict[str, Any]) -> bytes:
        template = os.environ.get("UPDATE_PAPER_TEMPLATE")
        paper = draft(answer, os.environ.get("COUNCIL_NAME") or COUNCIL_NAME)
        try:
            return formats.paper_file(paper, name, Path(template) if template else OWN_TEMPLATE)
        except (CannotPrint, TemplateUnusable) as reason:
            raise CommandFailed(str(reason)) from reason

    return written


# Each makes bytes of what `update_paper` answers.
FORMATS: dict[str, Written] = {name: _writer(name) for name in formats.FORMATS}
