"""Which offices are over and were not told yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.directory.tables import ended_offices, terms


@dataclass(frozen=True)
class EndedOffice:
    """Whose office, its last day, and the wards served on that day."""

    person_id: str
    ended_on: date
    ward_ids: tuple[str, ...]


def untold_ends(session: Session, today: date) -> list[EndedOffice]:
    """Of everybody who served before `today` and serves no ward today: the last end, unless it was told."""
    last = sa.func.max(terms.c.ends)
    still = sa.case((sa.or_(terms.c.ends.is_(None), terms.c.ends >= today), 1), else_=0)
    over = (
        sa.select(terms.c.person_id, last.label("ended_on"))
        .where(terms.c.starts <= today)
        .group_by(terms.c.person_id)
        .having(sa.func.max(still) == 0)
        .subquery()
    )
    told = sa.and_(ended_offices.c.person_id == over.c.person_id, ended_offices.c.ended_on == over.c.ended_on)
    served = sa.and_(terms.c.person_id == over.c.person_id, terms.c.ends == over.c.ended_on)
    rows = session.execute(
        sa.select(over.c.person_id, over.c.ended_on, terms.c.ward_id)
        .join(terms, served)
        .outerjoin(ended_offices, told)
        .where(ended_offices.c.person_id.is_(None))
        .order_by(over.c.ended_on, over.c.person_id, terms.c.ward_id)
    )
    wards: dict[tuple[str, date], list[str]] = {}
    for row in rows:
        wards.setdefault((row.person_id, row.ended_on), []).append(row.ward_id)
    return [EndedOffice(person_id, last, tuple(ids)) for (person_id, last), ids in wards.items()]


def mark_told(session: Session, ends: Sequence[EndedOffice]) -> None:
    """These need not be told again."""
    rows = [{"person_id": end.person_id, "ended_on": end.ended_on} for end in ends]
    session.execute(sa.insert(ended_offices), rows)
