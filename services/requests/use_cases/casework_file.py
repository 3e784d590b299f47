"""A member's own requests with their words, to keep: what they read of each, as its page shows it."""

from dataclasses import replace

from sqlalchemy.orm import Session

from services.chassis.incoming import Answer, Incoming
from services.contracts.vocabulary import MEMBER_SERVICES, STATES
from services.requests.repository.listing import portfolio_of
from services.requests.repository.lists import page_of
from services.requests.use_cases.audit_trail import casework_file_taken
from services.requests.use_cases.filters import cursor_of
from services.requests.use_cases.refusing import invalid
from services.requests.use_cases.shown import shown
from services.requests.use_cases.standing import view_of

AT_ONCE = 20


def casework_file(session: Session, incoming: Incoming) -> Answer:
    """{"requests", "next"}: twenty at a time, latest activity first. Raises Refused."""
    member_id = _member(incoming)
    # In the one role acted in: what other roles may read belongs in no member's file.
    alone = replace(incoming, actor=incoming.actor.with_roles({incoming.actor.role}))
    page = page_of(session, portfolio_of(member_id, STATES), cursor_of(incoming.body), AT_ONCE)
    whole = [shown(session, alone, view_of(session, alone, row["request_id"])) for row in page.rows]
    note = casework_file_taken(session, incoming, member_id)
    return Answer({"requests": whole, "next": page.next}, note=note)


def _member(incoming: Incoming) -> str:
    named: str | None = incoming.body["member_id"] or incoming.actor.on_behalf_of
    if incoming.actor.role == MEMBER_SERVICES:
        if named is None:
            raise invalid({"member_id": "Choose the member whose casework file you want."})
        return named
    if named not in (None, incoming.actor.id):
        raise invalid({"member_id": "You can have your own casework file only. Leave the member out."})
    return incoming.actor.id
