"""A member's own requests, latest activity first."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Incoming
from services.contracts.vocabulary import STATES
from services.requests.repository.choices import filter_choices
from services.requests.repository.listing import portfolio_of
from services.requests.repository.lists import page_of
from services.requests.use_cases.filters import by_reference, conditions, cursor_of, states_wanted
from services.requests.use_cases.wire import on_the_wire


def portfolio(session: Session, incoming: Incoming) -> dict[str, Any]:
    """A page of the actor's requests: {"requests", "next", "previous", "choices"}."""
    body = incoming.body
    listing = portfolio_of(
        incoming.actor.id,
        states_wanted(body["state"], otherwise=STATES),
        conditions=conditions(body),
        found_by=by_reference(body["reference"]),
    )
    page = page_of(session, listing, cursor_of(body), body["limit"])
    return {
        "requests": [on_the_wire(row) for row in page.rows],
        "next": page.next,
        "previous": page.previous,
        "choices": {"states": list(STATES), **filter_choices(session)},
    }
