"""Reference numbers, counted up per year in the transaction that uses them: none twice, none lost."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import insert_new
from services.requests.domain.references import Reference
from services.requests.tables import reference_numbers

_COUNT_UP = (
    sa.update(reference_numbers)
    .where(reference_numbers.c.year == sa.bindparam("of"))
    .values(last_number=reference_numbers.c.last_number + sa.bindparam("more", type_=sa.Integer))
    .returning(reference_numbers.c.last_number)
)


def next_references(session: Session, year: int, count: int = 1) -> list[str]:
    """The next `count` references of a year, with their check characters."""
    last = _counted_up(session, year, count)
    if last is None:
        insert_new(session, reference_numbers, [{"year": year, "last_number": 0}])
        last = _counted_up(session, year, count)
    assert last is not None
    return [str(Reference(year, number)) for number in range(last - count + 1, last + 1)]


def _counted_up(session: Session, year: int, count: int) -> int | None:
    """The last number of the year after `count` more; None when the year has none yet."""
    last: int | None = session.execute(_COUNT_UP, {"of": year, "more": count}).scalar_one_or_none()
    return last
