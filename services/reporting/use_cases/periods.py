"""The days of a question: what was left out, and what cannot be."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.reporting.domain.local_days import as_date
from services.reporting.repository import counts
from services.reporting.use_cases import refusing


@dataclass(frozen=True)
class Asked:
    """`since` None: the beginning. `first_on`: the day of the first request; None: there is none yet."""

    since: date | None
    last: date
    first_on: date | None

    @property
    def from_beginning(self) -> bool:
        """Whether nothing was counted before it."""
        return self.since is None or self.first_on is None or self.since <= self.first_on

    @property
    def first(self) -> int:
        """The ordinal of the first day that can have counted anything."""
        days = [day.toordinal() for day in (self.since, self.first_on) if day is not None]
        return max(days, default=self.last.toordinal())


def asked(session: Session, incoming: Incoming, since: str, last: str) -> Asked:
    """The period in the fields `since` and `last` (None: today) of the body. Raises Refused."""
    today = council_date(incoming.now)
    first, end = incoming.body[since], incoming.body[last] or today
    first_on = as_date(counts.first_day(session))
    if end > today:
        raise refusing.not_yet(end, last)
    if first_on is not None and end < first_on:
        raise refusing.before_the_first(end, first_on, last)
    if first is not None and first > end:
        raise refusing.ends_before_it_begins(first, end, since)
    return Asked(first, end, first_on)
