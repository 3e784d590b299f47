"""The life of a request as a table: who may give which command from where, and where it leads.

The table is data: later commands are further rows. A command's own arguments are checked in `arguments`.
Housekeeping leaves an open question to the member open; what says something to the other side, or moves the
request, drops it first.
"""

from services.requests.domain import commands as c
from services.requests.domain import events as e
from services.requests.domain.refusals import Reason
from services.requests.domain.transitions import Landing, Need, Row
from services.requests.domain.vocabulary import IN_ACTION, Standing, State

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
    ),
    Row(
        c.AddMessage,
        e.MessageAdded,
        "send the service a message",
        by=OWNER,
        leaves=IN_ACTION,
        to=Landing.SAME,
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
        drops_open_question=True,
    ),
    Row(
        c.GiveInitialResponse,
        e.InitialResponseGiven,
        "give a first answer",
        by=OFFICER,
        leaves=IN_ACTION,
        to=Landing.SAME,
        drops_open_question=True,
        needs=(NO_ANSWER_YET,),
    ),
    Row(
        c.PostUpdate,
        e.ProgressPosted,
        "post an update",
        by=OFFICER,
        leaves=IN_ACTION,
        to=Landing.SAME,
        drops_open_question=True,
        needs=(ANSWERED_FIRST,),
    ),
    Row(
        c.Respond,
        e.ResponseGiven,
        "answer it in full",
        by=OFFICER,
        leaves=IN_ACTION,
        to=State.RESPONDED,
        drops_open_question=True,
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
