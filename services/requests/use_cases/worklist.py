"""The requests of an officer's services, longest waiting first."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.vocabulary import IN_ACTION, STATES
from services.requests.repository.choices import filter_choices
from services.requests.repository.council import services_of
from services.requests.repository.listing import Condition, assigned_to, assigned_to_nobody, worklist_of
from services.requests.repository.lists import page_of
from services.requests.use_cases.filters import by_reference, conditions, cursor_of, states_wanted
from services.requests.use_cases.wire import on_the_wire


def worklist(session: Session, incoming: Incoming) -> dict[str, Any]:
    """A page of what the actor's services have to do: {"requests", "next", "previous", "choices"}.

    In action unless other states are asked for; looking for a reference looks in every state.
    """
    body = incoming.body
    own = services_of(session, incoming.actor.id, council_date(incoming.now))
    listing = worklist_of(
        incoming.actor.id,
        [service for service in own if body["service_id"] in (None, "", service)],
        states_wanted(body["state"], otherwise=STATES if body["reference"] else IN_ACTION),
        conditions=[*conditions(body), *_assigned(body["assigned"], incoming.actor.id)],
        found_by=by_reference(body["reference"]),
    )
    page = page_of(session, listing, cursor_of(body), body["limit"])
    return {
        "requests": [on_the_wire(row) for row in page.rows],
        "next": page.next,
        "previous": page.previous,
        "choices": {"states": list(STATES), **filter_choices(session, own)},
    }


def _assigned(asked: str | None, person_id: str) -> list[Condition]:
    if asked == "me":
        return [assigned_to(person_id)]
    return [assigned_to_nobody()] if asked == "nobody" else []
