"""A letter as a Word document: A4, in British English, its paragraphs as they were typed."""

import io
import re

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")
# What XML cannot hold.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def word_letter(text: str, title: str, author: str) -> bytes:
    """The document. `title` and `author` are its properties; it says nothing of the program that made it."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    font = document.styles["Normal"].font
    font.name, font.size = "Arial", Pt(12)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    properties = document.core_properties
    properties.title, properties.author = _plain(title), _plain(author)
    properties.comments, properties.last_modified_by, properties.language = "", "", "en-GB"
    for paragraph in _BETWEEN_PARAGRAPHS.split(_plain(text).strip()):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _plain(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
