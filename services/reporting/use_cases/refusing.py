"""Refusals of reporting, as sentences."""

from datetime import date

from services.chassis.incoming import Refused
from services.contracts import problems
from services.contracts.problems import Problem


def invalid(message: str, field: str) -> Refused:
    """Something in the body cannot be."""
    return Refused(Problem(problems.INVALID, message, {field: [message]}))


def not_yet(day: date, field: str) -> Refused:
    """A day that has not come."""
    return invalid(f"{_words(day)} is still to come. Choose today or an earlier day.", field)


def before_the_first(day: date, first: date, field: str) -> Refused:
    """A day before anything was asked."""
    return invalid(
        f"{_words(day)} is before the first request, which was made on {_words(first)}. "
        "Choose that day or a later one.",
        field,
    )


def ends_before_it_begins(first: date, last: date, field: str) -> Refused:
    """A period the wrong way round."""
    return invalid(
        f"The period would begin on {_words(first)} and end before that, on {_words(last)}. "
        "Choose a beginning that is not after the end.",
        field,
    )


def would_tell_who() -> Refused:
    """How good few answers were would tell what each member said."""
    return invalid(
        "Good answers are listed for the whole council or a column of it. Open all answers instead.", "figure"
    )


def not_yours() -> Refused:
    """Figures that the actor may not see."""
    message = "You may see your own figures, or those of your services. Choose among those."
    return Refused(Problem(problems.NOT_ALLOWED, message))


def does_not_add_up(failing: list[str]) -> Refused:
    """A paper that contradicts itself is not issued."""
    message = (
        f"The figures do not add up ({'; '.join(failing)}). Nothing was issued: tell the administrators."
    )
    return Refused(Problem(problems.CONFLICT, message))


def no_paper() -> Refused:
    """No issued paper has this id."""
    return Refused(Problem(problems.NOT_FOUND, "There is no such paper. Look for it in the list of papers."))


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
