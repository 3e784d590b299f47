"""Somebody who searches: by what they hold today in the roles that they act in."""

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.vocabulary import ROLES_OF_A_SERVICE
from services.requests.domain.search.scopes import Searcher
from services.requests.repository.holdings import holdings_of


def searcher(session: Session, incoming: Incoming) -> Searcher:
    """The actor, in every role that both the call and the copy of the directory say."""
    held = holdings_of(session, incoming.actor.id, council_date(incoming.now))
    roles = held.roles & incoming.actor.roles
    return Searcher(held.person_id, roles, held.services(roles & frozenset(ROLES_OF_A_SERVICE)), held.wards)
