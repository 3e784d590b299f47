"""The formats in which the command line writes the update paper."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gateway.cli.failure import CommandFailed
from gateway.cli.paper_formats import FORMATS
from gateway.documents import formats
from gateway.documents import pdf as printing
from gateway.paper_pages.reading import draft
from gateway.settings import COUNCIL_NAME
from tests.unit.paper_examples import figures, more

ANSWER = {"paper": figures(), "more": more()}


@pytest.mark.parametrize(("name", "begins"), [("html", b"<!doctype html>"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_documents_are_written_as_the_page_hands_them_out(name: str, begins: bytes) -> None:
    assert FORMATS[name](ANSWER).startswith(begins)


@pytest.mark.parametrize("name", ["csv", "json", "html"])
def test_the_command_and_the_page_write_the_same(name: str) -> None:
    assert FORMATS.keys() == formats.FORMATS.keys()
    assert FORMATS[name](ANSWER) == formats.paper_file(draft(ANSWER, COUNCIL_NAME), name)


def test_a_council_is_named_as_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_NAME", "Comhairle nan Eilean Siar")
    assert "Comhairle nan Eilean Siar" in FORMATS["html"](ANSWER).decode()


def no_template(monkeypatch: pytest.MonkeyPatch, folder: Path) -> str:
    """A Word template that is not there."""
    monkeypatch.setenv("UPDATE_PAPER_TEMPLATE", str(folder / "gone.docx"))
    return "docx"


def no_text_layout(monkeypatch: pytest.MonkeyPatch, _: Path) -> str:
    """A machine without the libraries that set text."""

    def refuse() -> Any:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(printing, "printer", refuse)
    return "pdf"


@pytest.mark.parametrize(("lack", "said"), [(no_template, "gone.docx"), (no_text_layout, "libpango-1.0-0")])
def test_what_is_lacking_is_a_sentence_and_exit_code_2(
    lack: Callable[..., str], said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = lack(monkeypatch, tmp_path)
    with pytest.raises(CommandFailed, match=said) as refused:
        FORMATS[name](ANSWER)
    assert refused.value.exit_code == 2
