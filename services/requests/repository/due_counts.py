"""How many requests are due, and how many are late: counted at the front of the index of due dates."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache, reduce
from operator import add
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.vocabulary import IN_ACTION
from services.requests.repository.listing import Expression, Scope, Stretch, Values
from services.requests.repository.page_statements import KINDS_KEPT, values_of_scopes, with_places
from services.requests.tables import requests

Span = tuple[date, date]
Placed = tuple[Stretch, sa.BindParameter[str]]  # a scope's stretch with the place of its value


def count_due(session: Session, scopes: Sequence[Scope], spans: Mapping[str, Span]) -> dict[str, int]:
    """How many requests in action of these scopes, each once, are due on the days of each span. One query."""
    if not scopes:
        return dict.fromkeys(spans, 0)
    return dict(session.execute(*due_query(scopes, spans)).mappings().one())


def due_query(
    scopes: Sequence[Scope], spans: Mapping[str, Span]
) -> tuple[sa.Select[*tuple[Any, ...]], Values]:
    """The counts, one column for each span; and the values that they are asked with."""
    values = values_of_scopes(scopes)
    for name, (first, last) in spans.items():
        values |= {f"{name}_from": first, f"{name}_to": last}
    return _statement(tuple(scope.stretch for scope in scopes), tuple(spans)), values


@lru_cache(KINDS_KEPT)
def _statement(stretches: tuple[Stretch, ...], names: tuple[str, ...]) -> sa.Select[*tuple[Any, ...]]:
    """A count of each scope's part of an index for each span; gathering the rows first takes far longer."""
    scopes = with_places(stretches)
    scoped = [_in_action(scope, scopes[:number]) for number, scope in enumerate(scopes)]
    return sa.select(*(_count(scoped, name).label(name) for name in names))


def _count(scoped: Sequence[Expression], name: str) -> sa.ColumnElement[int]:
    due = requests.c.next_due_on.between(sa.bindparam(f"{name}_from"), sa.bindparam(f"{name}_to"))
    counts = [
        sa.select(sa.func.count()).select_from(requests).where(one, due).scalar_subquery() for one in scoped
    ]
    return reduce(add, counts)


def _in_action(scope: Placed, earlier: Sequence[Placed]) -> Expression:
    """What is in action in a scope and in none before it; scopes of one indexed column share nothing."""
    stretch, value = scope
    others = [~other.checked(its) for other, its in earlier if other != stretch or other.ids is not None]
    return sa.and_(stretch.indexed(value, *IN_ACTION), *others)
