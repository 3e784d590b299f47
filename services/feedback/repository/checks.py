"""Responses of services, and what services think of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.feedback.tables import quality_check_notes, quality_checks, responses


@dataclass(frozen=True)
class Response:
    """A response in full: its sequence in the request's stream, which service gave it, and when."""

    request_id: str
    response: int
    service_id: str
    given_at: datetime


def add_responses(session: Session, found: Iterable[Response]) -> None:
    """Services answered in full."""
    upsert(session, responses, [vars(response) for response in found])


def response_of(session: Session, request_id: str, response: int) -> Response | None:
    """One response; None when it has not been heard of."""
    query = sa.select(responses).where(responses.c.request_id == request_id, responses.c.response == response)
    row = session.execute(query).one_or_none()
    return Response(**row._mapping) if row else None


def responses_of(session: Session, request_id: str) -> list[sa.Row[Any]]:
    """All responses to a request with their checks, the latest first."""
    here = (responses.c.request_id, responses.c.response)
    query = (
        sa.select(
            responses,
            quality_checks.c.score,
            quality_checks.c.person_id,
            quality_checks.c.checked_at,
            quality_check_notes.c.note,
        )
        .outerjoin(quality_checks, _same(quality_checks, here))
        .outerjoin(quality_check_notes, _same(quality_check_notes, here))
        .where(responses.c.request_id == request_id)
        .order_by(responses.c.response.desc())
    )
    return list(session.execute(query))


def version_of(session: Session, found: Response) -> int:
    """The version of the check of a response; 0 when there is none."""
    here = quality_checks.c.request_id == found.request_id, quality_checks.c.response == found.response
    return session.scalar(sa.select(quality_checks.c.version).where(*here)) or 0


def store_check(
    session: Session, found: Response, version: int, score: str, person_id: str, at: datetime, note: str
) -> None:
    """Keep a check as it is now, with its note."""
    place = {"request_id": found.request_id, "response": found.response}
    row = {"version": version, "score": score, "person_id": person_id, "checked_at": at}
    upsert(session, quality_checks, [place | row])
    upsert(session, quality_check_notes, [place | {"note": note}])


def forget_notes(session: Session, request_id: str, by: datetime) -> None:
    """Remove the notes on a request's responses that were written by then; scores stay."""
    old = sa.select(quality_checks.c.response).where(
        quality_checks.c.request_id == request_id, quality_checks.c.checked_at <= by
    )
    notes = quality_check_notes.c
    session.execute(
        sa.update(quality_check_notes)
        .where(notes.request_id == request_id, notes.response.in_(old))
        .values(note="")
    )


def _same(table: sa.Table, here: tuple[sa.Column[Any], sa.Column[Any]]) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.request_id == here[0], table.c.response == here[1])
