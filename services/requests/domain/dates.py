"""Days that people set: working days from today on, no more than a year off."""

from datetime import date

from services.requests.domain.acting import Context
from services.requests.domain.council_days import a_year_after, in_words

NEXT_UPDATE = "The date of the next update"
DEADLINE = "The date proposed"
WORK = "The date of the work"


def day_flaw(what: str, day: date, context: Context) -> str | None:
    """What is wrong with a date that somebody sets; None for a working day within a year."""
    if day < context.today:
        return f"{what} cannot be in the past. Choose today or a later working day."
    if day > a_year_after(context.today):
        return f"{what} cannot be more than a year off. Choose an earlier working day."
    if not context.is_working_day(day):
        return f"{what} has to be a working day. Choose another day."
    return None


def deadline_flaw(day: date, context: Context) -> str | None:
    """What is wrong with a date to answer by, proposed or agreed now; it never shortens the time."""
    found = day_flaw(DEADLINE, day, context)
    if found is None and context.current_due is not None and day < context.current_due:
        due = in_words(context.current_due)
        return f"{DEADLINE} cannot be before {due}, by which it is due already. Choose a later working day."
    return found
