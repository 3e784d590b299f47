"""Documents that are archives inside: whole, without macros, and nothing out of proportion."""

import io
import zipfile
import zlib
from collections.abc import Iterable

from gateway.attachments.refused import FileRefused

MOST_PARTS = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
_LARGEST_LISTING = 1024 * 1024
_FIRST = b"PK\x03\x04"
_END = b"PK\x05\x06"
_END_BYTES = 22
_MACROS = ("vbaproject.bin", "vbadata.xml", "basic/", "scripts/")
_CONTENT_TYPES = "[Content_Types].xml"
_MACRO_TYPE = b"macroEnabled"
_ENCRYPTED = 0x1
_READING = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def word(name: str, data: bytes) -> bytes:
    """A Word document as it is. Raises FileRefused."""
    return _office(name, data, "word/document.xml", b"wordprocessingml.document.main+xml")


def excel(name: str, data: bytes) -> bytes:
    """An Excel workbook as it is. Raises FileRefused."""
    return _office(name, data, "xl/workbook.xml", b"spreadsheetml.sheet.main+xml")


def opendocument(name: str, data: bytes) -> bytes:
    """An OpenDocument text as it is. Raises FileRefused."""
    with _opened(name, data) as archive:
        says = _part(name, archive, "mimetype")
        _part(name, archive, "content.xml", only_there=True)
    if says != b"application/vnd.oasis.opendocument.text":
        raise _broken(name)
    return data


def _office(name: str, data: bytes, main: str, says: bytes) -> bytes:
    with _opened(name, data) as archive:
        types = _part(name, archive, _CONTENT_TYPES)
        _part(name, archive, main, only_there=True)
    if _MACRO_TYPE in types:
        raise _with_macros(name)
    if says not in types:
        raise _broken(name)
    return data


def _opened(name: str, data: bytes) -> zipfile.ZipFile:
    if not data.startswith(_FIRST) or data[-_END_BYTES:][:4] != _END:
        raise _broken(name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _READING:
        raise _broken(name) from None
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileRefused(f"“{name}” unpacks to far too much. Save it as PDF, and add that.")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise FileRefused(f"“{name}” has a password. Save it without one, and add that.")
    if _lead_out(part.filename for part in parts):
        raise _broken(name)
    if any(mark in f"{part.filename.lower()}" for part in parts for mark in _MACROS):
        raise _with_macros(name)
    return archive


def _lead_out(names: Iterable[str]) -> bool:
    return any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names)


def _part(name: str, archive: zipfile.ZipFile, part: str, only_there: bool = False) -> bytes:
    """The content of a part, or nothing when it only has to be there. Raises FileRefused."""
    try:
        if only_there:
            archive.getinfo(part)
            return b""
        with archive.open(part) as opened:
            return opened.read(_LARGEST_LISTING)
    except (*_READING, KeyError):
        raise _broken(name) from None


def _broken(name: str) -> FileRefused:
    return FileRefused(f"“{name}” is not a whole document. Open it, save it anew, and add that.")


def _with_macros(name: str) -> FileRefused:
    return FileRefused(f"“{name}” has macros in it. Save it without them, and add that.")
