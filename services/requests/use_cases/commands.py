"""Giving a command to a request that was raised: see it, decide, record what follows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Answer, Incoming, Refused, Stale
from services.contracts import problems
from services.contracts.problems import Problem
from services.contracts.requests_events import FOLLOW_UP_REMINDED
from services.requests.domain.acting import Context
from services.requests.domain.commands import Command
from services.requests.domain.decide import decide
from services.requests.domain.decision import Decision
from services.requests.domain.refusals import Refusal
from services.requests.domain.request_state import RequestState
from services.requests.use_cases.bodies import command_of
from services.requests.use_cases.reading import told_since
from services.requests.use_cases.recording import record, record_events
from services.requests.use_cases.refusing import refused
from services.requests.use_cases.standing import Part, View, in_role, view_of


def give(session: Session, incoming: Incoming, kind: type[Command], **handed_in: Any) -> Answer:
    """Carry out a command of this kind, in the role that entitles the actor to it.

    Answer: {"state", "sequence"}. Raises Refused.
    """
    view = view_to_change(session, incoming)
    return answer(carry_out(session, incoming, view, command_of(kind, incoming.body, **handed_in)))


def view_to_change(session: Session, incoming: Incoming) -> View:
    """The request of the call, held until the transaction ends, as its actor has seen it. Raises Refused."""
    view = view_of(session, incoming, incoming.body["request_id"], for_change=True)
    if incoming.expected_version not in (None, view.loaded.state.sequence):
        refuse_stale(session, view, incoming.expected_version or 0)
    return view


def carry_out(
    session: Session,
    incoming: Incoming,
    view: View,
    command: Command,
    others: Mapping[str, RequestState] | None = None,
    **circumstances: Any,
) -> RequestState:
    """Decide and record; the state that it led to. `others`: requests that something may follow for, by id.

    `circumstances` are what the command needs to know beyond the view's. Raises Refused.
    """
    before, part = view.loaded.state, view.part_for(type(command))
    incoming = in_role(incoming, part.role)
    decision = _decided(before, command, part, replace(view.context, **circumstances))
    try:
        after = record(session, incoming, before, decision)
    except Stale:
        refuse_stale(session, view, before.sequence)
        raise
    if decision.elsewhere is not None:
        other = (others or {})[decision.elsewhere.request_id]
        record_events(session, incoming, other, decision.elsewhere.events)
    return after


def answer(after: RequestState) -> Answer:
    """What a command is answered."""
    return Answer({"state": after.state.value, "sequence": after.sequence}, after.id, after.sequence)


def refuse_stale(session: Session, view: View, seen: int) -> None:
    """Raises Refused when something that the actor may know of came after the sequence they had seen.

    `details.happened` is what came; what is kept from them, and a reminder, is in nobody's way.
    """
    state = view.loaded.state
    told = told_since(session, view, seen)
    happened = [entry for entry in told if entry["type"] != FOLLOW_UP_REMINDED.name]
    if not happened and seen <= state.sequence:
        return
    message = "Somebody else changed this request while you were working on it. Read it, then decide."
    details = {"sequence": state.sequence, "state": state.state.value, "happened": happened}
    raise Refused(Problem(problems.STALE, message, details=details))


def _decided(state: RequestState, command: Command, part: Part, context: Context) -> Decision:
    try:
        return decide(state, command, part.acting, context)
    except Refusal as refusal:
        raise refused(refusal) from None
