"""Keeping the index by which requests are found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.requests.domain.search.documents import Texts, number_in_time, words_by_scope
from services.requests.domain.search.lexemes import lexemes, quarter_of
from services.requests.domain.search.scopes import Scope
from services.requests.tables import search_documents


@dataclass(frozen=True)
class Document:
    """A request as it is found: what it is about, and who may know of it."""

    request_id: str
    reference: str
    raised_at: datetime
    ward_id: str
    category_id: str
    scopes: list[Scope]
    texts: Texts


def store_documents(session: Session, documents: Iterable[Document]) -> None:
    """Put these in the index, in the place of what it had of their requests. One statement."""
    rows = [_row(document) for document in documents]
    # FTS5 takes ascending numbers in one go.
    upsert(session, search_documents, sorted(rows, key=lambda row: int(row["number"])))


def on_sqlite(session: Session) -> bool:
    """Whether the index is FTS5's; else it is GIN."""
    return session.get_bind().dialect.name == "sqlite"


def _row(document: Document) -> dict[str, Any]:
    number = number_in_time(document.raised_at, document.reference)
    words = words_by_scope(document.scopes, document.category_id, document.texts)
    return {
        "number": number,
        "request_id": document.request_id,
        "ward_id": document.ward_id,
        "scopes": [str(scope) for scope in document.scopes],
        "lexemes": " ".join(lexemes(words, quarter_of(number))),
    }
