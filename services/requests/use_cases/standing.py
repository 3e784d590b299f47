"""What an actor is to one request, and the circumstances in which a command to it is decided."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.vocabulary import MEMBER_SERVICES, PERSON_ROLES, ROLES_OF_A_SERVICE
from services.requests.domain.acting import Acting, Context, standings
from services.requests.domain.commands import Command
from services.requests.domain.permitted import permitted
from services.requests.domain.request_state import RequestState
from services.requests.domain.table import ROW_OF, ROWS
from services.requests.domain.transitions import entitled
from services.requests.repository import council
from services.requests.repository.requests import Loaded, load
from services.requests.use_cases.refusing import not_found

SATURDAY = 5


@dataclass(frozen=True)
class Part:
    """What the actor is to a request by one of the roles held."""

    role: str
    acting: Acting


@dataclass(frozen=True)
class View:
    """One request as the actor stands to it.

    `parts`: by each role that says something here, the one in which it is read first; never empty.
    `officers` are the lead service's, names by id.
    """

    loaded: Loaded
    parts: tuple[Part, ...]
    context: Context
    officers: dict[str, str]

    @property
    def role(self) -> str:
        """The role in which the request is read."""
        return self.parts[0].role

    def part_for(self, kind: type[Command]) -> Part:
        """In which role the actor gives such a command: the first that entitles to it."""
        row, state = ROW_OF[kind], self.loaded.state
        return next((part for part in self.parts if entitled(row, state, part.acting)), self.parts[0])

    def permitted(self) -> list[str]:
        """The names of the commands that the actor may give now, in whichever role."""
        state = self.loaded.state
        found = {name for part in self.parts for name in permitted(state, part.acting, self.context)}
        return [row.name for row in ROWS if row.name in found]


def view_of(session: Session, incoming: Incoming, request_id: str, *, for_change: bool = False) -> View:
    """The request for somebody who may see it. Raises Refused (not_found) for everybody else."""
    loaded = load(session, request_id, for_change=for_change)
    if loaded is None:
        raise not_found()
    officers = council.officers_of(session, loaded.state.service_id, council_date(incoming.now))
    parts = _parts(session, incoming, loaded.state, officers)
    if not parts:
        raise not_found()
    return View(loaded, parts, circumstances(incoming, officers), officers)


def in_role(incoming: Incoming, role: str) -> Incoming:
    """The same call, made in another of the roles that its actor holds."""
    return replace(incoming, actor=replace(incoming.actor, role=role))


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


def _parts(
    session: Session, incoming: Incoming, state: RequestState, officers: dict[str, str]
) -> tuple[Part, ...]:
    """One's own request is read as a member; a request of one's service as its officer, even by the desk."""
    held = incoming.actor.roles
    if held.issuperset(ROLES_OF_A_SERVICE):  # which of the two it is here?
        day = council_date(incoming.now)
        here = council.roles_in_service(session, incoming.actor.id, state.service_id, day)
        held = held.difference(ROLES_OF_A_SERVICE) | here
    parts = (
        Part(role, acting_towards(in_role(incoming, role), state.member_id, state.service_id, officers))
        for role in PERSON_ROLES
        if role in held
    )
    return tuple(part for part in parts if part.acting.standings)


def circumstances(incoming: Incoming, officers: dict[str, str]) -> Context:
    """Now, here, and who works for the lead service."""
    return Context(incoming.now, council_date(incoming.now), is_weekday, officers.__contains__)


def is_weekday(day: date) -> bool:
    """Monday to Friday: the days of the week on which the council works; holidays come with its calendar."""
    return day.weekday() < SATURDAY
