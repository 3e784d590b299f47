"""The update paper opened and printed by LibreOffice: only here, as it takes long to install."""

import subprocess
from pathlib import Path

import pytest

from gateway.documents.formats import paper_file
from tests.paper_pictures import picture_pages
from tests.unit.paper_examples import paper


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_an_office_suite_opens_and_prints_the_file(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"paper.{name}"
    file.write_bytes(paper_file(paper(), name))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)], check=True, timeout=300
    )
    printed = tmp_path / "paper.pdf"
    text = subprocess.run(["pdftotext", printed, "-"], capture_output=True, text=True, check=True).stdout
    for words in ("Members’ requests: update to", "1,603", "Càrn Dearg", "About this paper"):
        assert words in text, words
    assert len(picture_pages(printed, f"update-paper-{name}")) >= 2
