"""The calls that every service answers, as methods added to its class."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis import inbox, parked_decisions, rebuilding, receipts
from services.chassis.event_store import cloud_event, latest_event, read_after
from services.chassis.incoming import Answer, Incoming, Refused
from services.chassis.parking import PARKED
from services.chassis.rpc import answers, together
from services.chassis.tables import outbox, parked_messages, waiting_events
from services.contracts import problems
from services.contracts.calls import TOGETHER
from services.contracts.chassis_calls import chassis_calls
from services.contracts.problems import Problem


def add_chassis_methods(owner: Any) -> None:
    """Give a service class the methods that answer `chassis_calls(owner.name)`, and TOGETHER."""
    calls = chassis_calls(owner.name)
    for method in _METHODS:
        setattr(owner, method.__name__, answers(calls[method.__name__])(method))
    setattr(owner, TOGETHER, together)


def receipt(_service: Any, session: Session, incoming: Incoming) -> Answer:
    """What became of the actor's own command, once nobody has it in hand."""
    key, deadline = incoming.body["command_key"], incoming.body["deadline"]
    receipts.hold_key(session, key)
    answer = receipts.answer_of(session, key, incoming.actor.id)
    too_late_now = deadline is not None and incoming.now > deadline
    return Answer(
        {"done": answer is not None, "answer": answer, "settled": too_late_now or answer is not None}
    )


def events(service: Any, session: Session, incoming: Incoming) -> Answer:
    """A page of stored events, as CloudEvents."""
    body = incoming.body
    page = read_after(session, body["after"], body["limit"], body["stream"])
    more = page[-1].position if page else None
    return Answer({"events": [cloud_event(event, service.name) for event in page], "next": more})


def list_parked(_service: Any, session: Session, incoming: Incoming) -> Answer:
    """What waits for a person's decision."""
    return Answer({"parked": parked_decisions.listed(session, incoming.body["limit"])})


def show_parked(_service: Any, session: Session, incoming: Incoming) -> Answer:
    """One parked message in full."""
    return Answer(parked_decisions.shown(session, incoming.body["parked_id"]))


def replay_parked(service: Any, session: Session, incoming: Incoming) -> Answer:
    """Apply a parked event after all."""
    subscription = service.chassis.subscription
    parked_decisions.replay(
        session, subscription, incoming.body["parked_id"], incoming.actor.id, incoming.now
    )
    return Answer({})


def discard_parked(service: Any, session: Session, incoming: Incoming) -> Answer:
    """Go without a parked message."""
    body, subscription = incoming.body, service.chassis.subscription
    parked_decisions.discard(
        session, subscription, body["parked_id"], incoming.actor.id, incoming.now, body["reason"]
    )
    return Answer({})


def progress(service: Any, session: Session, _incoming: Incoming) -> Answer:
    """What was stored last; how much is still to be worked out or published, waits, or is parked."""
    parked = sa.select(sa.func.count()).where(parked_messages.c.status == PARKED)
    return Answer(
        {
            "latest": latest_event(session),
            "working_out": service.chassis.backlog(session),
            "outbox": session.scalar(sa.select(sa.func.count()).select_from(outbox)),
            "waiting": session.scalar(sa.select(sa.func.count()).select_from(waiting_events)),
            "parked": session.scalar(parked),
        }
    )


def position(_service: Any, session: Session, incoming: Incoming) -> Answer:
    """How far a source's stream was applied here."""
    return Answer({"sequence": inbox.position(session, incoming.body["source"], incoming.body["stream"])})


def replay(service: Any, session: Session, incoming: Incoming) -> Answer:
    """Begin to build this service's copy of others' facts again."""
    subscription = service.chassis.subscription
    if subscription is None:
        raise Refused(Problem(problems.WRONG_STATE, "This service keeps no copy that could be built again."))
    return Answer({"rebuild_id": rebuilding.start(session, subscription, incoming.now)})


def rebuild_progress(_service: Any, session: Session, incoming: Incoming) -> Answer:
    """Whether the copy was built again."""
    found = rebuilding.progress(session, incoming.body["rebuild_id"])
    if found is None:
        raise Refused(Problem(problems.NOT_FOUND, "There is no rebuild with this id."))
    if found["status"] == rebuilding.FAILED:
        message = (
            f"The rebuild failed ({found['reason']}); the copy is as it was. The service's log says more."
        )
        raise Refused(Problem(problems.CONFLICT, message))
    return Answer({"done": found["status"] == rebuilding.DONE, "events": found["events"]})


_METHODS = (
    receipt,
    events,
    list_parked,
    show_parked,
    replay_parked,
    discard_parked,
    progress,
    position,
    replay,
    rebuild_progress,
)
