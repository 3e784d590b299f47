"""The update paper as files: a tagged PDF, Word, a spreadsheet of numbers, CSV, JSON, one HTML file."""

import csv
import json
import re
import subprocess
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from PIL import Image
from pypdf import PdfReader

from gateway.charts import drawing
from gateway.documents import pdf as printing
from gateway.documents.composing import compose
from gateway.documents.content import Document
from gateway.documents.csv_file import HEADS, csv_file
from gateway.documents.formats import FORMATS, paper_file
from gateway.documents.pdf import CannotPrint
from gateway.documents.spreadsheet import spreadsheet
from gateway.documents.web_page import web_page
from gateway.documents.word import OWN_TEMPLATE, TemplateUnusable, word
from tests.paper_pictures import picture_pages
from tests.unit.paper_examples import ACTION, COMMENT, figures, more, paper, quiet_paper

HOSTILE = (
    "=1+1",
    "+44 1546 602127",
    "-2",
    "@SUM(A1)",
    "<b>R & D</b>",
    "{{ council }}",
    "http://example.org/",
)
TITLE = "Members’ requests: update to 22 September 2023"


@pytest.fixture(scope="module")
def document() -> Document:
    return compose(paper())


@pytest.fixture(scope="module")
def hostile() -> Document:
    """Words of people who mean no good, wherever people's words stand."""
    actions = [ACTION | {"action": text, "owner": text, "standing": text} for text in HOSTILE]
    services = [more()["services"][0] | {"name": text} for text in HOSTILE]
    return compose(paper(comments=HOSTILE, improvements=actions, more=more() | {"services": services}))


