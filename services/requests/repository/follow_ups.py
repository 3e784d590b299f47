"""Requests whose members may have to be reminded that they were answered: a stretch of one index."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.vocabulary import RESPONDED
from services.requests.tables import requests


def answered_between(
    session: Session, first: datetime, end: datetime, reminded_before: int, limit: int
) -> list[str]:
    """Ids of those answered in full from `first` to before `end` and open with members in office.

    `reminded_before`: no reminder of so many working days or more has been given. The longest answered first.
    """
    r = requests.c
    query = (
        sa.select(r.id)
        .where(r.state == RESPONDED, r.responded_at >= first, r.responded_at < end)
        .where(r.reminded < reminded_before, sa.not_(r.frozen))
        .order_by(r.responded_at, r.id)
        .limit(limit)
    )
    return list(session.scalars(query))
