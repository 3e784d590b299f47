"""Improvement actions: recorded with an owner and a date, changed until they are done, listed."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.actor import Actor
from services.chassis.clock import council_date
from services.chassis.event_store import NewEvent, append, last_sequence
from services.chassis.identifiers import new_id
from services.chassis.incoming import Answer, Incoming, Refused, Stale
from services.contracts import problems
from services.contracts.feedback_events import IMPROVEMENT_CHANGED, IMPROVEMENT_RECORDED, improvement_stream
from services.contracts.feedback_vocabulary import ACTION_LIMIT, NOTE_LIMIT
from services.contracts.problems import Problem
from services.contracts.vocabulary import MEMBER_SERVICES
from services.feedback.domain.improvements import Improvement, ImprovementState
from services.feedback.repository import improvements as kept
from services.feedback.repository.directory_copy import names_of, service_names, services_of, staff
from services.feedback.repository.improvements import Behind, Kept, Wanted
from services.feedback.use_cases.refusing import invalid
from services.feedback.use_cases.words import taken

NO_ACTION = "There is no such improvement action, or it is another service’s. Look for it in the list."
NOBODY = "Nobody of this name works for the council now. Choose somebody from the list."
OVER = "This day is over. Choose a day from today on."
NOT_YOURS = "You record actions for your own services. Choose one of them."


def record_improvement(session: Session, incoming: Incoming) -> Answer:
    """Somebody is to improve something by a day."""
    body, actor = incoming.body, incoming.actor
    today = council_date(incoming.now)
    words = taken("action", "The action", body["action"], ACTION_LIMIT)
    _check(session, body, today)
    service_id = body["service_id"]
    if service_id not in _services_for(session, actor, today):
        raise invalid("Some of it needs correcting.", {"service_id": [NOT_YOURS]})
    new = Improvement(
        new_id(),
        1,
        body["owner_id"],
        service_id,
        body["due_on"],
        ImprovementState.OPEN,
        None,
        actor.id,
        today,
    )
    kept.add(session, new, Behind(body["source"], body["source_id"]), words)
    data = {
        "improvement_id": new.id,
        "owner_id": new.owner_id,
        "service_id": service_id,
        "due_on": new.due_on.isoformat(),
        "source": body["source"],
    }
    stream = improvement_stream(new.id)
    reached = append(session, stream, 0, [NewEvent(IMPROVEMENT_RECORDED, data)], incoming.origin)
    return Answer({"improvement_id": new.id}, stream, reached)


def change_improvement(session: Session, incoming: Incoming) -> Answer:
    """Another owner, day or state."""
    body, actor = incoming.body, incoming.actor
    today = council_date(incoming.now)
    found = kept.one(session, body["improvement_id"])
    if found is None or not _may_change(found, actor, _services_for(session, actor, today)):
        raise Refused(Problem(problems.NOT_FOUND, NO_ACTION))
    if incoming.expected_version not in (None, found.version):
        raise Stale
    note = taken("note", "The note", body["note"], NOTE_LIMIT, required=False)
    _check(session, body, today, found)
    changed = found.changed(body["owner_id"], body["due_on"], ImprovementState(body["state"]), today)
    data = {
        "improvement_id": changed.id,
        "owner_id": changed.owner_id,
        "due_on": changed.due_on.isoformat(),
        "state": changed.state.value,
        "done_on": changed.done_on.isoformat() if changed.done_on else None,
    }
    stream = improvement_stream(changed.id)
    at = last_sequence(session, stream)
    reached = append(session, stream, at, [NewEvent(IMPROVEMENT_CHANGED, data)], incoming.origin)
    kept.store(session, changed, note)
    return Answer({"version": changed.version}, stream, reached)


def improvement_actions(session: Session, incoming: Incoming) -> dict[str, Any]:
    """A page of actions, as they stood at the end of a day."""
    body, actor, limit = incoming.body, incoming.actor, incoming.body["limit"]
    today = council_date(incoming.now)
    day = body["as_at"] or today
    found = kept.page(session, Wanted(body["state"], body["service_id"], day, body["before"]), limit + 1)
    shown = found[:limit]
    theirs = _services_for(session, actor, today)
    people = {one.action.owner_id for one in shown} | {one.action.recorded_by for one in shown}
    names = names_of(session, people) | service_names(session)
    return {
        "actions": [_wire(one, day, names, _may_change(one.action, actor, theirs)) for one in shown],
        "next": shown[-1].action.id if len(found) > limit else None,
    }


def improvement_action(session: Session, incoming: Incoming) -> dict[str, Any]:
    """One action as it stands now."""
    today = council_date(incoming.now)
    found = kept.one_with_words(session, incoming.body["improvement_id"])
    if found is None:
        raise Refused(Problem(problems.NOT_FOUND, NO_ACTION))
    action, actor = found.action, incoming.actor
    names = names_of(session, (action.owner_id, action.recorded_by)) | service_names(session)
    may_change = _may_change(action, actor, _services_for(session, actor, today))
    return {"action": _wire(found, today, names, may_change)}


def improvement_choices(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Of what the form is made."""
    today = council_date(incoming.now)
    names = service_names(session)
    mine = {one for one in _services_for(session, incoming.actor, today) if one}
    offered = [{"id": one, "name": names.get(one, one)} for one in mine]
    return {
        "services": sorted(offered, key=lambda one: one["name"]),
        "owners": [{"id": row.person_id, "name": row.name} for row in staff(session, today)],
    }


def _check(session: Session, body: dict[str, Any], today: date, before: Improvement | None = None) -> None:
    """Raises Refused for an owner or a day that cannot be; what an action has already, it may keep."""
    wrong = {}
    owner_id, due_on = body["owner_id"], body["due_on"]
    if (before is None or owner_id != before.owner_id) and not staff(session, today, owner_id):
        wrong["owner_id"] = [NOBODY]
    if (before is None or due_on != before.due_on) and due_on < today:
        wrong["due_on"] = [OVER]
    if wrong:
        raise invalid("Some of it needs correcting.", wrong)


def _services_for(session: Session, actor: Actor, today: date) -> frozenset[str | None]:
    """For which services the actor records; None among them: for no one service alone."""
    held = services_of(session, actor.id, today)
    if MEMBER_SERVICES in actor.roles or None in held:
        return frozenset({None, *service_names(session)})
    return held


def _may_change(action: Improvement, actor: Actor, theirs: frozenset[str | None]) -> bool:
    return action.service_id in theirs or actor.id in (action.owner_id, action.recorded_by)


def _wire(one: Kept, day: date, names: dict[str, str], may_change: bool) -> dict[str, Any]:
    action, state = one.action, one.action.as_at(day)
    settled = state is not ImprovementState.OPEN
    return {
        "improvement_id": action.id,
        "version": action.version,
        "action": one.words,
        "owner_id": action.owner_id,
        "owner": names.get(action.owner_id, ""),
        "service_id": action.service_id,
        "service": names.get(action.service_id or ""),
        "due_on": action.due_on.isoformat(),
        "state": state.value,
        "done_on": action.done_on.isoformat() if settled and action.done_on else None,
        "note": one.note,
        "recorded_on": action.recorded_on.isoformat(),
        "recorded_by": names.get(action.recorded_by, ""),
        "source": one.behind.source,
        "source_id": one.behind.source_id if may_change else None,
        "late": action.is_late(day),
        "may_change": may_change,
    }
