"""The follow-up window: what was answered in full stays open, and its member is reminded of it twice.

Source: domain.md, "Follow-up window". Working days are the council's; the day of the answer is day 0.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from services.requests.domain.council_days import local_date
from services.requests.domain.events import FollowUpReminded
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import State

FIRST, SECOND = 5, 10  # working days after the answer
# What nobody was reminded of by then (the service stood still, or a casebook came in) is left alone.
TOO_LATE = 15

_A_DAY = timedelta(days=1)


def answered_by(today: date, working_days: int, is_working_day: Callable[[date], bool]) -> date:
    """The latest day of an answer after which that many working days have begun, today's included."""
    day, gone = today, 0
    while gone < working_days:
        gone += is_working_day(day)
        day -= _A_DAY
    return day


def reminder(
    state: RequestState, now: datetime, is_working_day: Callable[[date], bool]
) -> FollowUpReminded | None:
    """The reminder that is due to its member now; None when there is none, or it was given."""
    if state.state is not State.RESPONDED or state.frozen or state.responded_at is None:
        return None
    answered, today = local_date(state.responded_at), local_date(now)

    def gone(working_days: int) -> bool:
        return answered <= answered_by(today, working_days, is_working_day)

    if gone(TOO_LATE):
        return None
    due = SECOND if gone(SECOND) else FIRST if gone(FIRST) else 0
    return FollowUpReminded(state.state, due) if due > state.reminded else None
