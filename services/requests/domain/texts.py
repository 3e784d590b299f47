"""The words of a request: kept apart from its events, checked before they are taken."""

import unicodedata
from dataclasses import dataclass
from datetime import date

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
    "shareable": 10_000,
    "reason": 2_000,
    "job_number": 60,
    "file_name": 200,
    "constituent_name": 200,
    "contact": 500,
    "agreed_to": 1_000,
    "agreed_how": 1_000,
    "answer": 2_000,
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
    "shareable": "The part for the constituent",
    "reason": "The reason",
    "job_number": "The job number",
    "file_name": "The name of the file",
    "constituent_name": "The constituent’s name",
    "contact": "How to reach the constituent",
    "agreed_to": "What the constituent agreed to",
    "agreed_how": "How the constituent agreed",
    "answer": "The answer",
}
ON_ONE_LINE = frozenset(
    {"subject", "place", "earlier_case", "outside_body", "job_number", "file_name", "constituent_name"}
)

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
    """The words that belong to the event with that `sequence`; what it does not have is empty.

    `subject` and `place` are those that an amendment replaced.
    """

    sequence: int
    message: str = ""
    next_step: str = ""
    limitation: str = ""
    outside_body: str = ""
    shareable: str = ""
    reason: str = ""
    job_number: str = ""
    file_name: str = ""
    subject: str = ""
    place: str = ""


@dataclass(frozen=True)
class ConstituentText:
    """For whom a request is: a record that the owner has (`constituent_id`), or a new one with the rest."""

    constituent_id: str | None
    constituent_name: str
    contact: str
    agreed_to: str
    agreed_how: str
    agreed_on: date | None
    service_may_see: bool


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
    if cannot_be_shown(text):
        return f"{name} has characters in it that cannot be shown. Type it again, or paste it as plain text."
    return None


def cannot_be_shown(text: str) -> bool:
    """Whether there are characters in it that no page may have, or that turn the words around them."""
    return any(_is_unreadable(c) for c in text)


def _is_unreadable(c: str) -> bool:
    if c in "\n\t":
        return False
    return c in _REORDERING or unicodedata.category(c) in {"Cc", "Cs"} or _is_noncharacter(ord(c))


def _is_noncharacter(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
