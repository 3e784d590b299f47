"""Views of lists that people saved: kept for one person, seen by nobody else, never an event."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Incoming
from services.contracts.vocabulary import VIEW_NAME_LIMIT
from services.requests.repository import saved_views as kept
from services.requests.use_cases.refusing import invalid
from services.requests.use_cases.wording import unfit

VIEWS_AT_MOST = 30


def saved_views(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"views": [{name, filters}…]}: one's own of a list."""
    return {"views": kept.views_of(session, incoming.actor.id, incoming.body["list_name"])}


def save_view(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Keep what a list was narrowed to. Answer: {}. Raises Refused."""
    person_id, list_name, name = incoming.actor.id, incoming.body["list_name"], incoming.body["name"].strip()
    flaw = unfit("The name", name, VIEW_NAME_LIMIT)
    if flaw:
        raise invalid({"name": flaw})
    others = [view for view in kept.views_of(session, person_id, list_name) if view["name"] != name]
    if len(others) >= VIEWS_AT_MOST:
        raise invalid({"name": f"You can keep {VIEWS_AT_MOST} views of a list. Forget one to keep this one."})
    kept.save_view(session, person_id, list_name, name, incoming.body["filters"])
    return {}


def forget_view(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Forget it, if there is one. Answer: {}."""
    kept.forget_view(session, incoming.actor.id, incoming.body["list_name"], incoming.body["name"].strip())
    return {}
