"""Raising a request: online by the member, or by the desk for what came in another way."""

from datetime import datetime, timedelta

from services.requests.domain.acting import Acting, Context
from services.requests.domain.arguments import refuse_flaws
from services.requests.domain.commands import RaiseRequest
from services.requests.domain.council_days import first_moment
from services.requests.domain.events import RequestRaised
from services.requests.domain.flaws import Flaw
from services.requests.domain.refusals import Code, Reason, Refusal
from services.requests.domain.vocabulary import Channel, Priority, State

LONGEST_AGO = timedelta(days=366)  # a year, a leap year too; what is older comes with a casebook


def check_raiser(command: RaiseRequest, acting: Acting, context: Context) -> None:
    """Refuses anyone but the member, or the desk for the member with a day and a way in which it came."""
    if not acting.stands_for(command.member_id):
        raise Refusal(
            Code.NOT_ALLOWED,
            Reason.NOT_FOR_YOU,
            "Only a member, or Member Services for them, can raise a request. Ask Member Services to.",
        )
    refuse_flaws(_online_flaws(command) if acting.for_member is None else _logged_flaws(command, context))


def raised(command: RaiseRequest) -> RequestRaised:
    """The event. Priority is normal until an urgency is accepted."""
    return RequestRaised(
        reference=command.reference,
        kind=command.kind,
        member_id=command.member_id,
        channel=Channel.ONLINE if command.received_by is None else Channel.LOGGED_BY_OFFICER,
        received_by=command.received_by,
        service_id=command.service_id,
        category_id=command.category_id,
        ward_id=command.ward_id,
        priority=Priority.NORMAL,
        sharing=command.sharing,
        state=State.WITH_SERVICE,
    )


def effective_time(command: RaiseRequest, context: Context) -> datetime:
    """When it took effect: now, or the first moment of the day on which it came in."""
    if command.received_on is None:
        return context.now
    return first_moment(command.received_on)


def _online_flaws(command: RaiseRequest) -> list[Flaw]:
    flaws = []
    if command.received_by is not None:
        flaws.append(("received_by", "Only Member Services says how a request came in. Leave it out."))
    if command.received_on is not None:
        flaws.append(("received_on", "Only Member Services says when a request came in. Leave it out."))
    return flaws


def _logged_flaws(command: RaiseRequest, context: Context) -> list[Flaw]:
    flaws = []
    if command.received_by is None:
        flaws.append(("received_by", "Say how the request came in: by phone, by e-mail or at a meeting."))
    if command.received_on is None:
        flaws.append(("received_on", "Give the date on which the request came in."))
    elif command.received_on > context.today:
        flaws.append(("received_on", "The date it came in cannot be in the future. Choose today or earlier."))
    elif command.received_on < context.today - LONGEST_AGO:
        flaws.append(("received_on", "The date it came in cannot be more than a year ago. Check the year."))
    return flaws
