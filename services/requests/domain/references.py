"""The reference of a request, as it is read out over the telephone: `MZ-2023-001234-B`.

The last character is the ISO 7064 MOD 37,2 check character of the rest without hyphens (`MZ2023001234`):
a digit, a letter or `*`. It catches every single wrong character and every two neighbours changed round.
"""

import re
from dataclasses import dataclass

from stdnum.iso7064 import mod_37_2

_HYPHENS_AND_SPACES = re.compile(r"[\s\u00ad\u2010-\u2015\u2212-]+")
_COMPACT = re.compile(r"(MZ(?P<year>[0-9]{4})(?P<number>[0-9]{6}|[1-9][0-9]{6,8}))[0-9A-Z*]")


class NotAReference(ValueError):
    """The text is not shaped like one of our references; it may be another casebook's."""


class WrongCheckCharacter(ValueError):
    """Shaped like a reference, but with a slip in it."""


@dataclass(frozen=True)
class Reference:
    """The `number`th request of a year."""

    year: int
    number: int

    def __str__(self) -> str:
        """As it is shown and stored, with its check character."""
        number = f"{self.number:06d}"
        return f"MZ-{self.year:04d}-{number}-{mod_37_2.calc_check_digit(f'MZ{self.year:04d}{number}')}"


def parse(text: str) -> Reference:
    """The reference that was typed: lower case, spaces and missing hyphens are no matter.

    Raises NotAReference or WrongCheckCharacter.
    """
    compact = _HYPHENS_AND_SPACES.sub("", text).upper()
    found = _COMPACT.fullmatch(compact)
    if found is None:
        raise NotAReference(text)
    if not mod_37_2.is_valid(compact):
        raise WrongCheckCharacter(text)
    return Reference(int(found["year"]), int(found["number"]))
