"""How events make the state of a request. No rule is checked here: what happened, happened."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.requests.domain import events as e
from services.requests.domain.request_state import NextStep, RequestState
from services.requests.domain.vocabulary import State


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
        channel=raised.channel,
        service_id=raised.service_id,
        category_id=raised.category_id,
        ward_id=raised.ward_id,
        priority=raised.priority,
        raised_at=happened.time,
        state=raised.state,
    )


def evolve(state: RequestState, happened: e.Happened) -> RequestState:
    """The state after one more event."""
    event = happened.event
    return replace(
        state,
        state=event.state,
        state_before_question=_before_question(state, event),
        sequence=state.sequence + 1,
        **_changes(state, event, happened.time),
    )


def fold(request_id: str, history: Iterable[e.Happened]) -> RequestState:
    """The state after a whole history. Raises ValueError unless it begins with `RequestRaised`."""
    state: RequestState | None = None
    for happened in history:
        state = start(request_id, happened) if state is None else evolve(state, happened)
    if state is None:
        raise ValueError(f"request {request_id} has no history")
    return state


def _before_question(state: RequestState, event: e.Event) -> State | None:
    if isinstance(event, e.ClarificationAsked):
        return state.state
    return state.state_before_question if event.state is State.AWAITING_MEMBER else None


def _changes(state: RequestState, event: e.Event, time: datetime) -> dict[str, Any]:
    match event:
        case e.OfficerAssigned(officer_id=officer):
            return {"officers": state.officers | {officer}}
        case e.OfficerUnassigned(officer_id=officer):
            return {"officers": state.officers - {officer}}
        case (
            e.InitialResponseGiven(holder_id=holder, next_update_on=day)
            | e.ProgressPosted(holder_id=holder, next_update_on=day)
        ):
            return {"first_answer_at": state.first_answer_at or time, "next_step": NextStep(holder, day)}
        case e.ResponseGiven(outcome=outcome):
            first = state.first_answer_at or time
            return {"first_answer_at": first, "responded_at": time, "outcome": outcome, "next_step": None}
        case e.RequestClosed():
            return {"closed_at": time}
        case e.RequestWithdrawn():
            return {"withdrawn_at": time, "next_step": None}
        case _:
            return {}
