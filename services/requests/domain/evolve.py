"""How events make the state of a request. No rule is checked here: what happened, happened."""

from collections.abc import Iterable
from dataclasses import replace

from services.requests.domain import events as e
from services.requests.domain.changes import changes
from services.requests.domain.request_state import Message, RequestState
from services.requests.domain.vocabulary import State

# The events that come with words somebody wrote to somebody, or for their own side.
WORDED = (
    *(e.RequestTransferred, e.MessageAdded, e.ClarificationAsked, e.ClarificationGiven),
    *(e.InitialResponseGiven, e.ProgressPosted, e.WorkScheduled, e.ResponseGiven),
    *(e.FurtherInformationAsked, e.RequestEscalated, e.RequestReopened),
    *(e.ContributionAdded, e.DeadlineProposed, e.UrgencyAsked, e.UrgencyRefused, e.NoteAdded),
)


def start(request_id: str, happened: e.Happened) -> RequestState:
    """The state of a request that was just raised. Raises ValueError for any other event."""
    raised = happened.event
    if not isinstance(raised, e.RequestRaised):
        raise ValueError(f"the history of request {request_id} does not begin with its being raised")
    return RequestState(
        id=request_id,
        reference=raised.reference,
        external_reference=raised.external_reference,
        kind=raised.kind,
        member_id=raised.member_id,
        made_by=raised.member_id,
        channel=raised.channel,
        service_id=raised.service_id,
        category_id=raised.category_id,
        ward_id=raised.ward_id,
        priority=raised.priority,
        sharing=raised.sharing,
        raised_at=happened.time,
        state=raised.state,
    )


def evolve(state: RequestState, happened: e.Happened) -> RequestState:
    """The state after one more event."""
    event, sequence = happened.event, state.sequence + 1
    changed = changes(state, event, happened.time)
    if isinstance(event, WORDED):
        message = Message(event, happened.actor_id, happened.time)
        changed["messages"] = {**state.messages, sequence: message}
    before = _before_question(state, event)
    return replace(state, state=event.state, state_before_question=before, sequence=sequence, **changed)


def fold(request_id: str, history: Iterable[e.Happened]) -> RequestState:
    """The state after a whole history. Raises ValueError unless it begins with `RequestRaised`."""
    state: RequestState | None = None
    for happened in history:
        state = start(request_id, happened) if state is None else evolve(state, happened)
    if state is None:
        raise ValueError(f"request {request_id} has no history")
    return state


def _before_question(state: RequestState, event: e.RequestEvent) -> State | None:
    if isinstance(event, e.ClarificationAsked):
        return state.state
    return state.state_before_question if event.state is State.AWAITING_MEMBER else None
