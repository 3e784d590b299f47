"""The figures of the council's paper to 22 September 2023, with the corrections that make them add up."""

from dataclasses import dataclass
from datetime import date

AS_AT = date(2023, 9, 22)
FIRST_DAY = date(2022, 6, 6)
SURVEYS_FROM = date(2022, 11, 1)
ONLINE = 1253

# How many requests each of the 36 members made: 15 up to 29, 15 from 30 to 69, 6 from 70 on.
MADE_BY_MEMBERS = (
    *(190, 141, 118, 102, 88, 76),
    *(65, 60, 57, 53, 50, 47, 45, 43, 41, 39, 36, 34, 32, 31, 30),
    *(29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1),
)
SPEED = {"very_happy": 14, "happy": 33, "moderately_happy": 23, "unhappy": 6, "very_unhappy": 3}
QUALITY = {"excellent": 29, "good": 46, "satisfactory": 7, "poor": 6, "very_poor": 2}
BOTH_ANSWERED = 75


@dataclass(frozen=True)
class Column:
    """One column of the table. Means are in tenths of a working day; `closed` has the withdrawn in it.

    `with_service` is all of them, `over_by_a_week` those of them that are; the two ways to become so, and
    which have an agreed date, a first answer or none yet, are ours.
    """

    key: str
    closed: int
    withdrawn: int
    open: int
    over_after_first_answer: int
    over_unanswered: int
    agreed: int
    answered_first: int
    answered_lately: int
    fresh: int
    work_scheduled: int
    further_information: int
    escalated: int
    first_mean: int
    full_mean: int

    @property
    def with_service(self) -> int:
        """Those with the service for response."""
        over = self.over_after_first_answer + self.over_unanswered
        return over + self.agreed + self.answered_first + self.answered_lately + self.fresh

    @property
    def in_action(self) -> int:
        """Those that are not answered in full."""
        return self.with_service + self.work_scheduled + self.further_information + self.escalated

    @property
    def made(self) -> int:
        """All of them."""
        return self.in_action + self.closed + self.open


RIS = Column(
    key="ris",
    closed=621,
    withdrawn=14,
    open=437,
    over_after_first_answer=27,
    over_unanswered=3,
    agreed=8,
    answered_first=47,
    answered_lately=25,
    fresh=30,
    work_scheduled=25,
    further_information=21,
    escalated=2,
    first_mean=28,
    full_mean=208,
)
OTHER = Column(
    key="other",
    closed=215,
    withdrawn=5,
    open=125,
    over_after_first_answer=2,
    over_unanswered=1,
    agreed=1,
    answered_first=4,
    answered_lately=1,
    fresh=2,
    work_scheduled=2,
    further_information=3,
    escalated=1,
    first_mean=85,
    full_mean=140,
)
COLUMNS = (RIS, OTHER)
