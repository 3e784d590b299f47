"""What a command leads to: events and words, or a refusal. Pure: the same question has the same answer."""

from services.requests.domain import commands as c
from services.requests.domain import events as e
from services.requests.domain.acting import Acting, Context, Other
from services.requests.domain.arguments import checked
from services.requests.domain.conflicts import conflict
from services.requests.domain.decision import Decision, Elsewhere
from services.requests.domain.facts import facts
from services.requests.domain.raising import check_raiser, effective_time, raised
from services.requests.domain.refusals import Code, Reason, Refusal
from services.requests.domain.request_state import RequestState
from services.requests.domain.sentences import no_such_request, refusal
from services.requests.domain.table import ROW_OF
from services.requests.domain.transitions import Row, before_question, drops_question, landing, obstacle
from services.requests.domain.vocabulary import State
from services.requests.domain.words_of import amended, constituent, erased, message_text, request_text


def decide(state: RequestState | None, command: c.Command, acting: Acting, context: Context) -> Decision:
    """The consequences of a command given to a request (None: not raised yet). Raises Refusal."""
    if isinstance(command, c.RaiseRequest):
        return _decide_raise(state, command, acting, context)
    if state is None:
        raise no_such_request()
    command = _as_meant(command, state)
    row = ROW_OF[type(command)]
    reason = obstacle(row, state, acting, context) or conflict(command, state, acting, context)
    if reason is not None:
        raise refusal(row, reason, state, acting, context)
    return _decision(row, state, checked(command, state, context), acting, context)


def _decide_raise(
    state: RequestState | None, command: c.RaiseRequest, acting: Acting, context: Context
) -> Decision:
    if state is not None:
        sentence = "This request has been raised already. Open it, or raise another one."
        raise Refusal(Code.WRONG_STATE, Reason.ALREADY_RAISED, sentence)
    check_raiser(command, acting, context)
    command = checked(command, None, context)
    happened = e.Happened(raised(command), effective_time(command, context), acting.person_id)
    return Decision((happened,), request_text=request_text(command), answers=command.answers)


def _as_meant(command: c.Command, state: RequestState) -> c.Command:
    """A message from the owner while the service waits for an answer is that answer."""
    if isinstance(command, c.AddMessage) and state.state is State.AWAITING_MEMBER:
        return c.GiveClarification(command.message)
    return command


def _decision(
    row: Row, state: RequestState, command: c.Command, acting: Acting, context: Context
) -> Decision:
    events: list[e.RequestEvent] = []
    if drops_question(row, state):
        events.append(e.ClarificationDropped(before_question(state)))
    more = facts(row.event, state, command, acting, context)
    events.append(row.event(state=landing(row, state), **more))
    return Decision(
        tuple(e.Happened(event, context.now, acting.person_id) for event in events),
        message_text=message_text(command, state.sequence + len(events), context),
        amended=amended(command, context),
        constituent=constituent(command),
        erased=erased(command),
        elsewhere=_elsewhere(state, context.other, acting, context)
        if isinstance(command, c.MergeInto)
        else None,
    )


def _elsewhere(
    merged: RequestState, other: Other | None, acting: Acting, context: Context
) -> Elsewhere | None:
    """The member of a merged request waits to join the other, unless it is theirs or told to them already."""
    member = merged.member_id
    if other is None or member in {other.member_id, *other.joined, *other.offered}:
        return None
    asked = e.JoinAsked(other.state, member, merged.id)
    return Elsewhere(other.id, (e.Happened(asked, context.now, acting.person_id),))
