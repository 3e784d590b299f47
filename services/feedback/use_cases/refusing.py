"""Refusals of feedback, as sentences."""

from typing import Any

from services.chassis.incoming import Refused
from services.contracts import problems
from services.contracts.problems import Problem

NO_REQUEST = (
    "There is no such request, or it is not one of yours, or it is with another service. "
    "Look for it in your list of requests."
)


def not_found() -> Refused:
    """Word for word the same for what is not there and for what the actor may not know of."""
    return Refused(Problem(problems.NOT_FOUND, NO_REQUEST))


def not_now(message: str) -> Refused:
    """As things stand it cannot be done."""
    return Refused(Problem(problems.WRONG_STATE, message))


def invalid(message: str, fields: dict[str, Any]) -> Refused:
    """Something in the body cannot be."""
    return Refused(Problem(problems.INVALID, message, fields))
