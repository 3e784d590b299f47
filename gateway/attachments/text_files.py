"""Plain text: words in a known encoding and nothing else, kept as UTF-8."""

import re

from gateway.attachments.refused import FileRefused

_MARKED = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
# A page, a program or another kind of document, whatever it is called.
_MARKUP = re.compile(
    r"\s*(<!doctype|<html|<head|<body|<script|<svg|<\?xml|<\?php|#!|%PDF-|\{\\rtf)", re.IGNORECASE
)


def cleaned(name: str, data: bytes) -> bytes:
    """The same words as UTF-8. Raises FileRefused."""
    text = _decoded(data)
    if text is None or _CONTROLS.search(text):
        raise FileRefused(f"“{name}” is not plain text. Save it as plain text (UTF-8), and add that.")
    if _MARKUP.match(text):
        raise FileRefused(
            f"“{name}” is a web page, a program or another document. Save what it shows as PDF, and add that."
        )
    return text.encode()


def _decoded(data: bytes) -> str | None:
    marked = next((encoding for mark, encoding in _MARKED if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
