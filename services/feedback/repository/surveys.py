"""Answers to surveys, what members wrote in them, the replies, and answers that wait for their closing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.feedback.domain.surveys import Closing, SurveyAnswer
from services.feedback.repository.requests_copy import AT_ONCE
from services.feedback.tables import (
    closings,
    held_answers,
    survey_comments,
    survey_replies,
    survey_reply_texts,
    surveys,
)


@dataclass(frozen=True)
class Answered:
    """An answer, for which closing, in which version, and when it was given."""

    closing: Closing
    answer: SurveyAnswer
    version: int
    answered_at: datetime


@dataclass(frozen=True)
class Reply:
    """A reply to an answer: 1, 2, 3 … for each; who wrote it, in which role, and when."""

    closing: Closing
    number: int
    person_id: str
    role: str
    time: datetime


@dataclass(frozen=True)
class Held:
    """An answer about a closing that was not heard of when it came, and the closing once it is."""

    request_id: str
    closing_number: int
    person_id: str
    answer: SurveyAnswer
    answered_at: datetime
    correlation_id: str
    closing: Closing


def version_of(session: Session, closing: Closing) -> int:
    """The version of the answer about a closing; 0 when there is none."""
    query = sa.select(surveys.c.version).where(*_of(surveys, closing.request_id, closing.closing))
    return session.scalar(query) or 0


def answered_among(session: Session, places: Sequence[tuple[str, int]]) -> set[tuple[str, int]]:
    """Those of up to 500 (request, closing) about which there is an answer."""
    found: set[tuple[str, int]] = set()
    for start in range(0, len(places), AT_ONCE):
        pairs = sa.tuple_(surveys.c.request_id, surveys.c.closing).in_(places[start : start + AT_ONCE])
        rows = session.execute(sa.select(surveys.c.request_id, surveys.c.closing).where(pairs))
        found |= {(row.request_id, row.closing) for row in rows}
    return found


def store(session: Session, found: Iterable[Answered]) -> None:
    """Keep answers as they are now, with their words; replies to earlier versions stay."""
    kept = list(found)
    upsert(session, surveys, [_survey_row(one) for one in kept])
    for one in kept:
        if one.version > 1 and not one.answer.comment:
            here = _of(survey_comments, one.closing.request_id, one.closing.closing)
            session.execute(sa.delete(survey_comments).where(*here))
    comments = [_place(one.closing) | {"comment": one.answer.comment} for one in kept if one.answer.comment]
    upsert(session, survey_comments, comments)


def surveys_of(session: Session, request_id: str) -> dict[int, sa.Row[Any]]:
    """The answers about a request with their comments, by the closing."""
    query = (
        sa.select(surveys, survey_comments.c.comment)
        .outerjoin(survey_comments, _same_closing(survey_comments, surveys))
        .where(surveys.c.request_id == request_id)
    )
    return {row.closing: row for row in session.execute(query)}


def replies_of(session: Session, request_id: str) -> list[sa.Row[Any]]:
    """The replies to all answers about a request, with their words, in order."""
    same = sa.and_(
        _same_closing(survey_reply_texts, survey_replies),
        survey_reply_texts.c.reply == survey_replies.c.reply,
    )
    query = (
        sa.select(survey_replies, survey_reply_texts.c.message)
        .outerjoin(survey_reply_texts, same)
        .where(survey_replies.c.request_id == request_id)
        .order_by(survey_replies.c.closing, survey_replies.c.reply)
    )
    return list(session.execute(query))


def next_reply(session: Session, closing: Closing) -> int:
    """The number that the next reply to an answer gets."""
    here = _of(survey_replies, closing.request_id, closing.closing)
    last = session.scalar(sa.select(sa.func.max(survey_replies.c.reply)).where(*here))
    return (last or 0) + 1


def add_reply(session: Session, reply: Reply, text: str) -> None:
    """Keep a reply to an answer."""
    place = _place(reply.closing) | {"reply": reply.number}
    who = {"person_id": reply.person_id, "role": reply.role, "time": reply.time}
    session.execute(sa.insert(survey_replies), place | who)
    session.execute(sa.insert(survey_reply_texts), place | {"message": text})


def forget_words(session: Session, request_id: str, by: datetime) -> None:
    """Remove what was written about a request's closings by then; scores stay."""
    old = sa.select(surveys.c.closing).where(surveys.c.request_id == request_id, surveys.c.answered_at <= by)
    in_time = sa.select(survey_replies.c.closing).where(
        *_same_place(survey_replies, survey_reply_texts),
        survey_replies.c.reply == survey_reply_texts.c.reply,
        survey_replies.c.time <= by,
    )
    for table, written in ((survey_comments, old), (survey_reply_texts, in_time)):
        gone = table.c.closing.in_(written)
        session.execute(sa.delete(table).where(table.c.request_id == request_id, gone))


def hold(
    session: Session, place: tuple[str, int], person_id: str, answer: SurveyAnswer, at: datetime, by: str
) -> None:
    """Keep an answer until its closing is heard of; a later one of the same person replaces it."""
    row = {
        "request_id": place[0],
        "closing": place[1],
        "person_id": person_id,
        **vars(answer),
        "answered_at": at,
        "correlation_id": by,
    }
    upsert(session, held_answers, [row])


def count_held(session: Session, person_id: str) -> int:
    """How many answers of a person wait."""
    query = sa.select(sa.func.count()).select_from(held_answers)
    return session.scalar(query.where(held_answers.c.person_id == person_id)) or 0


def ready(session: Session, limit: int) -> list[Held]:
    """Held answers whose closing has been heard of since."""
    query = (
        sa.select(held_answers, closings.c.member_id, closings.c.service_id, closings.c.closed_at)
        .join(closings, _same_closing(closings, held_answers))
        .order_by(held_answers.c.answered_at)
        .limit(limit)
    )
    return [_held(row) for row in session.execute(query)]


def release(session: Session, held: Held) -> None:
    """It is held no longer."""
    here = _of(held_answers, held.request_id, held.closing_number)
    session.execute(sa.delete(held_answers).where(*here, held_answers.c.person_id == held.person_id))


def forget_held(session: Session, before: datetime) -> None:
    """Remove what was held since then and never proved to be about a closing."""
    session.execute(sa.delete(held_answers).where(held_answers.c.answered_at < before))


def _held(row: sa.Row[Any]) -> Held:
    return Held(
        row.request_id,
        row.closing,
        row.person_id,
        SurveyAnswer(row.speed, row.quality, row.comment, row.may_quote),
        row.answered_at,
        row.correlation_id,
        Closing(row.request_id, row.closing, row.member_id, row.service_id, row.closed_at),
    )


def _survey_row(found: Answered) -> dict[str, Any]:
    return _place(found.closing) | {
        "member_id": found.closing.member_id,
        "service_id": found.closing.service_id,
        "version": found.version,
        "speed": found.answer.speed,
        "quality": found.answer.quality,
        "may_quote": found.answer.may_quote,
        "answered_at": found.answered_at,
    }


def _place(closing: Closing) -> dict[str, Any]:
    return {"request_id": closing.request_id, "closing": closing.closing}


def _of(table: sa.Table, request_id: str, closing: int) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.request_id == request_id, table.c.closing == closing


def _same_place(table: sa.Table, other: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.request_id == other.c.request_id, table.c.closing == other.c.closing


def _same_closing(table: sa.Table, other: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(*_same_place(table, other))