@pytest.fixture(scope="module")
def printed(document: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The paper as a PDF."""
    file = tmp_path_factory.mktemp("paper") / "paper.pdf"
    file.write_bytes(printing.pdf(document))
    return file


def test_the_pdf_is_tagged_and_says_its_title_and_language(printed: Path) -> None:
    reader = PdfReader(printed)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == TITLE
    assert re.search(rb"pdfuaid:part(>|=\")1", root["/Metadata"].get_data())


def test_the_pdf_says_what_its_charts_show(printed: Path, document: Document) -> None:
    reader = PdfReader(printed)
    told = {str(one["/Alt"]) for one in elements(reader) if "/Alt" in one}
    assert {section.chart.sentence for section in document.sections if section.chart} <= told


def test_the_pdf_has_headings_and_tables_with_headers(printed: Path, document: Document) -> None:
    kinds = [str(one["/S"]) for one in elements(PdfReader(printed)) if "/S" in one]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == len(document.sections)
    assert kinds.count("/Table") == sum(len(section.tables) for section in document.sections)
    assert "/TH" in kinds
    assert "/Caption" in kinds


def elements(reader: PdfReader) -> list[Any]:
    """Everything in the tree of tags."""
    found, left = [], [reader.trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while left:
        one = left.pop().get_object()
        if isinstance(one, list):
            left += one
        elif isinstance(one, dict):
            found.append(one)
            left += [one["/K"]] if "/K" in one else []
    return found


def test_the_text_of_the_pdf_is_in_order(printed: Path, document: Document) -> None:
    text = subprocess.run(["pdftotext", printed, "-"], capture_output=True, text=True, check=True).stdout
    flat = " ".join(text.split())
    expected = [TITLE, *(words for s in document.sections for words in (s.heading, *s.sentences[:1]))]
    places = [flat.find(" ".join(words.split())) for words in expected]
    assert -1 not in places, expected[places.index(-1)]
    assert places == sorted(places)
    assert "Càrn Dearg" in flat


def test_the_pdf_embeds_our_typeface_and_no_other(printed: Path) -> None:
    listed = subprocess.run(["pdffonts", printed], capture_output=True, text=True, check=True).stdout
    fonts = listed.splitlines()[2:]
    assert fonts
    assert all("Source-Sans-3" in font and " yes yes yes " in font for font in fonts), listed


def test_the_pages_are_pictured(printed: Path) -> None:
    pictures = picture_pages(printed, "update-paper")
    assert len(pictures) >= 3
    for picture in pictures:
        with Image.open(picture) as page:
            assert page.convert("L").getextrema()[0] < 100, f"{picture} is blank"


def test_the_same_paper_prints_the_same(document: Document) -> None:
    assert web_page(document) == web_page(compose(paper()))


def test_the_pdf_fetches_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not for printing")
    document = compose(
        paper(comments=[f'<img src="file://{secret}"><a rel=attachment href="file://{secret}">'])
    )
    reader = PdfReader(BytesIO(printing.pdf(document)))
    assert not reader.attachments
    assert f"file://{secret}" in "".join(page.extract_text() for page in reader.pages).replace("\n", "")


def test_without_the_libraries_a_pdf_says_what_to_install(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Any:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(printing, "printer", refuse)
    with pytest.raises(CannotPrint, match=r"apt-get install --no-install-recommends libpango-1\.0-0 "):
        printing.pdf(document)


class Inside(HTMLParser):
    """What a page loads, and what kinds of elements it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.kinds: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kinds.add(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]


def test_the_html_file_needs_nothing_else(document: Document, hostile: Document) -> None:
    for page in (web_page(document), web_page(hostile)):
        inside = Inside(page)
        assert inside.loads == []
        assert "script" not in inside.kinds
        assert "b" not in inside.kinds
        assert not re.search(r"url\((?!\"data:)", page)


def test_a_chart_is_safe_in_a_page_under_a_strict_policy(document: Document) -> None:
    for section in document.sections:
        if section.chart:
            drawn = drawing.svg(section.chart.spec, section.chart.sentence)
            assert not re.search(r"<style|<script|\sstyle=|\son\w+=|\sid=|href=", drawn)
            assert drawn.startswith('<svg role="img" ')
            assert drawn.count("<title>") == 1


def test_words_in_a_chart_cannot_become_markup() -> None:
    from gateway.charts.specs import bars

    drawn = drawing.svg(bars([("</text><script>x</script>", 3)], "Requests"), "</title><script>y</script>")
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_the_word_file_reads_in_order(document: Document) -> None:
    read = docx.Document(BytesIO(word(document)))
    texts = [paragraph.text for paragraph in read.paragraphs]
    headings = [paragraph.text for paragraph in read.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == [section.heading for section in document.sections]
    assert TITLE in texts
    assert COMMENT in texts
    assert [sentence for s in document.sections for sentence in s.sentences if sentence not in texts] == []
    assert len(read.tables) == sum(len(section.tables) for section in document.sections)
    first = [[cell.text for cell in row.cells] for row in read.tables[0].rows]
    assert first[0] == ["Requests", "Roads and Infrastructure Services", "Other services", "All services"]
    assert first[1] == ["Made by members", "1,246", "357", "1,603"]


def test_the_word_file_says_its_title_its_language_and_what_its_charts_show(document: Document) -> None:
    read = docx.Document(BytesIO(word(document)))
    assert read.core_properties.title == TITLE
    assert read.core_properties.language == "en-GB"
    told = [one.docPr.get("descr") for one in read.part.element.iter() if one.tag.endswith("}inline")]
    assert told == [section.chart.sentence for section in document.sections if section.chart]
    repeated = [table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in read.tables]
    assert all(repeated)


def test_words_cannot_write_into_the_word_template(hostile: Document) -> None:
    texts = [paragraph.text for paragraph in docx.Document(BytesIO(word(hostile))).paragraphs]
    assert [text for text in HOSTILE if text not in texts] == []


def test_a_template_that_names_what_is_not_there_is_refused_in_a_sentence(
    document: Document, tmp_path: Path
) -> None:
    broken = docx.Document(str(OWN_TEMPLATE))
    broken.add_paragraph("{{ paper.weather.heading }}")
    broken.save(str(tmp_path / "broken.docx"))
    with pytest.raises(TemplateUnusable, match=r"broken\.docx cannot be filled: .*weather"):
        word(document, tmp_path / "broken.docx")
    with pytest.raises(TemplateUnusable, match=r"gone\.docx"):
        word(document, tmp_path / "gone.docx")


def test_a_council_may_choose_and_order_the_sections(document: Document, tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("From {{ council }}: {{ paper.usage.heading }}, then {{ paper.requests.sentences[0] }}")
    own.save(str(tmp_path / "own.docx"))
    read = docx.Document(BytesIO(word(document, tmp_path / "own.docx")))
    assert read.paragraphs[0].text.startswith(
        "From Argyll and Bute Council: Use by members, then From 6 June"
    )


def cells(file: bytes) -> list[Any]:
    book = openpyxl.load_workbook(BytesIO(file))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_spreadsheet_holds_numbers(document: Document) -> None:
    book = openpyxl.load_workbook(BytesIO(spreadsheet(document)))
    assert book.sheetnames[0] == "Summary"
    rows = {row[0]: row[1:] for sheet in book for row in sheet.iter_rows(values_only=True) if row[0]}
    assert rows["Made by members"][:3] == (1246, 357, 1603)
    assert rows["Median"][:3] == (18.5, 12, 16)
    assert rows["Mean"][2] == pytest.approx(26766 / 1398)
    assert rows["Speed: moderately happy or better"][2] == pytest.approx(70 / 79)
    shares = [cell for cell in cells(spreadsheet(document)) if cell.number_format == "0%"]
    assert shares
    assert all(isinstance(cell.value, int | float) for cell in shares)


def test_nobodys_words_become_a_formula_or_a_link(hostile: Document) -> None:
    found = cells(spreadsheet(hostile))
    assert not [cell for cell in found if cell.data_type == "f" or cell.hyperlink]
    assert {cell.value for cell in found} >= set(HOSTILE)


def test_a_figure_of_nothing_is_an_empty_cell() -> None:
    book = openpyxl.load_workbook(BytesIO(spreadsheet(compose(quiet_paper()))))
    means = [row for row in book["How long answers took"].iter_rows(values_only=True) if row[0] == "Mean"]
    assert means == [("Mean", None, None, None)] * 2


def test_the_csv_file_has_a_line_for_every_figure(document: Document) -> None:
    text = csv_file(document).decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text)))
    assert tuple(lines[0]) == HEADS
    assert ["Made by members", "Other services", "357"] in [line[2:] for line in lines]
    assert {len(line) for line in lines} == {5}
    assert len(lines) == 1 + sum(
        len(row.cells) for s in document.sections for t in s.tables for row in t.rows
    )


def test_no_cell_of_the_csv_file_is_a_formula(hostile: Document) -> None:
    lines = list(csv.reader(StringIO(csv_file(hostile).decode("utf-8-sig"))))
    assert not [cell for line in lines for cell in line if cell[:1] in ("=", "+", "-", "@")]


def test_the_json_file_is_the_figures() -> None:
    assert json.loads(paper_file(paper(), "json")) == figures()


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_paper_of_nothing_can_be_made_in_every_format(name: str) -> None:
    assert paper_file(quiet_paper(), name)
