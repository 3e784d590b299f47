"""The words of a request: kept apart from its events, checked before they are taken."""

import unicodedata
from dataclasses import dataclass

LIMITS = {
    "subject": 200,
    "place": 300,
    "what_happened": 5_000,
    "ask": 2_000,
    "earlier_case": 100,
    "message": 10_000,
    "next_step": 500,
    "limitation": 2_000,
    "outside_body": 300,
}
NAMES = {
    "subject": "The subject",
    "place": "The place",
    "what_happened": "What happened",
    "ask": "The ask",
    "earlier_case": "The earlier case",
    "message": "The message",
    "next_step": "The next step",
    "limitation": "The limitation",
    "outside_body": "The outside body",
}
ON_ONE_LINE = frozenset({"subject", "place", "earlier_case", "outside_body"})

_LINE_BREAKS = frozenset("\n\u2028\u2029")
# Left-to-right and right-to-left override: they show words in another order than they are stored.
_REORDERING = frozenset("\u202d\u202e")


@dataclass(frozen=True)
class RequestText:
    """The words with which a request was raised; what was left out is empty."""

    subject: str
    place: str
    what_happened: str
    ask: str
    earlier_case: str


@dataclass(frozen=True)
class MessageText:
    """The words that belong to the event with that `sequence`; what it does not have is empty."""

    sequence: int
    message: str
    next_step: str = ""
    limitation: str = ""
    outside_body: str = ""


def with_plain_line_breaks(text: str) -> str:
    """The text with each line break as one character, however the browser or system sent it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_blank(text: str) -> bool:
    """Whether nothing of the text can be seen: only spaces, line breaks and invisible characters."""
    return all(c.isspace() or unicodedata.category(c) == "Cf" for c in text)


def flaw(field: str, text: str, *, required: bool = True) -> str | None:
    """What is wrong with a text (its line breaks plain), in a sentence; None when it can be taken.

    Zero-width characters and direction marks are taken: Gaelic, Urdu and emoji need them.
    """
    name, limit = NAMES[field], LIMITS[field]
    if required and is_blank(text):
        return f"{name} cannot be empty. Write up to {limit:,} characters."
    if len(text) > limit:
        return f"{name} can be up to {limit:,} characters; this has {len(text):,}. Shorten it."
    if field in ON_ONE_LINE and _LINE_BREAKS & set(text):
        return f"{name} has to be on one line. Take the line breaks out."
    if any(_is_unreadable(c) for c in text):
        return f"{name} has characters in it that cannot be shown. Type it again, or paste it as plain text."
    return None


def _is_unreadable(c: str) -> bool:
    if c in "\n\t":
        return False
    return c in _REORDERING or unicodedata.category(c) in {"Cc", "Cs"} or _is_noncharacter(ord(c))


def _is_noncharacter(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
