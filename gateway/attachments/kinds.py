"""The kinds of files that are taken: what they are called, and how their content shows it."""

from collections.abc import Callable
from dataclasses import dataclass

import puremagic

from gateway.attachments import office_files, pdf_files, pictures, text_files
from gateway.attachments.file_names import extension_of
from gateway.attachments.refused import FileRefused

Cleaned = Callable[[str, bytes], bytes]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ODT = "application/vnd.oasis.opendocument.text"
# Enough for every signature that is looked for.
_HEAD_BYTES = 8 * 1024

TAKEN = (
    "photos (JPEG, PNG, WebP), PDF, Word (.docx), Excel (.xlsx), OpenDocument text (.odt) and plain text "
    "(.txt, .csv)"
)
# What people often have, and what to do with it.
_ADVICE = {
    **dict.fromkeys(
        (".heic", ".heif"),
        "is an HEIC photo. Share or export it from your phone as JPEG, and add that.",
    ),
    **dict.fromkeys((".doc", ".docm", ".rtf"), "cannot be taken. Save it as a Word document (.docx) or PDF."),
    **dict.fromkeys((".xls", ".xlsm", ".ods"), "cannot be taken. Save it as an Excel workbook (.xlsx)."),
    **dict.fromkeys((".zip", ".7z", ".rar"), "is an archive. Add the files that are in it one by one."),
    **dict.fromkeys((".eml", ".msg"), "is an e-mail. Save it as PDF, and add that."),
    **dict.fromkeys(
        (".gif", ".bmp", ".tif", ".tiff", ".svg"), "cannot be taken. Save the picture as JPEG or PNG."
    ),
}


@dataclass(frozen=True)
class Kind:
    """One kind of file. `cleaned` takes name and content, and returns what is kept, or raises FileRefused.

    `looks_like`: what signatures say of it; nothing of words, which may begin like anything.
    """

    media_type: str
    extensions: tuple[str, ...]
    cleaned: Cleaned
    looks_like: frozenset[str]


def _picture(media_type: str, extensions: tuple[str, ...], form: str) -> Kind:
    return Kind(
        media_type, extensions, lambda name, data: pictures.cleaned(name, data, form), frozenset(extensions)
    )


_ZIPPED = frozenset({".zip", ".docx", ".xlsx", ".odt"})
KINDS = (
    _picture("image/jpeg", (".jpg", ".jpeg"), "JPEG"),
    _picture("image/png", (".png",), "PNG"),
    _picture("image/webp", (".webp",), "WEBP"),
    Kind("application/pdf", (".pdf",), pdf_files.cleaned, frozenset({".pdf"})),
    Kind(_WORD, (".docx",), office_files.word, _ZIPPED),
    Kind(_EXCEL, (".xlsx",), office_files.excel, _ZIPPED),
    Kind(_ODT, (".odt",), office_files.opendocument, _ZIPPED),
    Kind("text/plain", (".txt", ".csv"), text_files.cleaned, frozenset()),
)
EXTENSIONS = tuple(extension for kind in KINDS for extension in kind.extensions)


def kind_of(name: str, data: bytes) -> Kind:
    """The kind that the name's extension and the content agree on. Raises FileRefused."""
    extension = extension_of(name)
    kind = next((kind for kind in KINDS if extension in kind.extensions), None)
    found = extensions_by_content(data)
    if kind is None:
        raise FileRefused(f"“{name}” {_advice(extension, found)}")
    if kind.looks_like and kind.looks_like.isdisjoint(found):
        advice = next((_ADVICE[one] for one in found if one in _ADVICE), None)
        raise FileRefused(
            f"“{name}” {advice}"
            if advice
            else f"“{name}” is not what its name says. Open it, save it anew as {extension[1:].upper()}, and "
            "add that."
        )
    return kind


def extensions_by_content(data: bytes) -> list[str]:
    """What the first bytes look like, likeliest first."""
    try:
        matches = puremagic.magic_string(data[:_HEAD_BYTES])
    except puremagic.PureError:
        return []
    return [match.extension.lower() for match in matches]


def _advice(extension: str, found: list[str]) -> str:
    known = next((_ADVICE[one] for one in (extension, *found) if one in _ADVICE), None)
    return known or f"is not of a kind that is taken. What is taken: {TAKEN}."
