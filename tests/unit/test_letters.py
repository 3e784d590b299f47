"""Letters from a member's own template: each placeholder once, gaps shown, a clean Word document."""

import io
from datetime import date

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from gateway.letters.template import DEFAULT, PLACEHOLDERS, filled, unknown_placeholders, values_of
from gateway.letters.word_letter import word_letter

FACTS = {
    "reference": "MZ-2026-000001-X",
    "subject": "Pothole",
    "ask": "Fill it.",
    "service": "roads and Infrastructure",
    "member": "Ailsa Munro",
    "shareable": "It is filled.\n\nThe edge follows.",
    "constituent": {"name": "Morag {member}"},
}
VALUES = values_of(FACTS, date(2026, 3, 27))


def test_a_letter_is_the_template_with_what_the_request_has() -> None:
    letter = filled(DEFAULT, VALUES)
    assert letter.startswith("27 March 2026\n\nDear Morag {member},\n\nPothole\nReference: MZ-2026-000001-X")
    assert "Roads and Infrastructure has answered:\n\nIt is filled.\n\nThe edge follows." in letter
    assert letter.endswith("Ailsa Munro\nCouncillor")


def test_what_is_missing_is_a_gap_to_fill_in() -> None:
    assert filled("Dear {constituent}, {place}.", VALUES | {"constituent": ""}) == "Dear [name], [place]."


def test_what_means_nothing_is_named_and_left_alone() -> None:
    template = "Dear {name}, { answer } {name} {} {member.email} { not closed"
    assert unknown_placeholders(template) == ["name", "", "member.email"]
    assert filled(template, {"answer": "Yes."}) == "Dear {name}, Yes. {name} {} {member.email} { not closed"
    assert unknown_placeholders(DEFAULT) == []
    assert set(VALUES) == set(PLACEHOLDERS)


@given(st.dictionaries(st.sampled_from(sorted(PLACEHOLDERS)), st.text(min_size=1)), st.text())
def test_a_value_is_never_looked_into(values: dict[str, str], words: str) -> None:
    plain = words.replace("{", "").replace("}", "")
    template = plain.join(f"{{{name}}}" for name in values)
    assert filled(template, values) == plain.join(values.values())


def test_a_word_letter_has_the_words_and_says_nothing_of_the_program() -> None:
    made = word_letter("Dear Ann,\n\nLine one\nline two\x0b\n\n\nYours", "About it", "Ailsa Munro")
    document = Document(io.BytesIO(made))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        *("Dear Ann,", "Line one\nline two", "Yours"),
    ]
    properties = document.core_properties
    assert (properties.title, properties.author, properties.comments) == ("About it", "Ailsa Munro", "")
    section = document.sections[0]
    assert section.page_height is not None
    assert round(section.page_height.cm, 1) == 29.7


@pytest.mark.parametrize("text", ["", "\ufffe", "a\0b"])
def test_any_words_make_a_letter(text: str) -> None:
    assert word_letter(text, text, text).startswith(b"PK")
