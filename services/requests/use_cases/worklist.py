"""The requests of an officer's services, and what stands with a head or director."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.vocabulary import IN_ACTION, STATES
from services.requests.repository.choices import worklist_choices
from services.requests.repository.due_counts import count_due
from services.requests.repository.holdings import holdings_of
from services.requests.repository.listing import (
    Condition,
    Scope,
    assigned_to,
    assigned_to_nobody,
    contributed_to_by,
    in_order,
    led_by,
    standing_with,
    standing_with_another,
    worklist_of,
)
from services.requests.repository.lists import page_of
from services.requests.use_cases.filters import (
    by_reference,
    conditions,
    cursor_of,
    due_spans,
    order_wanted,
    states_wanted,
)
from services.requests.use_cases.wire import on_the_wire

OTHERS = "others"


def worklist(session: Session, incoming: Incoming) -> dict[str, Any]:
    """A page of what the actor has to do: {"requests", "next", "previous", "choices", "due"}.

    In action unless other states are asked for; looking for a reference looks in every state.
    """
    body = incoming.body
    today = council_date(incoming.now)
    services = holdings_of(session, incoming.actor.id, today).services()
    own = sorted(services)
    listing = worklist_of(
        incoming.actor.id,
        _scopes(incoming.actor.id, own, body["part"]),
        states_wanted(body["state"], otherwise=STATES if body["reference"] else IN_ACTION),
        conditions=[*conditions(body, today), *_whose(body, incoming.actor.id)],
        found_by=by_reference(body["reference"]),
    )
    page = page_of(session, in_order(listing, order_wanted(body)), cursor_of(body), body["limit"])
    return {
        "requests": [on_the_wire(row) for row in page.rows],
        "next": page.next,
        "previous": page.previous,
        "choices": {"states": list(STATES), **worklist_choices(session, own, today)},
        "due": count_due(session, _scopes(incoming.actor.id, own, None), due_spans(today)),
    }


def _scopes(person_id: str, own: list[str], part: str | None) -> list[Scope]:
    """What is led by one's services, what they contribute to, and what stands with oneself."""
    scopes = {
        "lead": led_by(own),
        "contributing": contributed_to_by(own),
        "escalated_to_me": [standing_with(person_id)],
    }
    if part == OTHERS:
        return [*scopes["lead"], *scopes["contributing"]]
    return scopes[part] if part else [scope for some in scopes.values() for scope in some]


def _whose(body: dict[str, Any], person_id: str) -> list[Condition]:
    """Who has it, and that it does not stand with oneself."""
    found = [assigned_to(body["officer_id"])] if body["officer_id"] else []
    if body["assigned"] == "me":
        found.append(assigned_to(person_id))
    elif body["assigned"] == "nobody":
        found.append(assigned_to_nobody())
    return [*found, standing_with_another(person_id)] if body["part"] == OTHERS else found
