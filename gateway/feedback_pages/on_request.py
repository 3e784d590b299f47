"""What was said about a request, for its own page."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from gateway.asking import ask
from gateway.parts import parts
from gateway.request_pages.request_view import (
    DESK_SIDE,
    GOVERNANCE_SIDE,
    MEMBER_SIDE,
    SERVICE_SIDE,
    RequestView,
)
from gateway.service_clients.outcome import CallProblem
from gateway.wording import day_of
from services.chassis.clock import council_date
from services.contracts.feedback_calls import REQUEST_FEEDBACK
from services.contracts.feedback_vocabulary import DAYS_TO_ANSWER, UNHAPPY_QUALITIES, UNHAPPY_SPEEDS

COUNCILS_SIDES = (SERVICE_SIDE, DESK_SIDE, GOVERNANCE_SIDE)
CLOSED = "request_closed"

Facts = dict[str, Any]


@dataclass(frozen=True)
class RequestFeedback:
    """What the section shows. `offered`: the closing about which the reader is asked how it went.

    `unhappy`: the answer about the last closing is one that should not be left at that.
    """

    surveys: list[Facts] = field(default_factory=list)
    responses: list[Facts] = field(default_factory=list)
    offered: int | None = None
    unhappy: bool = False
    is_away: bool = False

    @property
    def has_any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.offered or self.is_away or self.surveys or self.responses)


def feedback_of(view: RequestView) -> RequestFeedback:
    """What the reader may know; the page is shown without it when the service cannot be asked."""
    has_answer = any(entry["type"] == "response_given" for entry in view.timeline)
    if not closings_of(view) and not (has_answer and view.side in COUNCILS_SIDES):
        return RequestFeedback()
    try:
        answer = ask(REQUEST_FEEDBACK, {"request_id": view.id}).result
    except CallProblem:
        return RequestFeedback(is_away=True)
    answered = [survey for survey in answer["surveys"] if survey["answer"]]
    last = closings_of(view)[-1]["sequence"] if closings_of(view) else 0
    return RequestFeedback(
        surveys=answered,
        responses=answer["responses"],
        offered=_offered(view, {survey["closing"] for survey in answered}),
        unhappy=any(is_unhappy(one["answer"]) for one in answered if one["closing"] == last),
    )


def closings_of(view: RequestView) -> list[Facts]:
    """The entries of its timeline that closed it, oldest first."""
    return [entry for entry in view.timeline if entry["type"] == CLOSED]


def is_unhappy(answer: Facts) -> bool:
    """Whether speed or quality is below the middle."""
    return answer["speed"] in UNHAPPY_SPEEDS or answer["quality"] in UNHAPPY_QUALITIES


def can_be_answered(closing: Facts) -> bool:
    """Whether its day and the fourteen after it are not over; the service has the last word."""
    last_day = day_of(closing["time"]) + timedelta(days=DAYS_TO_ANSWER)
    return council_date(parts().clock.now()) <= last_day


def _offered(view: RequestView, answered: set[int]) -> int | None:
    """The last closing, when it is the reader's own and open to an answer: known to feedback or not yet."""
    if view.side != MEMBER_SIDE or not closings_of(view):
        return None
    closing = closings_of(view)[-1]
    number: int = closing["sequence"]
    return number if number not in answered and can_be_answered(closing) else None
