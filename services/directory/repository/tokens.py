"""Reads and writes tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from services.directory import tables
from services.directory.domain.tokens import Token
from services.directory.repository.known_people import KnownPerson, known_from, select_known

_COLUMNS = tuple(column for column in tables.tokens.c if column.name != "secret_hash")


@dataclass(frozen=True)
class Owner:
    """Whose a token is, as a list shows it."""

    name: str
    email: str | None


def add_token(session: Session, secret_hash: str, token: Token) -> None:
    """Keep a new token."""
    row = {"secret_hash": secret_hash, **vars(token), "scopes": " ".join(token.scopes)}
    session.execute(sa.insert(tables.tokens), row)


def find_token(session: Session, secret_hash: str) -> tuple[Token, KnownPerson] | None:
    """The token whose secret has this hash, and whose it is; in two queries."""
    query = _select().where(tables.tokens.c.secret_hash == secret_hash)
    row = session.execute(query).mappings().one_or_none()
    return None if row is None else (_token(row), known_from(session, row))


def tokens_of(session: Session, person_id: str | None) -> list[tuple[Token, Owner]]:
    """The tokens of a person, or of everybody (None), that were not revoked, each with its owner."""
    c = tables.tokens.c
    query = _select().where(c.revoked.is_(None), *_owned_by(person_id)).order_by(c.created.desc())
    return [(_token(row), Owner(row["name"], row["email"])) for row in session.execute(query).mappings()]


def revoke_token(session: Session, person_id: str | None, handle: str, now: datetime) -> int:
    """Revoke a token of a person, or anybody's (None); how many there were."""
    c = tables.tokens.c
    mine = sa.update(tables.tokens).where(c.handle == handle, c.revoked.is_(None), *_owned_by(person_id))
    done = session.execute(mine.values(revoked=now))
    assert isinstance(done, CursorResult)
    return done.rowcount


def revoke_tokens_for(session: Session, person_id: str, scopes: Sequence[str], now: datetime) -> None:
    """Revoke what a person has that is good for exactly this."""
    c = tables.tokens.c
    mine = sa.update(tables.tokens).where(c.revoked.is_(None), c.scopes == " ".join(scopes))
    session.execute(mine.where(*_owned_by(person_id)).values(revoked=now))


def _owned_by(person_id: str | None) -> list[sa.ColumnElement[bool]]:
    return [] if person_id is None else [tables.tokens.c.person_id == person_id]


def _select() -> sa.Select[tuple[object, ...]]:
    return select_known(*_COLUMNS).join(tables.tokens, tables.tokens.c.person_id == tables.people.c.id)


def _token(row: sa.RowMapping) -> Token:
    facts = {column.name: row[column] for column in _COLUMNS}
    return Token(**{**facts, "scopes": tuple(row["scopes"].split())})
