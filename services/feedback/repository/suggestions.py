"""The sounding board: suggestions, their words, and who supports them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from services.chassis.storing import insert_new
from services.feedback.domain.suggestions import SuggestionState
from services.feedback.tables import suggestion_supports, suggestion_texts, suggestions

Row = sa.Row[Any]


@dataclass(frozen=True)
class Suggestion:
    """What somebody thought of on a page."""

    id: str
    person_id: str
    page: str
    made_at: datetime


def add(session: Session, made: Suggestion, text: str) -> None:
    """Keep a new one."""
    fresh = {"state": SuggestionState.NEW.value, "supports": 0, "answered_at": None, "done_at": None}
    session.execute(sa.insert(suggestions), vars(made) | fresh)
    words = {"suggestion_id": made.id, "suggestion": text, "answer": ""}
    session.execute(sa.insert(suggestion_texts), words)


def held(session: Session, suggestion_id: str) -> Row | None:
    """One, which nobody else changes until the transaction ends."""
    query = sa.select(suggestions).where(suggestions.c.id == suggestion_id).with_for_update()
    return session.execute(query).one_or_none()


def change(session: Session, suggestion_id: str, **changed: Any) -> None:
    """Where it stands now."""
    session.execute(sa.update(suggestions).where(suggestions.c.id == suggestion_id).values(**changed))


def set_answer(session: Session, suggestion_id: str, answer: str) -> None:
    """What the desk says to it."""
    here = suggestion_texts.c.suggestion_id == suggestion_id
    session.execute(sa.update(suggestion_texts).where(here).values(answer=answer))


def set_support(session: Session, suggestion_id: str, person_id: str, supported: bool) -> bool:
    """Support it, or no longer; whether that changed anything."""
    place = {"suggestion_id": suggestion_id, "person_id": person_id}
    columns = suggestion_supports.c
    here = (columns.suggestion_id == suggestion_id, columns.person_id == person_id)
    if supported:
        there = session.scalar(sa.select(sa.func.count()).select_from(suggestion_supports).where(*here))
        insert_new(session, suggestion_supports, [place])
        return not there
    gone = session.execute(sa.delete(suggestion_supports).where(*here))
    assert isinstance(gone, CursorResult)
    return gone.rowcount > 0


def page(
    session: Session,
    reader_id: str,
    states: Collection[str],
    mine: bool,
    before: str | None,
    limit: int,
) -> list[Row]:
    """Up to `limit` suggestions with their words, the newest first, and whether the reader supports each."""
    supported = sa.exists().where(
        suggestion_supports.c.suggestion_id == suggestions.c.id,
        suggestion_supports.c.person_id == reader_id,
    )
    query = (
        sa.select(
            suggestions,
            suggestion_texts.c.suggestion,
            suggestion_texts.c.answer,
            supported.label("supported"),
        )
        .join(suggestion_texts, suggestion_texts.c.suggestion_id == suggestions.c.id)
        .order_by(suggestions.c.id.desc())
        .limit(limit)
    )
    if states:
        query = query.where(suggestions.c.state.in_(list(states)))
    if mine:
        query = query.where(suggestions.c.person_id == reader_id)
    if before is not None:
        query = query.where(suggestions.c.id < before)
    return list(session.execute(query))
