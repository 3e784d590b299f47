"""Reads and writes identities and sessions."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from services.directory import tables
from services.directory.domain.sessions import PersonSession
from services.directory.repository.known_people import KnownPerson, known_from, select_known

_SESSION_COLUMNS = tuple(column for column in tables.sessions.c if column.name != "id_hash")

# Asked by every page: written once, as that takes longer than asking it.
_SESSION = (
    select_known(*_SESSION_COLUMNS)
    .join(tables.sessions, tables.sessions.c.person_id == tables.people.c.id)
    .where(tables.sessions.c.id_hash == sa.bindparam("id_hash"))
)


def is_linked(session: Session, person_id: str, provider: str) -> bool:
    """Whether the person has signed in through this provider before."""
    ids = tables.identities.c
    query = sa.select(ids.subject).where(ids.person_id == person_id, ids.provider == provider)
    return session.scalar(query) is not None


def link(session: Session, provider: str, subject: str, person_id: str, now: datetime) -> None:
    """From now on this subject is this person."""
    row = {"provider": provider, "subject": subject, "person_id": person_id, "linked": now}
    session.execute(sa.insert(tables.identities), row)


def add_session(session: Session, id_hash: str, opened: PersonSession) -> None:
    """Keep a session that begins."""
    session.execute(sa.insert(tables.sessions), {"id_hash": id_hash, **vars(opened)})


def find_session(session: Session, id_hash: str) -> tuple[PersonSession, KnownPerson] | None:
    """The session whose secret id has this hash, and whose it is; in two queries."""
    row = session.execute(_SESSION, {"id_hash": id_hash}).mappings().one_or_none()
    if row is None:
        return None
    return PersonSession(**{column.name: row[column] for column in _SESSION_COLUMNS}), known_from(
        session, row
    )


def sessions_of(session: Session, person_id: str) -> list[PersonSession]:
    """The sessions of a person that were not ended, newest first; some may have expired."""
    c = tables.sessions.c
    query = (
        sa.select(*_SESSION_COLUMNS)
        .where(c.person_id == person_id, c.ended.is_(None))
        .order_by(c.started.desc())
    )
    return [PersonSession(**row) for row in session.execute(query).mappings()]


def touch(session: Session, handle: str, now: datetime) -> None:
    """The person did something in this session."""
    session.execute(
        sa.update(tables.sessions).where(tables.sessions.c.handle == handle).values(last_seen=now)
    )


def end_sessions(session: Session, now: datetime, *where: sa.ColumnElement[bool]) -> int:
    """End the sessions for which `where` holds; how many there were."""
    ended = session.execute(
        sa.update(tables.sessions).where(tables.sessions.c.ended.is_(None), *where).values(ended=now)
    )
    assert isinstance(ended, CursorResult)
    return ended.rowcount


def end_by_id(session: Session, id_hash: str, now: datetime) -> int:
    """End the session whose secret id has this hash."""
    return end_sessions(session, now, tables.sessions.c.id_hash == id_hash)


def end_by_handle(session: Session, person_id: str, handle: str, now: datetime) -> int:
    """End one of a person's own sessions."""
    return end_sessions(
        session, now, tables.sessions.c.person_id == person_id, tables.sessions.c.handle == handle
    )


def end_all_of(session: Session, person_id: str, now: datetime) -> int:
    """End every session of a person."""
    return end_sessions(session, now, tables.sessions.c.person_id == person_id)


def forget_sessions(session: Session, started_before: datetime) -> None:
    """Remove what nobody can use any more."""
    session.execute(sa.delete(tables.sessions).where(tables.sessions.c.started < started_before))
