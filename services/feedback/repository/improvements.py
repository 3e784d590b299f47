"""Improvement actions with their words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.feedback.domain.improvements import Improvement, ImprovementState
from services.feedback.tables import improvement_texts, improvements

Row = sa.Row[Any]


@dataclass(frozen=True)
class Behind:
    """What gave rise to an action."""

    source: str
    source_id: str | None


@dataclass(frozen=True)
class Kept:
    """An action with its words and what gave rise to it."""

    action: Improvement
    behind: Behind
    words: str
    note: str


def add(session: Session, new: Improvement, behind: Behind, words: str) -> None:
    """Keep a new action."""
    session.execute(sa.insert(improvements), {**vars(new), **vars(behind), "state": new.state.value})
    session.execute(sa.insert(improvement_texts), {"improvement_id": new.id, "action": words, "note": ""})


def one(session: Session, improvement_id: str) -> Improvement | None:
    """An action as it stands; None when there is none of that id."""
    row = session.execute(sa.select(improvements).where(improvements.c.id == improvement_id)).one_or_none()
    return _improvement(row) if row else None


def store(session: Session, changed: Improvement, note: str) -> None:
    """Keep an action as it stands now."""
    values = {**vars(changed), "state": changed.state.value}
    session.execute(sa.update(improvements).where(improvements.c.id == values.pop("id")).values(**values))
    here = improvement_texts.c.improvement_id == changed.id
    session.execute(sa.update(improvement_texts).where(here).values(note=note))


@dataclass(frozen=True)
class Wanted:
    """Which actions: by their state on `day`, of one service or all, recorded by then."""

    states: Collection[str]
    service_id: str | None
    day: date
    before: str | None


def page(session: Session, wanted: Wanted, limit: int) -> list[Kept]:
    """Up to `limit` actions, the newest first."""
    columns = improvements.c
    query = (
        sa.select(improvements, improvement_texts.c.action, improvement_texts.c.note)
        .join(improvement_texts, improvement_texts.c.improvement_id == columns.id)
        .where(columns.recorded_on <= wanted.day)
        .order_by(columns.id.desc())
        .limit(limit)
    )
    if wanted.states:
        settled = sa.and_(columns.done_on.is_not(None), columns.done_on <= wanted.day)
        then = sa.case((settled, columns.state), else_=ImprovementState.OPEN.value)
        query = query.where(then.in_(list(wanted.states)))
    if wanted.service_id is not None:
        query = query.where(columns.service_id == wanted.service_id)
    if wanted.before is not None:
        query = query.where(columns.id < wanted.before)
    return [_kept(row) for row in session.execute(query)]


def one_with_words(session: Session, improvement_id: str) -> Kept | None:
    """An action with its words; None when there is none of that id."""
    query = (
        sa.select(improvements, improvement_texts.c.action, improvement_texts.c.note)
        .join(improvement_texts, improvement_texts.c.improvement_id == improvements.c.id)
        .where(improvements.c.id == improvement_id)
    )
    row = session.execute(query).one_or_none()
    return _kept(row) if row else None


def _kept(row: Row) -> Kept:
    return Kept(_improvement(row), Behind(row.source, row.source_id), row.action, row.note)


def _improvement(row: Row) -> Improvement:
    return Improvement(
        row.id,
        row.version,
        row.owner_id,
        row.service_id,
        row.due_on,
        ImprovementState(row.state),
        row.done_on,
        row.recorded_by,
        row.recorded_on,
    )
