"""What a command leads to: events and texts, or a refusal. Pure: the same question has the same answer."""

from dataclasses import dataclass, fields

from services.requests.domain import commands as c
from services.requests.domain import events as e
from services.requests.domain.acting import Acting, Context
from services.requests.domain.arguments import checked
from services.requests.domain.raising import check_raiser, effective_time, raised
from services.requests.domain.refusals import Code, Reason, Refusal
from services.requests.domain.request_state import RequestState
from services.requests.domain.sentences import no_such_request, refusal
from services.requests.domain.table import ROW_OF
from services.requests.domain.texts import MessageText, RequestText
from services.requests.domain.transitions import Row, before_question, drops_question, landing, obstacle
from services.requests.domain.vocabulary import State


@dataclass(frozen=True)
class Decision:
    """What happens: the events in order, and the words that go to the texts' own tables."""

    events: tuple[e.Happened, ...]
    request_text: RequestText | None = None
    message_text: MessageText | None = None


def decide(state: RequestState | None, command: c.Command, acting: Acting, context: Context) -> Decision:
    """The consequences of a command given to a request (None: not raised yet). Raises Refusal."""
    if isinstance(command, c.RaiseRequest):
        return _decide_raise(state, command, acting, context)
    if state is None:
        raise no_such_request()
    command = _as_meant(command, state)
    row = ROW_OF[type(command)]
    reason = obstacle(row, state, acting, context)
    if reason is None:
        reason = _assignment_obstacle(command, state)
    if reason is not None:
        raise refusal(row, reason, state, acting, context)
    return _decision(row, state, checked(command, context), context)


def _decide_raise(
    state: RequestState | None, command: c.RaiseRequest, acting: Acting, context: Context
) -> Decision:
    if state is not None:
        sentence = "This request has been raised already. Open it, or raise another one."
        raise Refusal(Code.WRONG_STATE, Reason.ALREADY_RAISED, sentence)
    check_raiser(command, acting, context)
    command = checked(command, context)
    text = RequestText(**{field.name: getattr(command, field.name) for field in fields(RequestText)})
    return Decision((e.Happened(raised(command), effective_time(command, context)),), request_text=text)


def _as_meant(command: c.Command, state: RequestState) -> c.Command:
    """A message from the owner while the service waits for an answer is that answer."""
    if isinstance(command, c.AddMessage) and state.state is State.AWAITING_MEMBER:
        return c.GiveClarification(command.message)
    return command


def _assignment_obstacle(command: c.Command, state: RequestState) -> Reason | None:
    if isinstance(command, c.Assign) and command.officer_id in state.officers:
        return Reason.ALREADY_ASSIGNED
    if isinstance(command, c.Unassign) and command.officer_id not in state.officers:
        return Reason.NOT_ASSIGNED
    return None


def _decision(row: Row, state: RequestState, command: c.Command, context: Context) -> Decision:
    events: list[e.Event] = []
    if drops_question(row, state):
        events.append(e.ClarificationDropped(before_question(state)))
    events.append(_event(row, command, landing(row, state)))
    happened = tuple(e.Happened(event, context.now) for event in events)
    return Decision(happened, message_text=_message_text(command, state.sequence + len(events)))


def _event(row: Row, command: c.Command, to: State) -> e.Event:
    facts = {field.name: getattr(command, field.name) for field in fields(row.event) if field.name != "state"}
    return row.event(**facts, state=to)


def _message_text(command: c.Command, sequence: int) -> MessageText | None:
    if not hasattr(command, "message"):
        return None
    names = [field.name for field in fields(MessageText) if field.name != "sequence"]
    return MessageText(sequence, **{name: getattr(command, name, "") for name in names})
