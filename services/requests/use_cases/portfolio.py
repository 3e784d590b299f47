"""A member's own requests, or those of others that they joined; latest activity first, or by due date."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.vocabulary import IN_ACTION, STATES
from services.requests.repository.choices import filter_choices
from services.requests.repository.listing import in_order, joined_by, portfolio_of
from services.requests.repository.lists import page_of
from services.requests.use_cases.filters import (
    by_reference,
    conditions,
    cursor_of,
    order_wanted,
    states_wanted,
)
from services.requests.use_cases.wire import on_the_wire


def portfolio(session: Session, incoming: Incoming) -> dict[str, Any]:
    """A page of the actor's requests: {"requests", "next", "previous", "choices"}."""
    body = incoming.body
    listing_of = joined_by if body["joined"] else portfolio_of
    listing = listing_of(
        incoming.actor.id,
        states_wanted(body["state"], otherwise=IN_ACTION if body["due"] else STATES),
        conditions=conditions(body, council_date(incoming.now)),
        found_by=by_reference(body["reference"]),
    )
    page = page_of(session, in_order(listing, order_wanted(body)), cursor_of(body), body["limit"])
    return {
        "requests": [on_the_wire(row) for row in page.rows],
        "next": page.next,
        "previous": page.previous,
        "choices": {"states": list(STATES), **filter_choices(session)},
    }
