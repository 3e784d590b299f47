"""Giving a command to a request that was raised: see it, decide, record what follows."""

from collections.abc import Mapping
from dataclasses import fields
from functools import reduce
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Answer, Incoming, Refused, Stale
from services.contracts import problems
from services.contracts.problems import Problem
from services.requests.domain.commands import Command, Respond
from services.requests.domain.decide import Decision, decide
from services.requests.domain.evolve import evolve
from services.requests.domain.refusals import Refusal
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Outcome
from services.requests.repository.requests import load, replace_officers, update_request
from services.requests.use_cases.recording import record_events, record_words
from services.requests.use_cases.refusing import not_found, refused
from services.requests.use_cases.standing import Part, View, in_role, view_of
from services.requests.use_cases.timeline import timeline


def give(session: Session, incoming: Incoming, kind: type[Command]) -> Answer:
    """Carry out a command of this kind, in the role that entitles the actor to it.

    Answer: {"state", "sequence"}. Raises Refused.
    """
    request_id: str = incoming.body["request_id"]
    view = view_of(session, incoming, request_id, for_change=True)
    before = view.loaded.state
    if incoming.expected_version not in (None, before.sequence):
        raise stale(session, request_id, incoming.expected_version or 0)
    part = view.part_for(kind)
    incoming = in_role(incoming, part.role)
    decision = _decided(view, part, command_of(kind, incoming.body))
    try:
        record_events(session, incoming, request_id, before.sequence, decision)
    except Stale:
        raise stale(session, request_id, before.sequence) from None
    after = reduce(evolve, decision.events, before)
    record_words(session, request_id, decision)
    _store(session, incoming, before, after)
    return Answer({"state": after.state.value, "sequence": after.sequence}, request_id, after.sequence)


def command_of(kind: type[Command], body: Mapping[str, Any]) -> Command:
    """The command with the body's arguments."""
    arguments = {field.name: body[field.name] for field in fields(kind)}
    if kind is Respond:
        arguments["outcome"] = Outcome(arguments["outcome"])
    return kind(**arguments)


def stale(session: Session, request_id: str, seen: int) -> Refused:
    """Somebody else was first. `details.happened` is what came after the sequence that the actor had seen."""
    loaded = load(session, request_id)
    if loaded is None:
        return not_found()
    message = "Somebody else changed this request while you were working on it. Read it, then decide."
    happened = timeline(session, request_id, loaded.history, after=seen)
    details = {"sequence": loaded.state.sequence, "state": loaded.state.state.value, "happened": happened}
    return Refused(Problem(problems.STALE, message, details=details))


def _decided(view: View, part: Part, command: Command) -> Decision:
    try:
        return decide(view.loaded.state, command, part.acting, view.context)
    except Refusal as refusal:
        raise refused(refusal) from None


def _store(session: Session, incoming: Incoming, before: RequestState, after: RequestState) -> None:
    update_request(session, after, incoming.actor.role, incoming.now)
    if after.officers != before.officers:
        replace_officers(session, after.id, after.officers)
