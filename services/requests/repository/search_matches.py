"""Looking words up in the index: one statement, read newest first and no further than what is wanted.

Long stretches are looked up quarter by quarter, the newest first, until enough was found.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.domain.search.documents import Level
from services.requests.domain.search.lexemes import LONG, lexeme, quarters_between
from services.requests.domain.search.lookups import Entry, Lookup
from services.requests.domain.search.scopes import Scope
from services.requests.repository.search_documents import on_sqlite
from services.requests.tables import requests, search_documents

REFERENCES_AT_MOST = 40

# One lookup; FTS5 hands out its rows in the order of their numbers.
_BY_FTS5 = (
    "SELECT * FROM (SELECT {position}, d.number, d.request_id, d.scopes "
    "FROM json_each(:matches_{slice}) AS asked "
    "CROSS JOIN search_index ON search_index MATCH asked.value "
    "CROSS JOIN search_documents d ON d.number = search_index.rowid "
    "WHERE d.ward_id = coalesce(:ward_id, d.ward_id) LIMIT :each)"
)
# All lookups. `number + 0`: never by the key, which would read everybody's requests until it found some.
_BY_GIN = (
    "SELECT looked_up.position, found.number, found.request_id, found.scopes "
    "FROM unnest(CAST(:positions AS integer[]), CAST(:firsts AS integer[]), CAST(:lasts AS integer[])) "
    "AS looked_up (position, first, last) CROSS JOIN LATERAL ("
    "SELECT newest.* "
    "FROM unnest((CAST(:matches AS text[]))[looked_up.first:looked_up.last]) AS asked (match) "
    "CROSS JOIN LATERAL (SELECT d.number, d.request_id, d.scopes FROM search_documents d "
    "WHERE d.lexemes @@ CAST(asked.match AS tsquery) "
    "AND d.ward_id = coalesce(CAST(:ward_id AS text), d.ward_id) "
    "ORDER BY d.number + 0 LIMIT :each) AS newest LIMIT :each) AS found"
)

# The position of a lookup, and what is asked for it until enough is found.
Asked = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class Match:
    """A request that was found by the lookup at a position, and who may know of it."""

    position: int
    number: int
    request_id: str
    scopes: frozenset[str]


def matches(
    session: Session, lookups: Sequence[Lookup], each: int, ward_id: str | None = None
) -> list[Match]:
    """The newest `each` requests of each lookup, in their order; one may come more than once.

    (Or twice as many: those of the long stretches and those of the short ones.)
    """
    if not lookups:
        return []
    if on_sqlite(session):
        rows = _by_fts5(session, _asked(session, lookups, _OF_FTS5), each, ward_id)
    else:
        rows = _by_gin(session, _asked(session, lookups, _OF_GIN), each, ward_id)
    found = [Match(row[0], row[1], row[2], frozenset(json.loads(row[3]))) for row in rows]
    return sorted(found, key=lambda match: (match.position, match.number))


def matches_of_references(
    session: Session, own: Collection[str], external: Collection[str]
) -> list[tuple[str, Match]]:
    """The requests with one of these references, ours or exactly a casebook's: (its own reference, match)."""
    d, r = search_documents.c, requests.c
    query = (
        sa.select(r.reference, d.number, d.request_id, d.scopes)
        .join(search_documents, d.request_id == r.id)
        .where(sa.or_(r.reference.in_(sorted(own)), r.external_reference.in_(sorted(external))))
        .order_by(d.number)
        .limit(REFERENCES_AT_MOST)
    )
    return [(row[0], Match(0, row[1], row[2], frozenset(row[3]))) for row in session.execute(query)]


@dataclass(frozen=True)
class Writing:
    """How a database writes *and*, *or*, *but not*, and that a word begins so."""

    every: str
    either: str
    but_not: str
    begins: str


_OF_FTS5 = Writing(" AND ", " OR ", " NOT ", " *")
_OF_GIN = Writing("&", "|", "&!", ":*")


def lexemes_of(session: Session, found: Sequence[Match]) -> dict[int, frozenset[str]]:
    """The entries of documents, by their numbers."""
    d = search_documents.c
    numbers = sorted({match.number for match in found})
    query = sa.select(d.number, sa.cast(d.lexemes, sa.Text)).where(d.number.in_(numbers))
    # PostgreSQL writes each in quotation marks.
    return {row[0]: frozenset(row[1].replace("'", "").split()) for row in session.execute(query)}


def _quarters(session: Session) -> list[str]:
    """Those of which there are requests, the newest first; asked once in a transaction."""
    known: list[str] | None = session.info.get("quarters")
    if known is None:
        known = session.info["quarters"] = _read_quarters(session)
    return known


def _read_quarters(session: Session) -> list[str]:
    number = search_documents.c.number
    newest, oldest = (sa.select(end(number)).scalar_subquery() for end in (sa.func.min, sa.func.max))
    first, last = session.execute(sa.select(newest, oldest)).one()
    return [] if first is None else quarters_between(first, last)


def _asked(session: Session, lookups: Sequence[Lookup], writing: Writing) -> Asked:
    """Each lookup in the short stretches, and quarter by quarter in the long ones."""
    asked = []
    for position, lookup in enumerate(lookups):
        long = [scope for scope in lookup.scopes if scope.kind in LONG]
        short = [scope for scope in lookup.scopes if scope.kind not in LONG]
        if short:
            asked.append((position, [_match(short, lookup, "", writing)]))
        if long:
            by_quarters = [_match(long, lookup, quarter, writing) for quarter in _quarters(session)]
            asked.append((position, by_quarters))
    return asked


def _match(scopes: Sequence[Scope], lookup: Lookup, quarter: str, writing: Writing) -> str:
    alternatives = (
        writing.every.join(_any(scope, quarter, term, writing) for term in lookup.terms) for scope in scopes
    )
    match = writing.either.join(f"({every})" for every in alternatives)
    if not lookup.but_not:
        return match
    marks = writing.either.join(lexeme(scope, "", Level.MARK) for scope in lookup.but_not)
    return f"({match}){writing.but_not}({marks})"


def _any(scope: Scope, quarter: str, term: Sequence[Entry], writing: Writing) -> str:
    written = (
        lexeme(scope, quarter, entry.level, entry.form) + writing.begins * entry.begins for entry in term
    )
    return f"({writing.either.join(written)})"


def _by_fts5(session: Session, asked: Asked, each: int, ward_id: str | None) -> Sequence[Any]:
    statement = " UNION ALL ".join(
        _BY_FTS5.format(position=position, slice=number) for number, (position, _) in enumerate(asked)
    )
    wanted = {f"matches_{number}": json.dumps(found) for number, (_, found) in enumerate(asked)}
    return session.execute(sa.text(statement), {**wanted, "each": each, "ward_id": ward_id}).all()


def _by_gin(session: Session, asked: Asked, each: int, ward_id: str | None) -> Sequence[Any]:
    lasts = list(accumulate(len(found) for _, found in asked))
    parameters = {
        "positions": [position for position, _ in asked],
        "firsts": [last - len(found) + 1 for last, (_, found) in zip(lasts, asked, strict=True)],
        "lasts": lasts,
        "matches": [match for _, found in asked for match in found],
    }
    return session.execute(sa.text(_BY_GIN), {**parameters, "each": each, "ward_id": ward_id}).all()
