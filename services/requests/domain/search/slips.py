"""References that somebody may have meant: one character is wrong, or two neighbours are changed round."""

import re
from collections.abc import Iterator

from services.requests.domain.references import NotAReference, Reference, WrongCheckCharacter, parse

_HYPHENS_AND_SPACES = re.compile(r"[\s\u00ad\u2010-\u2015\u2212-]+")
_READ_AS = str.maketrans("OILSB", "01158")
_DIGITS = re.compile(r"[0-9]{10,13}")
_YEAR = 4


def meant_references(typed: str) -> list[str]:
    """Our references from which a text differs by one slip; none for what is one, or is nothing like one."""
    compact = _HYPHENS_AND_SPACES.sub("", typed).upper()
    if not compact.startswith("MZ"):
        return []
    try:
        parse(typed)
    except (NotAReference, WrongCheckCharacter):
        return list(dict.fromkeys(_meant(compact[2:])))
    return []


def _meant(typed: str) -> Iterator[str]:
    """Of what comes after the letters: without a check character, or with it."""
    yield from _written(typed.translate(_READ_AS))
    digits, check = typed[:-1].translate(_READ_AS), typed[-1:]
    yield from _written(digits)
    # With that check character, few of the many slips lead to a reference.
    others = [digits, *_one_slip(digits)]
    yield from (found for each in others for found in _written(each) if found.endswith(check))
    changed_round = _written(typed[:-2] + check)
    yield from (found for found in changed_round if found.endswith(typed[-2:-1]))


def _one_slip(digits: str) -> Iterator[str]:
    for place, typed in enumerate(digits):
        for digit in "0123456789":
            if digit != typed:
                yield digits[:place] + digit + digits[place + 1 :]
    for place in range(len(digits) - 1):
        yield digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


def _written(digits: str) -> list[str]:
    if not _DIGITS.fullmatch(digits):
        return []
    return [str(Reference(int(digits[:_YEAR]), int(digits[_YEAR:])))]
