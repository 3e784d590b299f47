"""Pages by the place of their last row, not by counting: a page costs the same however far down it is."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Place:
    """A row's place in a list: what it is sorted by, and its id."""

    at: datetime
    id: str


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: after a place, or (backwards) before it; `inclusive`: with the place's own row."""

    place: Place
    backwards: bool = False
    inclusive: bool = False

    def __str__(self) -> str:
        text = json.dumps([self.backwards, self.inclusive, self.place.at.isoformat(), self.place.id])
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def parse_cursor(text: str) -> Cursor:
    """The cursor that was written as `text`. Raises ValueError for anything else."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        decoded = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        backwards, inclusive, at, identifier = decoded
        instant = datetime.fromisoformat(at).astimezone(UTC)
    except (TypeError, OverflowError, RecursionError) as error:
        raise ValueError("not a cursor") from error
    if not (isinstance(backwards, bool) and isinstance(inclusive, bool) and isinstance(identifier, str)):
        raise ValueError("not a cursor")
    if not identifier.isprintable():
        raise ValueError("not a cursor")
    return Cursor(Place(instant, identifier), backwards, inclusive)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows of a page in the list's order, and the cursors of its neighbours."""

    rows: list[Row]
    next: str | None
    previous: str | None


def page(found: Sequence[tuple[Place, Row]], cursor: Cursor | None, limit: int) -> Page[Row]:
    """The page of what was found: up to `limit` + 1 rows beyond the cursor, nearest first."""
    if not found:
        return _empty(cursor)
    more = len(found) > limit
    kept = list(found[:limit])
    if cursor is not None and cursor.backwards:
        kept.reverse()
    before = more if cursor is not None and cursor.backwards else cursor is not None
    after = True if cursor is not None and cursor.backwards else more
    return Page(
        [row for _, row in kept],
        next=str(Cursor(kept[-1][0])) if after else None,
        previous=str(Cursor(kept[0][0], backwards=True)) if before else None,
    )


def _empty(cursor: Cursor | None) -> Page[Row]:
    """Nothing beyond the cursor: the way back begins with its place, where the reader was."""
    if cursor is None:
        return Page([], None, None)
    back = str(Cursor(cursor.place, not cursor.backwards, inclusive=True))
    return Page([], back if cursor.backwards else None, None if cursor.backwards else back)
