"""The council's own list of words that are pointed out."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.requests.tables import screening_words

_THE_ONE = 1
_WORDS = sa.select(screening_words.c.words)


def own_words(session: Session) -> str | None:
    """The list; None when the council has none of its own."""
    return session.execute(_WORDS).scalar_one_or_none()


def keep_words(session: Session, words: str, by: str, now: datetime) -> None:
    """In the place of the one before."""
    row = {"id": _THE_ONE, "words": words, "written_by": by, "written_at": now}
    upsert(session, screening_words, [row])


def forget_words(session: Session) -> None:
    """Have none."""
    session.execute(sa.delete(screening_words))
