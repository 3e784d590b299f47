"""Names as people look for them: without capitals and accents."""

import unicodedata


def name_key(name: str) -> str:
    """What is compared and sorted by: "Séamus MacLeòid" and "seamus macleoid" are one."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()[:400]
