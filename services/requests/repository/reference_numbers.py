"""Reference numbers, counted up per year in the transaction that uses them: none twice, none lost."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import insert_new
from services.requests.domain.references import Reference
from services.requests.tables import reference_numbers


def next_references(session: Session, year: int, count: int = 1) -> list[str]:
    """The next `count` references of a year, with their check characters."""
    insert_new(session, reference_numbers, [{"year": year, "last_number": 0}])
    last = session.execute(
        sa.update(reference_numbers)
        .where(reference_numbers.c.year == year)
        .values(last_number=reference_numbers.c.last_number + count)
        .returning(reference_numbers.c.last_number)
    ).scalar_one()
    return [str(Reference(year, number)) for number in range(last - count + 1, last + 1)]
