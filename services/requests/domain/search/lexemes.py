"""The entries of the index: a stretch, a quarter of a year where stretches are long, a level and a word."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from services.requests.domain.search.documents import Level, Words, minute_of
from services.requests.domain.search.scopes import EVERY, LED, OWN, SHARED, Scope

_BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# These stretches are read quarter by quarter; the others are short enough.
LONG = frozenset({OWN, SHARED, LED, EVERY})


def lexeme(scope: Scope, quarter: str, level: Level, form: str = "") -> str:
    """Of small letters and digits only, so that no database takes anything in it for a sign."""
    by_quarters = scope.kind in LONG and level is not Level.MARK
    return f"{scope.code}{quarter if by_quarters else ''}{level.value}{form}"


def lexemes(words: Mapping[Scope, Words], quarter: str) -> Iterator[str]:
    """All entries of one request that was raised in that quarter."""
    for scope, of_scope in words.items():
        yield lexeme(scope, quarter, Level.MARK)
        for form, level in of_scope.items():
            yield lexeme(scope, quarter, level, form)


def quarter_of(number: int) -> str:
    """The quarter of a request by its place in time."""
    return _code(_quarters(number))


def quarters_between(newest: int, oldest: int) -> list[str]:
    """The quarters from one place in time to another, newest first."""
    return [_code(count) for count in range(_quarters(newest), _quarters(oldest) - 1, -1)]


def _quarters(number: int) -> int:
    day = _BEGINNING + timedelta(minutes=minute_of(number))
    return (day.year - _BEGINNING.year) * 4 + (day.month - 1) // 3


def _code(count: int) -> str:
    return _DIGITS[count // 36] + _DIGITS[count % 36]
