"""Who works on a request, by which agreed date, how pressing it is, and who else may see it.

Dates that are proposed and answered speak to the other side: they drop a question that is open to the member.
All else here is housekeeping and leaves it open.
"""

from services.requests.domain import commands as c
from services.requests.domain import events as e
from services.requests.domain import needs
from services.requests.domain.table.people import COLLEAGUE, CONTRIBUTOR, DESK, HEAD, JOINED, OFFICER, OWNER
from services.requests.domain.transitions import NOT_FINAL, Landing, Row
from services.requests.domain.vocabulary import IN_ACTION

DATES: tuple[Row, ...] = (
    Row(
        c.AgreeDeadline,
        e.DeadlineAgreed,
        "agree to the date proposed",
        by=OFFICER | OWNER,
        leaves=IN_ACTION,
        to=Landing.SAME,
        drops_open_question=True,
        needs=(needs.SOMETHING_PROPOSED, needs.FROM_THE_OTHER_SIDE),
    ),
    Row(
        c.DeclineDeadline,
        e.DeadlineDeclined,
        "decline the date proposed",
        by=OFFICER | OWNER,
        leaves=IN_ACTION,
        to=Landing.SAME,
        drops_open_question=True,
        needs=(needs.SOMETHING_PROPOSED, needs.FROM_THE_OTHER_SIDE),
    ),
    Row(
        c.ProposeDeadline,
        e.DeadlineProposed,
        "propose a date",
        by=OFFICER | OWNER,
        leaves=IN_ACTION,
        to=Landing.SAME,
        drops_open_question=True,
    ),
)

STAFFING: tuple[Row, ...] = (
    Row(
        c.Assign,
        e.OfficerAssigned,
        "assign an officer",
        by=OFFICER | DESK,
        leaves=IN_ACTION,
        to=Landing.SAME,
    ),
    Row(
        c.Unassign,
        e.OfficerUnassigned,
        "take an officer off it",
        by=OFFICER | DESK,
        leaves=IN_ACTION,
        to=Landing.SAME,
        needs=(needs.SOMEBODY_ASSIGNED,),
    ),
    Row(
        c.Contribute,
        e.ContributionAdded,
        "give your service’s part",
        by=CONTRIBUTOR,
        leaves=IN_ACTION,
        to=Landing.SAME,
    ),
    Row(
        c.AddContributor,
        e.ContributorAdded,
        "ask another service for its part",
        by=OFFICER | DESK,
        leaves=IN_ACTION,
        to=Landing.SAME,
    ),
    Row(
        c.RemoveContributor,
        e.ContributorRemoved,
        "ask a service no longer for its part",
        by=OFFICER | DESK,
        leaves=IN_ACTION,
        to=Landing.SAME,
        needs=(needs.SOMEBODY_CONTRIBUTES,),
    ),
)

URGENCY: tuple[Row, ...] = (
    Row(
        c.AskUrgency,
        e.UrgencyAsked,
        "ask for it to be urgent",
        by=OWNER,
        leaves=IN_ACTION,
        to=Landing.SAME,
        needs=(needs.NOT_URGENT, needs.URGENCY_NOT_WAITING),
    ),
    Row(
        c.AcceptUrgency,
        e.UrgencyAccepted,
        "accept that it is urgent",
        by=HEAD,
        leaves=IN_ACTION,
        to=Landing.SAME,
        needs=(needs.URGENCY_WAITING,),
    ),
    Row(
        c.RefuseUrgency,
        e.UrgencyRefused,
        "refuse that it is urgent",
        by=HEAD,
        leaves=IN_ACTION,
        to=Landing.SAME,
        needs=(needs.URGENCY_WAITING,),
    ),
)

JOINING: tuple[Row, ...] = (
    Row(
        c.AcceptJoin,
        e.JoinAccepted,
        "let a member join",
        by=OWNER,
        leaves=NOT_FINAL,
        to=Landing.SAME,
        needs=(needs.SOMEBODY_ASKED_TO_JOIN,),
    ),
    Row(
        c.RefuseJoin,
        e.JoinRefused,
        "refuse a member who asked to join",
        by=OWNER,
        leaves=NOT_FINAL,
        to=Landing.SAME,
        needs=(needs.SOMEBODY_ASKED_TO_JOIN,),
    ),
    Row(
        c.SetSharing,
        e.SharingChanged,
        "choose who may see it",
        by=OWNER,
        leaves=NOT_FINAL,
        to=Landing.SAME,
    ),
    Row(
        c.AskToJoin,
        e.JoinAsked,
        "ask to join",
        by=COLLEAGUE,
        leaves=NOT_FINAL,
        to=Landing.SAME,
        needs=(needs.NOT_JOINED, needs.NOT_WAITING_TO_JOIN),
    ),
    Row(
        c.Leave,
        e.MemberLeft,
        "leave it",
        by=JOINED,
        leaves=NOT_FINAL,
        to=Landing.SAME,
    ),
)
