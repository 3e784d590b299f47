"""How names in a casebook are compared, tidied and turned into ids."""

import re
import unicodedata
from collections.abc import Container

LONGEST_ID = 100
# Room for a number that tells two names with the same letters apart.
LONGEST_STEM = LONGEST_ID - 6


def tidy(text: str) -> str:
    """The text in one line: no outer spaces, runs of white space as one space, composed characters."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def name_key(name: str) -> str:
    """What two spellings of one name share: neither capitals nor white space tell names apart."""
    return tidy(name).casefold()


def slug(name: str) -> str:
    """An id's letters, digits and hyphens: `Not given` → `not-given`, `Gàidhlig` → `gaidhlig`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_STEM].strip("-") or "unnamed"


def free_id(name: str, taken: Container[str]) -> str:
    """The slug of `name`, with -2, -3 … after it when another name has it already."""
    stem = slug(name)
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
