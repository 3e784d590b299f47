"""Numbers and addresses that name one person. Patterns are bounded: time grows with length only."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from services.requests.domain.screening.kinds import Kind

Span = tuple[int, int, Kind]

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = rf"\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})[a-z]{{0,6}},? \d{{4}}"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str], str | None], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE), check)
    for kind, pattern, check in (
        (Kind.EMAIL, r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", None),
        (Kind.BANK, r"\bGB\d\d ?[A-Z]{4}(?: ?\d){14}\b", "iban"),
        (Kind.BANK, r"\bsort ?code\W{0,5}(?:is )?\d\d[ -]?\d\d[ -]?\d\d\b", None),
        (Kind.BANK, r"\bacc(?:oun)?t\.? ?(?:number|no\.?|num)\W{0,5}(?:is )?\d{8}\b", None),
        (Kind.BANK, r"(?<![\d-])\d\d-\d\d-\d\d[ ,;/]{1,3}\d{8}(?!\d)", None),
        (Kind.CARD, r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])", "luhn"),
        (
            Kind.NATIONAL_INSURANCE,
            r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?\d\d){3} ?[A-D]\b",
            None,
        ),
        (Kind.CHI, r"(?<![\w-])\d{6}[ -]?\d{4}(?![\w-])", "chi"),
        (Kind.PHONE, r"(?<![\w+-])(?:\+44|0044|\(?0)[\d() -]{8,15}\d(?![\w-])", "phone"),
        (
            Kind.BIRTH,
            rf"\b(?:d\.?o\.?b\b\.?|date of birth|birth ?date|born)\W{{0,4}}(?:is |on |was )?(?:{_DAY})(?!\d)",
            None,
        ),
        (
            Kind.POSTCODE,
            r"\b(?:[A-Z]{1,2}\d[A-Z\d]?) ?\d[ABD-HJLNP-UW-Z]{2}\b",
            None,
        ),
    )
)


def identifiers(text: str) -> Iterator[Span]:
    """Start, end and kind of each, the surest kinds first; spans of different kinds may overlap."""
    for kind, pattern, check in _PATTERNS:
        for found in pattern.finditer(text):
            if check is None or _CHECKS[check](found[0]):
                yield found.start(), found.end(), kind


def _digits(text: str) -> list[int]:
    return [int(letter) for letter in text if letter in "0123456789"]


def _luhn(text: str) -> bool:
    digits = _digits(text)[::-1]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return len(set(digits)) > 1 and (sum(digits[::2]) + doubled) % 10 == 0


def _chi(text: str) -> bool:
    """Ten digits that begin with a date of birth and end with a check digit (modulus 11)."""
    digits = _digits(text)
    day, month, year = (10 * digits[at] + digits[at + 1] for at in (0, 2, 4))
    if not _is_a_day(day, month, 1900 + year) and not _is_a_day(day, month, 2000 + year):
        return False
    remainder = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True)) % 11
    return (11 - remainder) % 11 == digits[9]


def _is_a_day(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _phone(text: str) -> bool:
    """Of a British number: eleven digits with its 0, or what follows the country's code."""
    digits = "".join(letter for letter in text if letter in "0123456789")
    for code in ("0044", "44"):
        if digits.startswith(code):
            digits = "0" + digits.removeprefix(code).removeprefix("0")
    return len(digits) == 11 and digits[1] in "123789"


def _iban(text: str) -> bool:
    plain = text.replace(" ", "").upper()
    number = "".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])
    return int(number) % 97 == 1


_CHECKS: dict[str, Callable[[str], bool]] = {"luhn": _luhn, "chi": _chi, "phone": _phone, "iban": _iban}
