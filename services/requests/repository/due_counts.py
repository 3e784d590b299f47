"""How many requests are due, and how many are late: counted at the front of the index of due dates."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.vocabulary import IN_ACTION
from services.requests.repository.listing import Scope
from services.requests.tables import requests

Span = tuple[date, date]


def count_due(session: Session, scopes: Sequence[Scope], spans: Mapping[str, Span]) -> dict[str, int]:
    """How many requests in action of these scopes, each once, are due on the days of each span. One query."""
    if not scopes:
        return dict.fromkeys(spans, 0)
    return dict(session.execute(due_query(scopes, spans)).mappings().one())


def due_query(scopes: Sequence[Scope], spans: Mapping[str, Span]) -> sa.Select[*tuple[Any, ...]]:
    """The counts, one column for each span."""
    r, last = requests.c, max(span[1] for span in spans.values())
    due = [
        sa.select(r.id, r.next_due_on).where(scope.indexed(*IN_ACTION), r.next_due_on <= last)
        for scope in scopes
    ]
    found = sa.union(*due).subquery("found")
    counts = [
        sa.func.count().filter(found.c.next_due_on.between(*span)).label(name) for name, span in spans.items()
    ]
    return sa.select(*counts).select_from(found)
