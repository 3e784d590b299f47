"""The small words of sentences with numbers in them."""

from collections.abc import Sequence
from datetime import date

from gateway.documents.exact_numbers import share
from gateway.wording import Day, day_of


def day(value: Day) -> str:
    """Like "22 September 2023", in the council's local time."""
    found = day_of(value)
    return f"{found.day} {found:%B} {found.year}"


def month(text: str, full: bool = False) -> str:
    """The month of "2023-09": "Sep 2023", or "September 2023" in full."""
    first = date.fromisoformat(f"{text}-01")
    return f"{first:%B %Y}" if full else f"{first:%b %Y}"


def counted(number: int, one: str) -> str:
    """Like "1 request", "1,603 requests"; nothing is "no requests"."""
    return f"{number:,} {one}{plural(number, '', 's')}" if number else f"no {one}s"


def plural(number: int, one: str, many: str) -> str:
    """`one` for 1, else `many`."""
    return one if number == 1 else many


def of_these(part: int, whole: int) -> str:
    """Like "33 (22%)"; nothing is "none"."""
    if not part:
        return "none"
    return f"{part:,} ({share(part, whole)})"


def joined(parts: Sequence[str]) -> str:
    """Like "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
