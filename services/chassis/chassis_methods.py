"""The calls that every service answers, as methods added to its class: receipts, events, parked messages, positions."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis import inbox, receipts
from services.chassis.event_store import cloud_event, read_after
from services.chassis.incoming import Answer, Incoming
from services.chassis.rpc import answers
from services.chassis.tables import outbox, parked_messages, waiting_events
from services.contracts.chassis_calls import chassis_calls


def add_chassis_methods(owner: Any) -> None:
    """Give a service class the methods that answer `chassis_calls(owner.name)`."""
    calls = chassis_calls(owner.name)
    for method in (receipt, events, progress, position):
        setattr(owner, method.__name__, answers(calls[method.__name__])(method))


def receipt(_service: Any, session: Session, incoming: Incoming) -> Answer:
    """What became of the actor's own command."""
    answer = receipts.answer_of(session, incoming.body["command_key"], incoming.actor.id)
    return Answer({"done": answer is not None, "answer": answer})


def events(service: Any, session: Session, incoming: Incoming) -> Answer:
    """A page of stored events, as CloudEvents."""
    body = incoming.body
    page = read_after(session, body["after"], body["limit"], body["stream"])
    more = page[-1].position if len(page) == body["limit"] else None
    return Answer({"events": [cloud_event(event, service.name) for event in page], "next": more})


def progress(_service: Any, session: Session, _incoming: Incoming) -> Answer:
    """How much is still to be published, waits, or is parked."""
    parked = sa.select(sa.func.count()).where(parked_messages.c.status == "parked")
    return Answer(
        {
            "outbox": session.scalar(sa.select(sa.func.count()).select_from(outbox)),
            "waiting": session.scalar(sa.select(sa.func.count()).select_from(waiting_events)),
            "parked": session.scalar(parked),
        }
    )


def position(_service: Any, session: Session, incoming: Incoming) -> Answer:
    """How far a source's stream was applied here."""
    return Answer({"sequence": inbox.position(session, incoming.body["source"], incoming.body["stream"])})
