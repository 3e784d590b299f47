"""Ids for new entries, and names compared as people write them."""

import re
import unicodedata
from collections.abc import Collection
from itertools import count


def plain_letters(name: str) -> str:
    """The name in small letters without accents: "Séamus MacLeòid" is "seamus macleoid"."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).casefold().strip()


def new_id_for(name: str, taken: Collection[str]) -> str:
    """An id that is not `taken`, from the letters of a name: "Isle of Bute" is "isle-of-bute"."""
    slug = re.sub(r"[^a-z0-9]+", "-", plain_letters(name)).strip("-")[:90].strip("-") or "entry"
    if slug not in taken:
        return slug
    return next(f"{slug}-{number}" for number in count(2) if f"{slug}-{number}" not in taken)
