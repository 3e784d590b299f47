"""What a row of the table of commands says, and how it is read: may it be given here, where does it lead."""

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

OPEN = IN_ACTION | {State.RESPONDED}
NOT_FINAL = OPEN | {State.CLOSED}
ANYWHERE = frozenset(State)

Condition = Callable[[RequestState, Acting, Context], bool]


class Landing(Enum):
    """Where a command leads that does not name a state."""

    SAME = auto()
    BEFORE_QUESTION = auto()
    NEXT_SERVICE = auto()  # with the service; what is escalated or asked for again stays so


@dataclass(frozen=True)
class Need:
    """A condition beside the state, and the reason for refusing where it does not hold."""

    holds: Condition
    otherwise: Reason


def _always(*_: object) -> bool:
    return True


@dataclass(frozen=True)
class Row:
    """One command and the event that it leads to.

    `does` completes "You can …". `elsewhere` is why it is refused in the other states in action, and
    `once_answered` why in `responded`. `offered` hides a command that can be given but would find nothing to
    do.
    """

    command: type[c.Command]
    event: type[e.RequestEvent]
    does: str
    by: frozenset[Standing]
    leaves: frozenset[State]
    to: State | Landing
    elsewhere: Reason = Reason.NOT_ANSWERED
    once_answered: Reason = Reason.ANSWERED
    drops_open_question: bool = False
    while_frozen: bool = False
    needs: tuple[Need, ...] = ()
    offered: Condition = _always

    @property
    def name(self) -> str:
        """The command's name as callers write it: AskClarification → ask_clarification."""
        return name_of(self.command)


def obstacle(row: Row, state: RequestState, acting: Acting, context: Context) -> Reason | None:
    """Why this person may not give this command now; None when they may."""
    if not entitled(row, state, acting):
        return Reason.NOT_FOR_YOU
    if state.frozen and not row.while_frozen:
        return Reason.FROZEN
    if _from_state(row, state) not in row.leaves:
        return _why_not_from(row, state)
    return next((need.otherwise for need in row.needs if not need.holds(state, acting, context)), None)


def entitled(row: Row, state: RequestState, acting: Acting) -> bool:
    """Whether this person is somebody who gives this command, wherever the request stands."""
    if Standing.OWNER in row.by and acting.stands_for(state.member_id):
        return True
    return bool((row.by - {Standing.OWNER}) & acting.standings)


def drops_question(row: Row, state: RequestState) -> bool:
    """Whether the command first drops the question that is open to the member."""
    return row.drops_open_question and state.state is State.AWAITING_MEMBER


def landing(row: Row, state: RequestState) -> State:
    """The state to which the command leads from here."""
    if isinstance(row.to, State):
        return row.to
    if row.to is Landing.BEFORE_QUESTION:
        return before_question(state)
    here = _from_state(row, state)
    if row.to is Landing.NEXT_SERVICE:
        return here if here in {State.ESCALATED, State.FURTHER_INFORMATION} else State.WITH_SERVICE
    return here


def before_question(state: RequestState) -> State:
    """Where it stands, a question to the member left aside."""
    return state.state_before_question or state.state


def _from_state(row: Row, state: RequestState) -> State:
    return before_question(state) if drops_question(row, state) else state.state


def _why_not_from(row: Row, state: RequestState) -> Reason:
    if state.state is State.WITHDRAWN:
        return Reason.MERGED if state.merged_into else Reason.WITHDRAWN
    if state.state is State.CLOSED:
        return Reason.CLOSED
    return row.once_answered if state.state is State.RESPONDED else row.elsewhere
