"""The sentence of a refusal: why not, and what can be done instead."""

from services.requests.domain.acting import Acting, Context
from services.requests.domain.permitted import permitted_rows
from services.requests.domain.refusals import Code, Reason, Refusal
from services.requests.domain.request_state import RequestState
from services.requests.domain.transitions import Row
from services.requests.domain.vocabulary import Standing, State

_WHY = {
    Reason.CLOSED: "it is closed",
    Reason.WITHDRAWN: "it was withdrawn",
    Reason.ANSWERED: "it has been answered in full already",
    Reason.NOT_ANSWERED: "it has not been answered in full yet",
    Reason.QUESTION_OPEN: "the member has not answered the last question yet",
    Reason.NO_QUESTION: "no question is waiting for an answer",
    Reason.FIRST_ANSWER_GIVEN: "the member has had a first answer",
    Reason.NO_FIRST_ANSWER: "the member has not had a first answer yet",
    Reason.NOBODY_ASSIGNED: "no officer is assigned to it",
    Reason.ALREADY_ASSIGNED: "this officer is assigned to it already",
    Reason.NOT_ASSIGNED: "this officer is not assigned to it",
}
_WHO = {
    Standing.OWNER: "the member whose request it is, or Member Services for them,",
    Standing.OFFICER: "an officer of the service that has it",
    Standing.DESK: "Member Services",
}
_OFFERED_AT_MOST = 3


def refusal(row: Row, reason: Reason, state: RequestState, acting: Acting, context: Context) -> Refusal:
    """The refusal of this command for this reason. `details` names the commands permitted instead."""
    if not acting.standings:
        return no_such_request()
    instead = [other for other in permitted_rows(state, acting, context) if other is not row]
    details = {"state": state.state.value, "permitted": [other.name for other in instead]}
    code = Code.NOT_ALLOWED if reason is Reason.NOT_FOR_YOU else Code.WRONG_STATE
    sentence = f"{_why_not(row, reason)} {_instead(instead, state, acting)}"
    return Refusal(code, reason, sentence, details=details)


def no_such_request() -> Refusal:
    """Also the refusal for those who may not know that there is one."""
    sentence = (
        "There is no such request, or it is not one of yours, or it is with another service. "
        "Look for it in your list of requests."
    )
    return Refusal(Code.NOT_FOUND, Reason.NO_SUCH_REQUEST, sentence)


def _why_not(row: Row, reason: Reason) -> str:
    if reason is Reason.NOT_FOR_YOU:
        who = " or ".join(words for standing, words in _WHO.items() if standing in row.by)
        return f"Only {who} can {row.does}."
    return f"You cannot {row.does}: {_WHY[reason]}."


def _instead(rows: list[Row], state: RequestState, acting: Acting) -> str:
    if rows:
        *most, last = [row.does for row in rows[:_OFFERED_AT_MOST]]
        return f"You can {', '.join(most)} or {last}." if most else f"You can {last}."
    if state.state is State.RESPONDED:
        return "It is for the member to close it."
    if state.state in {State.CLOSED, State.WITHDRAWN}:
        who = "Raise" if acting.stands_for(state.member_id) else "Ask the member to raise"
        return f"{who} a new request if there is more to do."
    return "Ask Member Services for help."
