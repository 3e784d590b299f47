"""Members whose office ended, and which of their requests are still to be frozen."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import insert_new
from services.contracts.vocabulary import IN_ACTION, RESPONDED
from services.requests.tables import ended_offices, frozen_offices, requests

OPEN = (*IN_ACTION, RESPONDED)


@dataclass(frozen=True)
class EndedOffice:
    """Of whom, from which instant on, and the chain of calls in which it was said."""

    person_id: str
    ended_at: datetime
    correlation_id: str


def first_to_do(session: Session) -> EndedOffice | None:
    """The longest ended office whose requests are not all frozen."""
    ended, done = ended_offices.c, frozen_offices.c
    is_done = sa.exists().where(done.person_id == ended.person_id, done.ended_at == ended.ended_at)
    query = sa.select(ended_offices).where(~is_done).order_by(ended.ended_at, ended.person_id).limit(1)
    row = session.execute(query).mappings().one_or_none()
    return None if row is None else EndedOffice(**row)


def still_open(session: Session, office: EndedOffice, limit: int) -> list[str]:
    """Requests that were theirs when the office ended and are open and not frozen, in the order of ids."""
    r = requests.c
    query = sa.select(r.id).where(
        r.member_id == office.person_id,
        r.state.in_(OPEN),
        r.raised_at < office.ended_at,
        sa.not_(r.frozen),
    )
    return list(session.scalars(query.order_by(r.id).limit(limit)))


def note_done(session: Session, office: EndedOffice) -> None:
    """Nothing of it is left to be frozen."""
    insert_new(session, frozen_offices, [{"person_id": office.person_id, "ended_at": office.ended_at}])
