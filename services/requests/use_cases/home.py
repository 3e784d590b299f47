"""A member's first page: what waits for them, and what is new."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.vocabulary import IN_ACTION, RESPONDED
from services.requests.repository.due_counts import count_due
from services.requests.repository.listing import new_to_member, own_requests, portfolio_of
from services.requests.repository.lists import Row, count_by_state, page_of
from services.requests.use_cases.filters import due_spans
from services.requests.use_cases.wire import on_the_wire

SHOWN_AT_MOST = 10
WAITING = ("awaiting_member", RESPONDED)
OPEN = (*IN_ACTION, RESPONDED)


def member_home(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Up to 10 rows each, newest first, of "waiting_for_me" and "new"; and how many are in each heap."""
    counts = count_by_state(session, incoming.actor.id, OPEN)
    in_action = sum(counts.get(state, 0) for state in IN_ACTION)
    return {
        "waiting_for_me": _rows(session, incoming, WAITING, only_new=False),
        "new": _rows(session, incoming, OPEN, only_new=True),
        "waiting": sum(counts.get(state, 0) for state in WAITING),
        "in_action": in_action,
        "responded": counts.get(RESPONDED, 0),
        "open": in_action + counts.get(RESPONDED, 0),
        "due": count_due(session, own_requests(incoming.actor.id), due_spans(council_date(incoming.now))),
    }


def _rows(session: Session, incoming: Incoming, states: tuple[str, ...], *, only_new: bool) -> list[Row]:
    conditions = [new_to_member()] if only_new else []
    listing = portfolio_of(incoming.actor.id, states, conditions=conditions)
    return [on_the_wire(row) for row in page_of(session, listing, None, SHOWN_AT_MOST).rows]
