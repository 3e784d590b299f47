"""Whose figures an actor may see: their own, those of their services, or all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.actor import Actor
from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.vocabulary import (
    ADMINISTRATOR,
    DIRECTOR,
    INFORMATION_GOVERNANCE,
    MEMBER,
    MEMBER_SERVICES,
    OPERATOR,
)
from services.reporting.domain.columns import column_of, services_in
from services.reporting.repository import directory_copy
from services.reporting.use_cases import refusing

OPEN_ALL = frozenset({MEMBER_SERVICES, INFORMATION_GOVERNANCE, OPERATOR})
SEE_ALL = OPEN_ALL | {DIRECTOR, ADMINISTRATOR}

# Which field of the body names a key of which dimension.
FIELDS = {
    "category_id": "category",
    "ward_id": "ward",
    "channel": "channel",
    "priority": "priority",
    "member_id": "member",
}


@dataclass(frozen=True)
class Part:
    """Which requests: of some services (None: all), and of one key of a dimension (empty: of all)."""

    services: frozenset[str] | None
    dimension: str = ""
    key: str = ""

    @property
    def is_below_column_level(self) -> bool:
        """Whether a share of few answers is withheld."""
        return bool(self.dimension) or (self.services is not None and len(self.services) == 1)


def part_asked_for(
    session: Session, incoming: Incoming, last: date, without_limit: frozenset[str] = SEE_ALL
) -> Part:
    """What the body's filters leave of what the actor may see. Raises Refused.

    `without_limit`: the roles that see whatever there is.
    """
    body, actor = incoming.body, incoming.actor
    dimension, key = _dimension(body)
    services = _services(session, body, last)
    if actor.roles & without_limit:
        return Part(services, dimension, key)
    theirs = directory_copy.services_of(session, actor.id, council_date(incoming.now))
    if _is_their_own(actor, dimension, key, theirs, body):
        return Part(services, "member", actor.id)
    if not theirs or (body["service_id"] is not None and body["service_id"] not in theirs):
        raise refusing.not_yours()
    return Part(theirs if services is None else services & theirs, dimension, key)


def _is_their_own(
    actor: Actor, dimension: str, key: str, theirs: frozenset[str], body: Mapping[str, Any]
) -> bool:
    if MEMBER not in actor.roles:
        return False
    if dimension == "member":
        return key == actor.id
    return not theirs and not dimension


def _dimension(body: Mapping[str, Any]) -> tuple[str, str]:
    given = [field for field in FIELDS if body[field] is not None]
    if len(given) > 1:
        raise refusing.invalid(
            "Choose one of category, ward, channel, priority and member: figures are kept for one at a time.",
            given[1],
        )
    return (FIELDS[given[0]], body[given[0]]) if given else ("", "")


def _services(session: Session, body: Mapping[str, Any], last: date) -> frozenset[str] | None:
    column, service_id = body["column"], body["service_id"]
    services = directory_copy.council_services(session)
    if service_id is not None:
        if service_id not in services:
            raise refusing.invalid("There is no such service. Choose one from the list.", "service_id")
        if column is not None and column_of(services, service_id, last) != column:
            raise refusing.invalid("This service is in the other column. Choose one of them.", "column")
        return frozenset({service_id})
    return None if column is None else services_in(services, column, last)
