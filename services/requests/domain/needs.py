"""The conditions of commands beside the state a request stands in: data for the table's rows."""

from datetime import timedelta
from typing import Literal

from services.requests.domain.acting import Acting, Context
from services.requests.domain.council_days import local_date
from services.requests.domain.refusals import Reason
from services.requests.domain.request_state import Message, RequestState
from services.requests.domain.transitions import Need, before_question
from services.requests.domain.vocabulary import Priority, Standing, State, Urgency

REOPENED_WITHIN = timedelta(days=30)
RETRACTED_WITHIN = timedelta(minutes=15)


def next_level(state: RequestState) -> Literal[1, 2]:
    """The level to which an escalation goes from here."""
    stands = before_question(state)
    if stands is State.ESCALATED or (stands is State.RESPONDED and state.highest_level):
        return 2
    return 2 if state.highest_level == 2 else 1


def in_time_to_retract(message: Message, context: Context) -> bool:
    """Whether its author may still take the words of a message back."""
    return context.now - message.time <= RETRACTED_WITHIN


def something_to_retract(state: RequestState, acting: Acting, context: Context) -> bool:
    """Whether there are words here that this person may take away."""
    return any(retractable(message, acting, context) for message in state.messages.values())


def retractable(message: Message, acting: Acting, context: Context) -> bool:
    """Whether this person may take the words of a message away."""
    if message.retracted:
        return False
    own = message.author_id == acting.person_id and in_time_to_retract(message, context)
    return own or Standing.GOVERNANCE in acting.standings


def _can_escalate(state: RequestState, _: Acting, context: Context) -> bool:
    if before_question(state) is not State.ESCALATED or state.escalation is None:
        return True
    return context.escalation_late or state.escalation.answered


def _closed_lately(state: RequestState, _: Acting, context: Context) -> bool:
    closed = state.closed_at
    return closed is not None and context.today <= local_date(closed) + REOPENED_WITHIN


def _from_the_other_side(state: RequestState, acting: Acting, _: Context) -> bool:
    return state.proposal is not None and state.proposal.side is not acting.side(state.member_id)


NO_ANSWER_YET = Need(lambda state, *_: state.first_answer_at is None, Reason.FIRST_ANSWER_GIVEN)
ANSWERED_FIRST = Need(lambda state, *_: state.first_answer_at is not None, Reason.NO_FIRST_ANSWER)
SOMEBODY_ASSIGNED = Need(lambda state, *_: bool(state.officers), Reason.NOBODY_ASSIGNED)
SOMEBODY_CONTRIBUTES = Need(lambda state, *_: bool(state.contributors), Reason.DOES_NOT_CONTRIBUTE)
SOMETHING_PROPOSED = Need(lambda state, *_: state.proposal is not None, Reason.NOTHING_PROPOSED)
FROM_THE_OTHER_SIDE = Need(_from_the_other_side, Reason.OWN_PROPOSAL)
ESCALATION_LATE_OR_ANSWERED = Need(_can_escalate, Reason.ESCALATION_IN_TIME)
CLOSED_LATELY = Need(_closed_lately, Reason.CLOSED_TOO_LONG)
NOT_URGENT = Need(lambda state, *_: state.priority is not Priority.URGENT, Reason.ALREADY_URGENT)
URGENCY_NOT_WAITING = Need(lambda state, *_: state.urgency is not Urgency.ASKED, Reason.URGENCY_ASKED)
URGENCY_WAITING = Need(lambda state, *_: state.urgency is Urgency.ASKED, Reason.URGENCY_NOT_ASKED)
NOT_JOINED = Need(lambda state, acting, _: acting.person_id not in state.joined, Reason.ALREADY_JOINED)
NOT_WAITING_TO_JOIN = Need(
    lambda state, acting, _: acting.person_id not in state.asked_to_join, Reason.JOIN_ASKED
)
SOMEBODY_ASKED_TO_JOIN = Need(lambda state, *_: bool(state.asked_to_join), Reason.JOIN_NOT_ASKED)
A_CONSTITUENT = Need(lambda state, *_: state.constituent_attached, Reason.NO_CONSTITUENT)
FROZEN = Need(lambda state, *_: state.frozen, Reason.NOT_FROZEN)
HELD = Need(lambda state, *_: state.held, Reason.NOT_HELD)
NOT_HELD = Need(lambda state, *_: not state.held, Reason.HELD)
