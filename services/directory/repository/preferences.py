"""What people chose for themselves."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.directory.tables import preferences

UNCHOSEN = "only_me"


def sharing_of(session: Session, person_id: str) -> str:
    """With whom a person's new requests are shared."""
    mine = sa.select(preferences.c.sharing).where(preferences.c.person_id == person_id)
    return session.scalar(mine) or UNCHOSEN


def set_sharing(session: Session, person_id: str, sharing: str) -> None:
    """From now on it is this."""
    upsert(session, preferences, [{"person_id": person_id, "sharing": sharing}])
