"""Which roles a caller really holds, asked by the chassis before every call."""

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.directory.repository.periods import roles_held


def current_roles(session: Session, person_id: str) -> frozenset[str]:
    """The roles that the person holds on the day of the call."""
    return roles_held(session, person_id, council_date(session.info["now"]))
