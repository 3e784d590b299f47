"""Text that every database takes: PostgreSQL refuses NUL, and no database takes half a surrogate pair."""

import hashlib


def is_storable(text: str, longest: int | None = None) -> bool:
    """Whether a column, of at most `longest` characters, takes it as it is."""
    if "\0" in text or (longest is not None and len(text) > longest):
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def storable(text: str) -> str:
    """The same text, with what no database takes written as an escape."""
    return _encoded(text).decode().replace("\0", "\\x00")


def digest(text: str) -> str:
    """64 characters by which a long text is found again."""
    return hashlib.sha256(_encoded(text)).hexdigest()


def _encoded(text: str) -> bytes:
    return text.encode(errors="backslashreplace")
