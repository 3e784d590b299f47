"""What people write in feedback: checked before it is taken."""

import unicodedata

# Left-to-right and right-to-left override: they show words in another order than they are stored.
_REORDERING = frozenset("\u202d\u202e")


def cleaned(text: str) -> str:
    """The text with plain line breaks and without spaces around it; empty when nothing of it can be seen."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    invisible = all(c.isspace() or unicodedata.category(c) == "Cf" for c in plain)
    return "" if invisible else plain.strip()


def flaw(name: str, text: str, limit: int, *, required: bool = True) -> str | None:
    """What is wrong with a cleaned text, in a sentence; None when it can be taken. `name`: "The reply"."""
    if required and not text:
        return f"{name} cannot be empty. Write up to {limit:,} characters."
    if len(text) > limit:
        return f"{name} can be up to {limit:,} characters; this has {len(text):,}. Shorten it."
    if any(_is_unreadable(c) for c in text):
        return f"{name} has characters in it that cannot be shown. Type it again, or paste it as plain text."
    return None


def _is_unreadable(c: str) -> bool:
    if c in "\n\t":
        return False
    return c in _REORDERING or unicodedata.category(c) in {"Cc", "Cs"} or _is_noncharacter(ord(c))


def _is_noncharacter(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
