"""What SQLite's index still has to forget: FTS5 keeps erased words, unfindable, until it merges them away."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.requests.repository.search_documents import on_sqlite
from services.requests.tables import search_erasures

# About a twentieth of a second of work.
PAGES_AT_ONCE = 200


def note_erased(session: Session, request_id: str) -> None:
    """Words of this request went; on PostgreSQL they went with its row."""
    if on_sqlite(session):
        upsert(session, search_erasures, [{"request_id": request_id, "under_way": False}])


def forget_some(session: Session) -> bool:
    """Write a piece of the index anew, until nothing erased is left in it; whether there is more to do."""
    under_way = search_erasures.c.under_way
    states = set(session.scalars(sa.select(under_way).distinct()))
    if True in states:
        if _merged(session, PAGES_AT_ONCE):
            return True
        session.execute(sa.delete(search_erasures).where(under_way))
        return False in states
    if False in states:
        # What is erased from now on, this round may miss: it gets one of its own.
        session.execute(sa.update(search_erasures).values(under_way=True))
        _merged(session, -PAGES_AT_ONCE)  # the sign begins with all that there is
        return True
    return False


def _merged(session: Session, pages: int) -> bool:
    """Whether there was anything to merge."""
    before = session.scalar(sa.select(sa.func.total_changes())) or 0
    merge = sa.text("INSERT INTO search_index(search_index, rank) VALUES ('merge', :pages)")
    session.execute(merge, {"pages": pages})
    return (session.scalar(sa.select(sa.func.total_changes())) or 0) - before > 1
