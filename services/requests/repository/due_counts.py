"""How many requests are due, and how many are late: counted at the front of the index of due dates."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.vocabulary import IN_ACTION
from services.requests.repository.listing import Scope, Stretch, Values
from services.requests.repository.page_statements import KINDS_KEPT, values_of_scopes, with_places
from services.requests.tables import requests

Span = tuple[date, date]


def count_due(session: Session, scopes: Sequence[Scope], spans: Mapping[str, Span]) -> dict[str, int]:
    """How many requests in action of these scopes, each once, are due on the days of each span. One query."""
    if not scopes:
        return dict.fromkeys(spans, 0)
    return dict(session.execute(*due_query(scopes, spans)).mappings().one())


def due_query(
    scopes: Sequence[Scope], spans: Mapping[str, Span]
) -> tuple[sa.Select[*tuple[Any, ...]], Values]:
    """The counts, one column for each span; and the values that they are asked with."""
    values = {**values_of_scopes(scopes), "last": max(last for _, last in spans.values())}
    for name, (first, last) in spans.items():
        values |= {f"{name}_from": first, f"{name}_to": last}
    return _statement(tuple(scope.stretch for scope in scopes), tuple(spans)), values


@lru_cache(KINDS_KEPT)
def _statement(stretches: tuple[Stretch, ...], names: tuple[str, ...]) -> sa.Select[*tuple[Any, ...]]:
    r = requests.c
    due = [
        sa.select(r.id, r.next_due_on).where(
            stretch.indexed(value, *IN_ACTION), r.next_due_on <= sa.bindparam("last")
        )
        for stretch, value in with_places(stretches)
    ]
    found = sa.union(*due).subquery("found")
    counts = [
        sa.func.count()
        .filter(found.c.next_due_on.between(sa.bindparam(f"{name}_from"), sa.bindparam(f"{name}_to")))
        .label(name)
        for name in names
    ]
    return sa.select(*counts).select_from(found)
