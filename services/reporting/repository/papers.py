"""Issued papers, frozen as they were; and what was published of the metrics."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.reporting.tables import own_counts, papers, people, published


@dataclass(frozen=True)
class Issued:
    """What is said of a paper beside its body."""

    paper_id: str
    title: str
    as_at: date
    since: date | None
    issued_at: datetime
    issued_by: str
    issued_role: str
    definitions: int


def add(session: Session, issued: Issued, body: Mapping[str, Any]) -> int:
    """Keep a paper; its number. Raises IntegrityError when another got that number meanwhile."""
    number = 1 + (session.scalar(sa.select(sa.func.max(papers.c.number))) or 0)
    row = {**vars(issued), "number": number, "body": json.dumps(body, ensure_ascii=False)}
    session.execute(sa.insert(papers), row)
    return number


def page(session: Session, before: int | None, limit: int) -> Sequence[Any]:
    """The papers with a number below one, newest first, with the names of those who issued them."""
    query = _with_names()
    if before is not None:
        query = query.where(papers.c.number < before)
    return session.execute(query.order_by(papers.c.number.desc()).limit(limit)).all()


def one(session: Session, paper_id: str) -> Any | None:
    """A paper with its body, or None."""
    query = _with_names().add_columns(papers.c.body).where(papers.c.paper_id == paper_id)
    return session.execute(query).one_or_none()


def _with_names() -> sa.Select[Any]:
    columns = [column for column in papers.columns if column.name != "body"]
    name = sa.func.coalesce(people.c.name, papers.c.issued_by).label("name")
    return sa.select(*columns, name).join(people, people.c.person_id == papers.c.issued_by, isouter=True)


@dataclass(frozen=True)
class Compared:
    """Where reporting differed from what requests counted of a day, when that was counted."""

    as_at: date
    counted_at: datetime
    differences: list[dict[str, Any]]


def keep_comparison(
    session: Session, as_at: date, counted_at: datetime, differences: Sequence[dict[str, Any]]
) -> None:
    """The latest comparison of a day stands."""
    body = json.dumps(differences, separators=(",", ":"))
    upsert(session, own_counts, [{"as_at": as_at, "counted_at": counted_at, "body": body}])


def keep_published_counts(
    session: Session, as_at: date, counted_at: datetime, theirs: Sequence[dict[str, Any]]
) -> None:
    """What requests counted of a day, while it is not compared: an object; a comparison is a list."""
    body = json.dumps({"theirs": theirs}, separators=(",", ":"))
    upsert(session, own_counts, [{"as_at": as_at, "counted_at": counted_at, "body": body}])


def published_counts(session: Session, limit: int) -> list[tuple[date, datetime, list[dict[str, Any]]]]:
    """(day, counted at, counts) of the first days that are not compared."""
    query = sa.select(own_counts).where(_is_waiting()).order_by(own_counts.c.as_at).limit(limit)
    return [(row.as_at, row.counted_at, json.loads(row.body)["theirs"]) for row in session.execute(query)]


def forget_published_counts(session: Session) -> None:
    """Those that are not compared."""
    session.execute(sa.delete(own_counts).where(_is_waiting()))


def _is_waiting() -> sa.ColumnElement[bool]:
    return own_counts.c.body.startswith("{")


def compared(session: Session, as_at: date | None) -> Compared | None:
    """The comparison of a day, or the one that was counted last; None when there is none."""
    query = sa.select(own_counts).order_by(own_counts.c.counted_at.desc()).limit(1)
    if as_at is not None:
        query = query.where(own_counts.c.as_at == as_at)
    row = session.execute(query).one_or_none()
    return None if row is None else Compared(row.as_at, row.counted_at, json.loads(row.body))


def last_published(session: Session, as_at: date) -> Any | None:
    """(published_at, final, digest) of a day's metrics; None when they were not published."""
    return session.execute(sa.select(published).where(published.c.as_at == as_at)).one_or_none()


def note_published(session: Session, as_at: date, published_at: datetime, final: bool, digest: str) -> None:
    """A day's metrics were published."""
    row = {"as_at": as_at, "published_at": published_at, "final": final, "digest": digest}
    upsert(session, published, [row])
