"""Service standards: how many working days a clock has, by service, category, priority and first day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from services.sla.domain.local_days import local_date, local_time
from services.sla.domain.vocabulary import URGENT, Kind


@dataclass(frozen=True)
class Standard:
    """For clocks of a kind that start on `starts` or later. None: any. `recorded` None: a default.

    What is received from `cut_off` on counts as received on the next day.
    """

    kind: Kind
    working_days: int
    starts: date = date.min
    service_id: str | None = None
    category_id: str | None = None
    priority: str | None = None
    cut_off: time | None = None
    recorded: datetime | None = None
    id: str | None = None

    def received_on(self, instant: datetime) -> date:
        """The day on which something counts as received."""
        too_late = self.cut_off is not None and local_time(instant) >= self.cut_off
        return local_date(instant) + timedelta(days=too_late)


DEFAULTS = (
    Standard(Kind.INITIAL_RESPONSE, 5),
    Standard(Kind.INITIAL_RESPONSE, 1, priority=URGENT),
    Standard(Kind.FULL_RESPONSE, 20),
    Standard(Kind.FURTHER_RESPONSE, 5),
    Standard(Kind.ESCALATION, 5),
    Standard(Kind.ESCALATION, 1, priority=URGENT),
)


@dataclass(frozen=True)
class Subject:
    """What a standard is looked up by."""

    kind: Kind
    service_id: str | None
    category_id: str | None
    priority: str


def standard_for(
    subject: Subject, started: date, standards: Sequence[Standard], known_at: datetime | None
) -> Standard:
    """The standard in force for what started on a day, as recorded by `known_at` (None: by now).

    The most particular one wins, then the latest start, then the latest recorded, in this order.
    """
    fitting = (
        (standard, position)
        for position, standard in enumerate((*DEFAULTS, *standards))
        if _fits(standard, subject) and standard.starts <= started and _is_known(standard, known_at)
    )
    return max(fitting, key=lambda found: (_particularity(found[0]), found[0].starts, found[1]))[0]


def _is_known(standard: Standard, known_at: datetime | None) -> bool:
    return known_at is None or standard.recorded is None or standard.recorded <= known_at


def _fits(standard: Standard, subject: Subject) -> bool:
    return standard.kind == subject.kind and all(
        wanted is None or wanted == found
        for wanted, found in (
            (standard.service_id, subject.service_id),
            (standard.category_id, subject.category_id),
            (standard.priority, subject.priority),
        )
    )


def _particularity(standard: Standard) -> tuple[bool, bool, bool]:
    """A length for urgent ones is never stretched by one that says nothing of priority."""
    return standard.priority is not None, standard.category_id is not None, standard.service_id is not None
