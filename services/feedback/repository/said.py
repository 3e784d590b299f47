"""Lists of what members said: to be answered by them, by services, and to be quoted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.database import Instant
from services.contracts.feedback_vocabulary import UNHAPPY_QUALITIES, UNHAPPY_SPEEDS
from services.feedback.tables import (
    closings,
    held_answers,
    requests,
    survey_comments,
    survey_replies,
    surveys,
)

HIGHEST_CLOSING = 2**31 - 1

Row = sa.Row[Any]
Condition = sa.ColumnElement[bool]
_ORDER = (surveys.c.answered_at, surveys.c.request_id, surveys.c.closing)


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: the next one begins after it."""

    answered_at: datetime
    request_id: str
    closing: int

    def __str__(self) -> str:
        return f"{self.answered_at.isoformat()} {self.request_id} {self.closing}"


def parse_cursor(text: str) -> Cursor:
    """The cursor that was written as `text`. Raises ValueError or OverflowError for anything else."""
    at, request_id, closing = text.split(" ")
    answered_at, number = datetime.fromisoformat(at), int(closing)
    if answered_at.tzinfo is None or not request_id.isprintable() or not 0 <= number <= HIGHEST_CLOSING:
        raise ValueError("not a cursor")
    return Cursor(answered_at.astimezone(UTC), request_id, number)


@dataclass(frozen=True)
class Wanted:
    """Which answers: of which services (None: all), and which of them."""

    service_ids: Collection[str] | None
    unhappy: bool = False
    unreplied: bool = False
    quotable: bool = False
    since: datetime | None = None
    before: datetime | None = None


def _to_answer() -> sa.Select[Any]:
    """Asked with every member's home page: written once, as that takes longer than asking it."""
    person_id = sa.bindparam("of", type_=sa.String)
    said = sa.exists().where(
        surveys.c.request_id == closings.c.request_id, surveys.c.closing == closings.c.closing
    )
    waits = sa.exists().where(
        held_answers.c.request_id == closings.c.request_id,
        held_answers.c.closing == closings.c.closing,
        held_answers.c.person_id == person_id,
    )
    return (
        sa.select(closings, requests.c.reference)
        .join(requests, requests.c.request_id == closings.c.request_id)
        .where(closings.c.member_id == person_id, closings.c.closed_at >= sa.bindparam("since"))
        .where(~said, ~waits)
        .order_by(closings.c.closed_at.desc(), closings.c.request_id)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


_TO_ANSWER = _to_answer()


def to_answer(session: Session, person_id: str, since: datetime, limit: int) -> list[Row]:
    """Closings of a member's own requests since then, about which they said nothing yet; the latest first."""
    return list(session.execute(_TO_ANSWER, {"of": person_id, "since": since, "most": limit}))


def said(session: Session, wanted: Wanted, cursor: Cursor | None, limit: int) -> tuple[list[Row], str | None]:
    """A page of answers with their words, the latest first, and the cursor of the next page."""
    replies = (
        sa.select(sa.func.count())
        .select_from(survey_replies)
        .where(
            survey_replies.c.request_id == surveys.c.request_id, survey_replies.c.closing == surveys.c.closing
        )
        .scalar_subquery()
    )
    words = sa.and_(
        survey_comments.c.request_id == surveys.c.request_id, survey_comments.c.closing == surveys.c.closing
    )
    query = (
        sa.select(surveys, survey_comments.c.comment, requests.c.reference, replies.label("replies"))
        .outerjoin(survey_comments, words)
        .join(requests, requests.c.request_id == surveys.c.request_id)
        .where(*_conditions(wanted, replies))
        .order_by(*(column.desc() for column in _ORDER))
        .limit(limit + 1)
    )
    if cursor is not None:
        place = sa.tuple_(
            sa.literal(cursor.answered_at, Instant), sa.literal(cursor.request_id), sa.literal(cursor.closing)
        )
        query = query.where(sa.tuple_(*_ORDER) < place)
    rows = list(session.execute(query))
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], str(Cursor(last.answered_at, last.request_id, last.closing))


def _conditions(wanted: Wanted, replies: sa.ScalarSelect[int]) -> list[Condition]:
    found: list[Condition] = []
    if wanted.service_ids is not None:
        names = list(wanted.service_ids)
        found.append(sa.or_(surveys.c.service_id.in_(names), requests.c.service_id.in_(names)))
    if wanted.unhappy:
        found.append(sa.or_(surveys.c.speed.in_(UNHAPPY_SPEEDS), surveys.c.quality.in_(UNHAPPY_QUALITIES)))
    if wanted.unreplied:
        found.append(replies == 0)
    if wanted.quotable:
        found += [surveys.c.may_quote.is_(True), survey_comments.c.comment.is_not(None)]
    if wanted.since is not None:
        found.append(surveys.c.answered_at >= wanted.since)
    if wanted.before is not None:
        found.append(surveys.c.answered_at < wanted.before)
    return found
