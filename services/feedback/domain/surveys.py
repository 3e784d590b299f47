"""Who may answer the survey about a closing, until when, and what an answer is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto

from services.feedback.domain.council_days import local_date

DAYS_TO_ANSWER = 14


@dataclass(frozen=True)
class Closing:
    """One closing of a request: the sequence it has there, and whose request it was then."""

    request_id: str
    closing: int
    member_id: str
    service_id: str
    closed_at: datetime

    @property
    def last_day(self) -> date:
        """The last day on which its survey can be answered or changed; reopening changes nothing of it."""
        return local_date(self.closed_at) + timedelta(days=DAYS_TO_ANSWER)


@dataclass(frozen=True)
class SurveyAnswer:
    """What a member says; None, or no comment: the question was left out."""

    speed: str | None
    quality: str | None
    comment: str
    may_quote: bool

    @property
    def is_empty(self) -> bool:
        """Whether every question was left out."""
        return self.speed is None and self.quality is None and not self.comment

    @property
    def is_quotable(self) -> bool:
        """Whether there is something that the update paper may quote."""
        return self.may_quote and bool(self.comment)


class Obstacle(Enum):
    """Why somebody cannot answer."""

    NOT_THEIRS = auto()
    TOO_LATE = auto()
    TOO_EARLY = auto()


def obstacle(closing: Closing, person_id: str, at: datetime) -> Obstacle | None:
    """What keeps the person from answering at that instant; None when nothing does."""
    if person_id != closing.member_id:
        return Obstacle.NOT_THEIRS
    if at < closing.closed_at:
        return Obstacle.TOO_EARLY
    return Obstacle.TOO_LATE if local_date(at) > closing.last_day else None
