"""The sentence of a refusal: why not, and what can be done instead."""

from services.requests.domain.acting import Acting, Context
from services.requests.domain.permitted import permitted_rows
from services.requests.domain.refusals import Code, Reason, Refusal
from services.requests.domain.request_state import RequestState
from services.requests.domain.transitions import Row
from services.requests.domain.vocabulary import Standing, State

WHY = {
    Reason.CLOSED: "it is closed",
    Reason.WITHDRAWN: "it was withdrawn",
    Reason.MERGED: "it was merged into another request",
    Reason.FROZEN: "it is frozen, because its member’s office ended",
    Reason.NOT_FROZEN: "its member is still in office",
    Reason.ANSWERED: "it has been answered in full already",
    Reason.NOT_ANSWERED: "it has not been answered in full yet",
    Reason.IN_HAND: "the service has it in hand already",
    Reason.NOT_CLOSED: "it is not closed",
    Reason.CLOSED_TOO_LONG: "it was closed more than 30 days ago",
    Reason.QUESTION_OPEN: "the member has not answered the last question yet",
    Reason.NO_QUESTION: "no question is waiting for an answer",
    Reason.FIRST_ANSWER_GIVEN: "the member has had a first answer",
    Reason.NO_FIRST_ANSWER: "the member has not had a first answer yet",
    Reason.ESCALATION_IN_TIME: "it is escalated already, and there is still time to answer",
    Reason.NOBODY_ASSIGNED: "no officer is assigned to it",
    Reason.ALREADY_ASSIGNED: "this officer is assigned to it already",
    Reason.NOT_ASSIGNED: "this officer is not assigned to it",
    Reason.ALREADY_CONTRIBUTES: "this service has been asked for its part already",
    Reason.DOES_NOT_CONTRIBUTE: "no such service has been asked for its part",
    Reason.NOTHING_PROPOSED: "no date is proposed",
    Reason.OWN_PROPOSAL: "the date was proposed by your own side",
    Reason.ANOTHER_DATE_PROPOSED: "another date has been proposed since",
    Reason.ALREADY_URGENT: "it is urgent already",
    Reason.URGENCY_ASKED: "the head of service has been asked already",
    Reason.URGENCY_NOT_ASKED: "nobody is asking for it to be urgent",
    Reason.SHARED_SO: "that is how it is shared already",
    Reason.ALREADY_JOINED: "you have joined it already",
    Reason.JOIN_ASKED: "you have asked already",
    Reason.JOIN_NOT_ASKED: "this member is not asking to join",
    Reason.NOTHING_AMENDED: "nothing that you gave differs from what it says",
    Reason.ALREADY_LINKED: "the two are linked already",
    Reason.NO_SUCH_MESSAGE: "there is no such message",
    Reason.ALREADY_RETRACTED: "its words are gone already",
    Reason.NOT_YOUR_MESSAGE: "somebody else wrote it",
    Reason.TOO_LATE_TO_RETRACT: "it was written more than 15 minutes ago",
    Reason.NO_CONSTITUENT: "it is not for a constituent",
    Reason.HELD: "a legal hold keeps it as it is",
    Reason.NOT_HELD: "there is no legal hold on it",
}
# Where the reason itself says what to do; elsewhere it is what this person may do now.
ADVICE = {
    Reason.NOT_FROZEN: "Requests are handed over once the office has ended.",
    Reason.MERGED: "Go on in the request into which it was merged.",
    Reason.CLOSED_TOO_LONG: "Raise a new request, and name this one as the earlier case.",
    Reason.ESCALATION_IN_TIME: "Wait for the answer, or send the service a message.",
    Reason.ALREADY_ASSIGNED: "Choose another officer.",
    Reason.NOT_ASSIGNED: "Choose one of those who are.",
    Reason.ALREADY_CONTRIBUTES: "Wait for its part, or choose another service.",
    Reason.DOES_NOT_CONTRIBUTE: "Choose one of those that contribute.",
    Reason.NOTHING_PROPOSED: "Propose one.",
    Reason.OWN_PROPOSAL: "Wait for the other side, or propose another date.",
    Reason.ANOTHER_DATE_PROPOSED: "Read it again, then decide.",
    Reason.URGENCY_ASKED: "Wait for the head of service’s word.",
    Reason.URGENCY_NOT_ASKED: "The member can ask for it.",
    Reason.SHARED_SO: "Choose the other way, or leave it.",
    Reason.JOIN_ASKED: "Wait for the owner’s word.",
    Reason.JOIN_NOT_ASKED: "Choose one of those who are.",
    Reason.NOTHING_AMENDED: "Change what is wrong, or leave it.",
    Reason.ALREADY_LINKED: "Choose another request.",
    Reason.NO_SUCH_MESSAGE: "Choose one from the timeline.",
    Reason.ALREADY_RETRACTED: "Nothing is left to do.",
    Reason.NOT_YOUR_MESSAGE: "Ask its author within 15 minutes, or Information Governance.",
    Reason.TOO_LATE_TO_RETRACT: "Ask Information Governance, or write another message that puts it right.",
    Reason.HELD: "Release the hold first.",
}
_WHO = {
    Standing.OWNER: "the member whose request it is, or Member Services for them,",
    Standing.OFFICER: "an officer of the service that has it",
    Standing.HEAD: "the head of the service that has it, or the deputy,",
    Standing.CONTRIBUTOR: "an officer of a service that contributes",
    Standing.DESK: "Member Services",
    Standing.GOVERNANCE: "Information Governance",
    Standing.JOINED: "a member who joined it",
    Standing.COLLEAGUE: "a member for its ward, while it is shared with them,",
    Standing.DIRECTORY: "the directory",
}
_OFFERED_AT_MOST = 3


def refusal(row: Row, reason: Reason, state: RequestState, acting: Acting, context: Context) -> Refusal:
    """The refusal of this command for this reason. `details` names the commands permitted instead."""
    if not acting.standings:
        return no_such_request()
    instead = [other for other in permitted_rows(state, acting, context) if other is not row]
    details = {"state": state.state.value, "permitted": [other.name for other in instead]}
    code = Code.NOT_ALLOWED if reason is Reason.NOT_FOR_YOU else Code.WRONG_STATE
    advice = ADVICE.get(reason) or _instead(instead, state, acting)
    return Refusal(code, reason, f"{_why_not(row, reason)} {advice}", details=details)


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
    return f"You cannot {row.does}: {WHY[reason]}."


def _instead(rows: list[Row], state: RequestState, acting: Acting) -> str:
    own = acting.stands_for(state.member_id)
    if state.frozen:
        return "Member Services can hand it over to a successor."
    if state.state is State.RESPONDED and not own:
        return "It is for the member to close it or to ask for more."
    finished = state.state in {State.CLOSED, State.WITHDRAWN}
    if rows and (own or not finished):
        *most, last = [row.does for row in rows[:_OFFERED_AT_MOST]]
        return f"You can {', '.join(most)} or {last}." if most else f"You can {last}."
    if finished:
        return f"{'Raise' if own else 'Ask the member to raise'} a new request if there is more to do."
    return "Ask Member Services for help."
