"""Numbers as people read them: rounded half up, on exact fractions."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor

COUNT, DAYS, PERCENT = "count", "days", "percent"


def half_up(value: Fraction, decimals: int = 0) -> Fraction:
    """`value` (never negative) to so many decimals; a half goes up: 88.5 is 89."""
    scale = 10**decimals
    return Fraction(floor(value * scale + Fraction(1, 2)), scale)


@dataclass(frozen=True)
class Number:
    """A number with what it counts: things, working days, or a share of one ("percent")."""

    value: Fraction
    unit: str = COUNT

    def __str__(self) -> str:
        if self.unit == PERCENT:
            return f"{half_up(self.value * 100)}%"
        if self.unit == DAYS:
            return f"{float(half_up(self.value, 1)):,.1f}".removesuffix(".0")
        return f"{floor(self.value):,}"


def count(number: int) -> Number:
    """How many there are."""
    return Number(Fraction(number))


def share(part: int, whole: int) -> Number | None:
    """`part` of `whole`; None of nothing."""
    return Number(Fraction(part, whole), PERCENT) if whole else None


def mean_of(mean: float | None, count: int) -> Number | None:
    """The mean that a JSON number stands for, exact again: a sum of whole numbers over `count` of them."""
    if mean is None or not count:
        return None
    return Number(Fraction(round(mean * count), count), DAYS)


def days(number: float | None) -> Number | None:
    """A number of working days that is whole or a half: a median, a percentile."""
    return None if number is None else Number(Fraction(number), DAYS)
