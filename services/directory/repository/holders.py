"""Who heads, deputises and directs services on a day."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.directory.domain.entries import DEPUTY_HEAD, DIRECTOR, HEAD_OF_SERVICE
from services.directory.repository.periods import in_force
from services.directory.tables import people, person_roles

_LEADING = (HEAD_OF_SERVICE, DEPUTY_HEAD, DIRECTOR)


@dataclass(frozen=True)
class Holder:
    """Somebody who holds one of these roles; a director without a service directs all."""

    person_id: str
    name: str
    role: str
    service_id: str | None


def holders_on(session: Session, day: date) -> list[Holder]:
    """All of them, in the order of their names, in one query."""
    rows = session.execute(
        sa.select(people.c.id, people.c.name, person_roles.c.role, person_roles.c.service_id)
        .join(person_roles, person_roles.c.person_id == people.c.id)
        .where(person_roles.c.role.in_(_LEADING), in_force(person_roles, day))
        .order_by(people.c.name_key, people.c.id)
    )
    return [Holder(*row) for row in rows]
