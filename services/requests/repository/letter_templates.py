"""How members write to constituents."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.requests.tables import letter_templates


def template_of(session: Session, person_id: str) -> str | None:
    """The person's own; None when they have none."""
    query = sa.select(letter_templates.c.body).where(letter_templates.c.person_id == person_id)
    return session.execute(query).scalar_one_or_none()


def keep_template(session: Session, person_id: str, body: str, now: datetime) -> None:
    """In the place of the one before."""
    upsert(session, letter_templates, [{"person_id": person_id, "body": body, "written_at": now}])


def forget_template(session: Session, person_id: str) -> None:
    """Have none."""
    session.execute(sa.delete(letter_templates).where(letter_templates.c.person_id == person_id))
