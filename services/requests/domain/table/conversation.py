"""What member and service say to each other, and how a request ends.

What says something to the other side, or moves the request, first drops a question open to the member.
"""

from services.requests.domain import commands as c
from services.requests.domain import events as e
from services.requests.domain import needs
from services.requests.domain.refusals import Reason
from services.requests.domain.table.people import DESK, OFFICER, OWNER
from services.requests.domain.transitions import OPEN, Landing, Row
from services.requests.domain.vocabulary import IN_ACTION, State

_ASKED = frozenset({State.AWAITING_MEMBER})

OWNERS_TURN: tuple[Row, ...] = (
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
        c.Close,
        e.RequestClosed,
        "close it",
        by=OWNER,
        leaves=frozenset({State.RESPONDED}),
        to=State.CLOSED,
    ),
    Row(
        c.AskFurtherInformation,
        e.FurtherInformationAsked,
        "ask for more",
        by=OWNER,
        leaves=frozenset({State.RESPONDED, State.WITH_SERVICE}),
        to=State.FURTHER_INFORMATION,
        elsewhere=Reason.IN_HAND,
        drops_open_question=True,
        needs=(needs.ANSWERED_FIRST,),
    ),
    Row(
        c.Reopen,
        e.RequestReopened,
        "reopen it",
        by=OWNER,
        leaves=frozenset({State.CLOSED}),
        to=State.FURTHER_INFORMATION,
        elsewhere=Reason.NOT_CLOSED,
        once_answered=Reason.NOT_CLOSED,
        needs=(needs.CLOSED_LATELY,),
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
        c.Escalate,
        e.RequestEscalated,
        "escalate it",
        by=OWNER,
        leaves=OPEN,
        to=State.ESCALATED,
        drops_open_question=True,
        needs=(needs.ESCALATION_LATE_OR_ANSWERED,),
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
)

SERVICES_TURN: tuple[Row, ...] = (
    Row(
        c.GiveInitialResponse,
        e.InitialResponseGiven,
        "give a first answer",
        by=OFFICER,
        leaves=IN_ACTION,
        to=Landing.SAME,
        drops_open_question=True,
        needs=(needs.NO_ANSWER_YET,),
    ),
    Row(
        c.PostUpdate,
        e.ProgressPosted,
        "post an update",
        by=OFFICER,
        leaves=IN_ACTION,
        to=Landing.SAME,
        drops_open_question=True,
        needs=(needs.ANSWERED_FIRST,),
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
        c.ScheduleWork,
        e.WorkScheduled,
        "set a date for the work",
        by=OFFICER,
        leaves=IN_ACTION,
        to=State.WORK_SCHEDULED,
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
        c.Transfer,
        e.RequestTransferred,
        "give it to another service",
        by=OFFICER | DESK,
        leaves=IN_ACTION,
        to=Landing.NEXT_SERVICE,
        drops_open_question=True,
    ),
    Row(
        c.MergeInto,
        e.RequestMerged,
        "merge it into another request",
        by=OFFICER | DESK,
        leaves=IN_ACTION,
        to=State.WITHDRAWN,
        drops_open_question=True,
    ),
)
