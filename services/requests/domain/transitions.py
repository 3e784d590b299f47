"""The life of a request as a table: who may give which command from where, and where it leads.

The table is data: later commands are rows. What a row cannot say (its arguments) is checked in `arguments`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from services.requests.domain import commands as c
from services.requests.domain import events as e
from services.requests.domain.acting import Acting, Context
from services.requests.domain.naming import name_of
from services.requests.domain.refusals import Reason
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import IN_ACTION, Standing, State


class Landing(Enum):
    """Where a command leads that does not name a state."""

    SAME = auto()
    BEFORE_QUESTION = auto()


class Question(Enum):
    """What becomes of an open question to the member when the command is given.

    Housekeeping leaves it open; whatever says something to the other side or moves the request drops it.
    """

    STAYS = auto()
    DROPPED = auto()
    ANSWERED = auto()


@dataclass(frozen=True)
class Need:
    """A condition beside the state, and the reason for refusing where it does not hold."""

    holds: Callable[[RequestState, Context], bool]
    otherwise: Reason


@dataclass(frozen=True)
class Row:
    """One command and the event that it leads to, which takes the facts that the command has by name.

    `does` completes "You can …". `elsewhere` is why it is refused in the other states in action.
    """

    command: type[c.Command]
    event: type[e.Event]
    does: str
    by: frozenset[Standing]
    leaves: frozenset[State]
    to: State | Landing
    elsewhere: Reason = Reason.NOT_ANSWERED
    question: Question = Question.STAYS
    needs: tuple[Need, ...] = ()

    @property
    def name(self) -> str:
        """The command's name as callers write it: AskClarification → ask_clarification."""
        return name_of(self.command)


OWNER = frozenset({Standing.OWNER})
OFFICER = frozenset({Standing.OFFICER})
OFFICER_OR_DESK = frozenset({Standing.OFFICER, Standing.DESK})

NO_ANSWER_YET = Need(lambda state, _: state.first_answer_at is None, Reason.FIRST_ANSWER_GIVEN)
ANSWERED_FIRST = Need(lambda state, _: state.first_answer_at is not None, Reason.NO_FIRST_ANSWER)
SOMEBODY_ASSIGNED = Need(lambda state, _: bool(state.officers), Reason.NOBODY_ASSIGNED)

_ASKED = frozenset({State.AWAITING_MEMBER})

ROWS: tuple[Row, ...] = (
    Row(
        c.GiveClarification,
        e.ClarificationGiven,
        "answer the question",
        by=OWNER,
        leaves=_ASKED,
        to=Landing.BEFORE_QUESTION,
        elsewhere=Reason.NO_QUESTION,
        question=Question.ANSWERED,
    ),
    Row(
        c.AddMessage,
        e.MessageAdded,
        "send the service a message",
        by=OWNER,
        leaves=IN_ACTION,
        to=Landing.SAME,
        question=Question.ANSWERED,
    ),
    Row(
        c.Close,
        e.RequestClosed,
        "close it",
        by=OWNER,
        leaves=frozenset({State.RESPONDED}),
        to=State.CLOSED,
        elsewhere=Reason.NOT_ANSWERED,
    ),
    Row(
        c.Withdraw,
        e.RequestWithdrawn,
        "withdraw it",
        by=OWNER,
        leaves=IN_ACTION,
        to=State.WITHDRAWN,
        question=Question.DROPPED,
    ),
    Row(
        c.GiveInitialResponse,
        e.InitialResponseGiven,
        "give a first answer",
        by=OFFICER,
        leaves=IN_ACTION,
        to=Landing.SAME,
        question=Question.DROPPED,
        needs=(NO_ANSWER_YET,),
    ),
    Row(
        c.PostUpdate,
        e.ProgressPosted,
        "post an update",
        by=OFFICER,
        leaves=IN_ACTION,
        to=Landing.SAME,
        question=Question.DROPPED,
        needs=(ANSWERED_FIRST,),
    ),
    Row(
        c.Respond,
        e.ResponseGiven,
        "answer it in full",
        by=OFFICER,
        leaves=IN_ACTION,
        to=State.RESPONDED,
        question=Question.DROPPED,
    ),
    Row(
        c.AskClarification,
        e.ClarificationAsked,
        "ask the member a question",
        by=OFFICER,
        leaves=IN_ACTION - _ASKED,
        to=State.AWAITING_MEMBER,
        elsewhere=Reason.QUESTION_OPEN,
    ),
    Row(
        c.DropClarification,
        e.ClarificationDropped,
        "take the question back",
        by=OFFICER,
        leaves=_ASKED,
        to=Landing.BEFORE_QUESTION,
        elsewhere=Reason.NO_QUESTION,
    ),
    Row(
        c.Assign,
        e.OfficerAssigned,
        "assign an officer",
        by=OFFICER_OR_DESK,
        leaves=IN_ACTION,
        to=Landing.SAME,
    ),
    Row(
        c.Unassign,
        e.OfficerUnassigned,
        "take an officer off it",
        by=OFFICER_OR_DESK,
        leaves=IN_ACTION,
        to=Landing.SAME,
        needs=(SOMEBODY_ASSIGNED,),
    ),
)
ROW_OF: dict[type[c.Command], Row] = {row.command: row for row in ROWS}

_FINISHED = {
    State.RESPONDED: Reason.ANSWERED,
    State.CLOSED: Reason.CLOSED,
    State.WITHDRAWN: Reason.WITHDRAWN,
}


def obstacle(row: Row, state: RequestState, acting: Acting, context: Context) -> Reason | None:
    """Why this person may not give this command now; None when they may."""
    if not _entitled(row, state, acting):
        return Reason.NOT_FOR_YOU
    if _from_state(row, state) not in row.leaves:
        return _FINISHED.get(state.state, row.elsewhere)
    return next((need.otherwise for need in row.needs if not need.holds(state, context)), None)


def drops_question(row: Row, state: RequestState) -> bool:
    """Whether the command first drops the question that is open to the member."""
    return row.question is Question.DROPPED and state.state is State.AWAITING_MEMBER


def landing(row: Row, state: RequestState) -> State:
    """The state to which the command leads from here."""
    if isinstance(row.to, State):
        return row.to
    if row.to is Landing.BEFORE_QUESTION:
        return before_question(state)
    return _from_state(row, state)


def before_question(state: RequestState) -> State:
    """The state to return to once the question to the member is answered or dropped."""
    return state.state_before_question or state.state


def _from_state(row: Row, state: RequestState) -> State:
    return before_question(state) if drops_question(row, state) else state.state


def _entitled(row: Row, state: RequestState, acting: Acting) -> bool:
    if Standing.OWNER in row.by and acting.stands_for(state.member_id):
        return True
    return bool((row.by - OWNER) & acting.standings)
