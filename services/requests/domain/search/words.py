"""Words as they are looked for: without case, accents and plural endings, the same on every database."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

MOST_LETTERS = 40
MOST_TERMS = 8
SHORTEST_BEGINNING = 2

_STOP_WORDS = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "is", "it"),
        *("of", "on", "or", "that", "the", "this", "to", "was", "were", "will", "with"),
    )
)
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’ʼ")
# Letters of one stroke more that no decomposition tells apart from the plain ones.
_SPELT = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


@dataclass(frozen=True)
class Term:
    """One word that is asked for: by its stem, or (the last one, still being typed) by its beginning."""

    stem: str
    beginning: str | None = None

    def is_in(self, found: Iterable[str]) -> bool:
        """Whether any of these forms is meant."""
        return any(
            form == self.stem or (self.beginning is not None and form.startswith(self.beginning))
            for form in found
        )


def spelt(text: str) -> list[str]:
    """The words of a text in order, of a to z and 0 to 9 only; letters of other scripts by their number."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).casefold().translate(_SPELT)
        text = "".join(c for c in text if not unicodedata.combining(c))
    return [_plain(word) for word in _WORD.findall(text.translate(_APOSTROPHES).lower())]


def forms(text: str) -> dict[str, None]:
    """What a text is found by, each once, in order: its words as typed and without plural endings."""
    found: dict[str, None] = {}
    for word in spelt(text):
        if word not in _STOP_WORDS:
            found[stem(word)] = None
            found[word] = None
    return found


def terms(text: str) -> tuple[Term, ...]:
    """What is asked for by a text that somebody types; empty when there is no word in it."""
    typed = spelt(text)
    words = list(dict.fromkeys(word for word in typed if word not in _STOP_WORDS))
    if not typed or not words:
        return tuple(_last(word) for word in typed[-1:])
    if words[-1] != typed[-1]:
        return tuple(Term(stem(word)) for word in words[:MOST_TERMS])
    return (*(Term(stem(word)) for word in words[:-1][: MOST_TERMS - 1]), _last(words[-1]))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without its plural ending: Harman's S stemmer, and a rule for boxes and churches."""
    if len(word) < 4 or not word.endswith("s"):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word if word.endswith(("us", "ss")) else word[:-1]


def _last(word: str) -> Term:
    return Term(stem(word), word if len(word) >= SHORTEST_BEGINNING else None)


def _plain(word: str) -> str:
    if not word.isascii():
        word = "".join(c if c.isascii() else f"u{ord(c):x}" for c in word)
    return word[:MOST_LETTERS]
