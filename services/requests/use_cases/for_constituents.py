"""For whom a member asks: attached with their agreement, and gone from everywhere when that is withdrawn."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Answer, Incoming
from services.requests.domain.commands import AttachConstituent, HandOver, Redact, WithdrawAgreement
from services.requests.repository import constituents as kept
from services.requests.repository.requests import lock
from services.requests.use_cases.bodies import command_of
from services.requests.use_cases.commands import answer, carry_out, give, view_to_change
from services.requests.use_cases.refusing import invalid
from services.requests.use_cases.standing import view_of
from services.requests.use_cases.wire import on_the_wire


def constituents(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"constituents": […]}: the actor's own, by a part of their name."""
    found = kept.constituents_of(session, incoming.actor.id, incoming.body["name"].strip())
    return {"constituents": [on_the_wire(row) for row in found]}


def attach_constituent(session: Session, incoming: Incoming) -> Answer:
    """Say for whom it is: a record that its member has, or a new one."""
    constituent_id = incoming.body["constituent_id"]
    named = [] if constituent_id is None else [constituent_id]
    owners = kept.lock_records(session, incoming.body["request_id"], *named)
    view = view_to_change(session, incoming)
    if named and owners.get(constituent_id) != view.loaded.state.member_id:
        raise invalid({"constituent_id": "You have no such constituent. Choose another, or enter who it is."})
    return answer(carry_out(session, incoming, view, command_of(AttachConstituent, incoming.body)))


def withdraw_agreement(session: Session, incoming: Incoming) -> Answer:
    """The constituent no longer agrees: their record goes, and every request that was for them says so."""
    request_id: str = incoming.body["request_id"]
    attached = kept.attached_to(session, kept.lock_records(session, request_id))
    lock(session, [request_id, *attached])
    view = view_to_change(session, incoming)
    after = carry_out(session, incoming, view, WithdrawAgreement())
    for other_id in sorted(set(attached) - {request_id}):
        carry_out(session, incoming, view_of(session, incoming, other_id), WithdrawAgreement())
    return answer(after)


def give_and_forget(session: Session, incoming: Incoming, kind: type[Redact] | type[HandOver]) -> Answer:
    """A command after which the record of the constituent for whom the request is may be needed no more."""
    kept.lock_records(session, incoming.body["request_id"])
    return give(session, incoming, kind)
