"""What stands against a command that names something: an officer, a service, a date, a member, a message."""

from functools import singledispatch

from services.requests.domain import commands as c
from services.requests.domain.acting import Acting, Context
from services.requests.domain.needs import in_time_to_retract
from services.requests.domain.reading import Reader, Reading, reading
from services.requests.domain.refusals import Reason
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Side, Standing


@singledispatch
def conflict(command: object, state: RequestState, acting: Acting, context: Context) -> Reason | None:
    """Why this very command cannot be given, though one of its kind could; None when it can."""
    return None


@conflict.register
def _(command: c.Assign, state: RequestState, _: Acting, __: Context) -> Reason | None:
    return Reason.ALREADY_ASSIGNED if command.officer_id in state.officers else None


@conflict.register
def _(command: c.Unassign, state: RequestState, _: Acting, __: Context) -> Reason | None:
    return None if command.officer_id in state.officers else Reason.NOT_ASSIGNED


@conflict.register
def _(command: c.AddContributor, state: RequestState, _: Acting, __: Context) -> Reason | None:
    return Reason.ALREADY_CONTRIBUTES if command.service_id in state.contributors else None


@conflict.register
def _(command: c.RemoveContributor, state: RequestState, _: Acting, __: Context) -> Reason | None:
    return None if command.service_id in state.contributors else Reason.DOES_NOT_CONTRIBUTE


@conflict.register(c.AgreeDeadline)
@conflict.register(c.DeclineDeadline)
def _(
    command: c.AgreeDeadline | c.DeclineDeadline, state: RequestState, _: Acting, __: Context
) -> Reason | None:
    proposed = state.proposal.due_on if state.proposal else None
    return None if command.due_on == proposed else Reason.ANOTHER_DATE_PROPOSED


@conflict.register
def _(command: c.SetSharing, state: RequestState, _: Acting, __: Context) -> Reason | None:
    return Reason.SHARED_SO if command.sharing is state.sharing else None


@conflict.register(c.AcceptJoin)
@conflict.register(c.RefuseJoin)
def _(command: c.AcceptJoin | c.RefuseJoin, state: RequestState, _: Acting, __: Context) -> Reason | None:
    return None if command.member_id in state.asked_to_join else Reason.JOIN_NOT_ASKED


@conflict.register
def _(command: c.Link, state: RequestState, _: Acting, __: Context) -> Reason | None:
    return Reason.ALREADY_LINKED if command.other_id in state.links else None


@conflict.register
def _(command: c.Amend, state: RequestState, _: Acting, context: Context) -> Reason | None:
    now = {"kind": state.kind, "category_id": state.category_id, "ward_id": state.ward_id, **context.words}
    given = {name: value for name, value in vars(command).items() if value is not None}
    return None if any(value != now.get(name) for name, value in given.items()) else Reason.NOTHING_AMENDED


@conflict.register
def _(command: c.RetractMessage, state: RequestState, acting: Acting, context: Context) -> Reason | None:
    """Whoever may not know of the message learns nothing of it."""
    message = state.messages.get(command.sequence)
    if message is None:
        return Reason.NO_SUCH_MESSAGE
    own, governance = message.author_id == acting.person_id, Standing.GOVERNANCE in acting.standings
    reader = Reader(acting.standings, acting.services)
    if not (own or reading(message.event, Side.SERVICE, reader, state.messages) is Reading.WORDS):
        return Reason.NO_SUCH_MESSAGE
    if message.retracted:
        return Reason.ALREADY_RETRACTED
    if governance or (own and in_time_to_retract(message, context)):
        return None
    return Reason.TOO_LATE_TO_RETRACT if own else Reason.NOT_YOUR_MESSAGE
