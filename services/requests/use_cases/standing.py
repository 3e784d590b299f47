"""What an actor is to one request, and the circumstances in which a command to it is decided."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.vocabulary import MEMBER_SERVICES
from services.requests.domain.acting import Acting, Context, standings
from services.requests.repository import council
from services.requests.repository.requests import Loaded, load
from services.requests.use_cases.refusing import not_found

SATURDAY = 5


@dataclass(frozen=True)
class View:
    """One request as the actor stands to it; `officers` are the lead service's, names by id."""

    loaded: Loaded
    acting: Acting
    context: Context
    officers: dict[str, str]


def view_of(session: Session, incoming: Incoming, request_id: str, *, for_change: bool = False) -> View:
    """The request for somebody who may see it. Raises Refused (not_found) for everybody else."""
    loaded = load(session, request_id, for_change=for_change)
    if loaded is None:
        raise not_found()
    state = loaded.state
    officers = council.officers_of(session, state.service_id, council_date(incoming.now))
    acting = acting_towards(incoming, state.member_id, state.service_id, officers)
    if not acting.standings:
        raise not_found()
    return View(loaded, acting, circumstances(incoming, officers), officers)


def acting_towards(
    incoming: Incoming,
    member_id: str,
    lead_service: str | None,
    officers: dict[str, str],
    for_member: str | None = None,
) -> Acting:
    """The actor, in the one role acted in; the desk acts for the member it names, else the request's."""
    actor = incoming.actor
    services = {lead_service} if lead_service is not None and actor.id in officers else set()
    found = standings(actor.id, {actor.role}, services, member_id=member_id, lead_service=lead_service)
    if actor.role != MEMBER_SERVICES:
        return Acting(actor.id, found)
    return Acting(actor.id, found, for_member or actor.on_behalf_of or member_id)


def circumstances(incoming: Incoming, officers: dict[str, str]) -> Context:
    """Now, here, and who works for the lead service."""
    return Context(incoming.now, council_date(incoming.now), is_weekday, officers.__contains__)


def is_weekday(day: date) -> bool:
    """Monday to Friday: the days of the week on which the council works; holidays come with its calendar."""
    return day.weekday() < SATURDAY
