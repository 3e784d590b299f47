"""What an actor is to one request, by each of the roles that they hold today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.vocabulary import (
    MEMBER,
    MEMBER_SERVICES,
    OFFICER,
    PERSON_ROLES,
    ROLES_OF_A_SERVICE,
)
from services.requests.domain.acting import Acting, Context
from services.requests.domain.commands import Command
from services.requests.domain.permitted import permitted
from services.requests.domain.request_state import RequestState
from services.requests.domain.standings import Person, standings_towards
from services.requests.domain.table import ROW_OF, ROWS
from services.requests.domain.transitions import entitled
from services.requests.domain.vocabulary import Standing
from services.requests.repository.holdings import HEADING, Holdings, holdings_of
from services.requests.repository.requests import Loaded, load
from services.requests.use_cases.circumstances import circumstances_of
from services.requests.use_cases.refusing import not_found

# They see something of a request, and are no party to it.
ONLOOKERS = frozenset({Standing.COLLEAGUE, Standing.FORMER, Standing.OFFERED})


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
        """The role in which the request is read: the first in which the actor is a party to it."""
        parties = (part.role for part in self.parts if part.acting.standings - ONLOOKERS)
        return next(parties, self.parts[0].role)

    @property
    def standings(self) -> frozenset[Standing]:
        """Everything that the actor is to the request."""
        return frozenset[Standing]().union(*(part.acting.standings for part in self.parts))

    def part_for(self, kind: type[Command]) -> Part:
        """In which role the actor gives such a command: the first that entitles to it."""
        return part_for(kind, self.parts, self.loaded.state)

    def permitted(self) -> list[str]:
        """The names of the commands that the actor may give now, in whichever role."""
        state = self.loaded.state
        found = {name for part in self.parts for name in permitted(state, part.acting, self.context)}
        return [row.name for row in ROWS if row.name in found]


def part_for(kind: type[Command], parts: Sequence[Part], state: RequestState) -> Part:
    """Of the parts that somebody has, the first that entitles to such a command; else the first."""
    row = ROW_OF[kind]
    return next((part for part in parts if entitled(row, state, part.acting)), parts[0])


def view_of(session: Session, incoming: Incoming, request_id: str, *, for_change: bool = False) -> View:
    """The request for somebody who may see it. Raises Refused (not_found) for everybody else."""
    loaded = load(session, request_id, for_change=for_change)
    if loaded is None:
        raise not_found()
    parts = parts_towards(session, incoming, loaded.state)
    if not parts:
        raise not_found()
    context, officers = circumstances_of(session, incoming.now, loaded.state)
    return View(loaded, parts, context, officers)


def in_role(incoming: Incoming, role: str) -> Incoming:
    """The same call, made in another of the roles that its actor holds."""
    return replace(incoming, actor=replace(incoming.actor, role=role))


def raising_for(incoming: Incoming, member_id: str) -> Acting:
    """The actor before there is a request, which would be that member's."""
    actor = incoming.actor
    if actor.role == MEMBER_SERVICES:
        return Acting(actor.id, frozenset({Standing.DESK}), member_id)
    own = actor.role == MEMBER and actor.id == member_id
    return Acting(actor.id, frozenset({Standing.OWNER}) if own else frozenset())


def parts_towards(session: Session, incoming: Incoming, state: RequestState) -> tuple[Part, ...]:
    """One's own request is read as a member; a request of one's service as its officer, even by the desk."""
    held = holdings_of(session, incoming.actor.id, council_date(incoming.now))
    return parts_held(held, incoming, state)


def parts_held(held: Holdings, incoming: Incoming, state: RequestState) -> tuple[Part, ...]:
    """The same for somebody of whom it is known what they hold."""
    parts = (
        Part(role, _acting(incoming, held, role, state))
        for role in PERSON_ROLES
        if role in incoming.actor.roles & held.roles
    )
    return tuple(part for part in parts if part.acting.standings)


def _acting(incoming: Incoming, held: Holdings, role: str, state: RequestState) -> Acting:
    """The actor in one of the roles held; the desk acts for the member it names, else the request's."""
    person = _person(held, role)
    found = standings_towards(person, state)
    for_member = None
    if role == MEMBER_SERVICES:
        for_member = incoming.actor.on_behalf_of or state.member_id
    return Acting(held.person_id, found, for_member, frozenset(person.services))


def _person(held: Holdings, role: str) -> Person:
    services = held.by_role[role] if role in ROLES_OF_A_SERVICE else frozenset()
    return Person(
        held.person_id,
        roles={OFFICER} if role in ROLES_OF_A_SERVICE else {role},
        services=services,
        headed=services if role in HEADING else frozenset(),
        wards=held.wards if role == MEMBER else frozenset(),
    )
