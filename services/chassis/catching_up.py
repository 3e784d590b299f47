"""What callers have seen happen elsewhere, and whether this service has heard of it by now."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from services.chassis.inbox import Mark, Place

REMEMBERED_AT_MOST = 5_000

Lacking = Callable[[Session, list[Mark]], list[Mark]]


class CaughtUp:
    """Remembers what was here once: it stays, as a copy that is made again begins where the old one was."""

    def __init__(self, lacking: Lacking) -> None:
        self._lacking = lacking
        self._reached: dict[Place, int] = {}

    def unknown(self, marks: list[Mark]) -> list[Mark]:
        """Those of `marks` that only the database can tell of."""
        return [mark for mark in marks if self._reached.get(_place(mark), 0) < mark["sequence"]]

    def lacking(self, session: Session, marks: list[Mark]) -> list[Mark]:
        """Those of `marks` that this service has not applied yet; no query for what is known to be here."""
        asked = self.unknown(marks)
        missing = self._lacking(session, asked) if asked else []
        if len(self._reached) > REMEMBERED_AT_MOST:
            self._reached.clear()
        self._reached |= {_place(mark): mark["sequence"] for mark in asked if mark not in missing}
        return missing


def _place(mark: Mark) -> Place:
    return mark["source"], mark["stream"]
