"""Counts of any part, by day: for figures other than the paper's."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.reporting.repository.sums import up_to
from services.reporting.tables import counts, moves, scopes

Groups = dict[str, Counter[int]]


class Series:
    """Of one dimension (empty: of services alone): of a key or of all, in some services or in all.

    `group`: "service" or "key", by which the answers are told apart; None: not at all.
    """

    def __init__(
        self, dimension: str, key: str | None, services: Collection[str] | None, group: str | None
    ) -> None:
        self._of_services = not dimension
        self._services = services
        self._by_service = group == "service"
        self._wanted = [scopes.c.dimension == dimension]
        if key is not None:
            self._wanted.append(scopes.c.key == key)
        if services is not None:
            self._wanted.append(scopes.c.service_id.in_(sorted(services)))
        by: dict[str | None, sa.ColumnElement[str]] = {"service": scopes.c.service_id, "key": scopes.c.key}
        self._group = by.get(group, sa.literal("")).label("group")

    def before(self, session: Session, day: int) -> Groups:
        """Everything that was counted before a day, by group."""
        if self._of_services:
            return self._added_up(session, day)
        query = (
            sa.select(self._group, counts.c.item, sa.func.sum(counts.c.n))
            .join(scopes, scopes.c.id == counts.c.scope_id)
            .where(*self._wanted, counts.c.day < day)
            .group_by(self._group, counts.c.item)
        )
        found: Groups = {}
        for group, item, n in session.execute(query):
            found.setdefault(group, Counter())[item] += int(n)
        return found

    def _added_up(self, session: Session, day: int) -> Groups:
        """Of services alone the sums are stored."""
        found: Groups = {}
        for service_id, items in up_to(session, [day - 1])[day - 1].services.items():
            if self._services is None or service_id in self._services:
                found.setdefault(service_id if self._by_service else "", Counter()).update(items)
        return found

    def of_days(self, session: Session, first: int, last: int) -> Sequence[Any]:
        """(day, group, item, n) of the days, in order."""
        query = (
            sa.select(counts.c.day, self._group, counts.c.item, sa.func.sum(counts.c.n).label("n"))
            .join(scopes, scopes.c.id == counts.c.scope_id)
            .where(*self._wanted, counts.c.day.between(first, last))
            .group_by(counts.c.day, self._group, counts.c.item)
            .order_by(counts.c.day)
        )
        return session.execute(query).all()

    def moved(self, session: Session, first: int, last: int) -> Sequence[Any]:
        """(day, counted_on, group, item, n) of what these days moved."""
        columns = (moves.c.day, moves.c.counted_on, self._group, moves.c.item)
        query = (
            sa.select(*columns, sa.func.sum(moves.c.n).label("n"))
            .join(scopes, scopes.c.id == moves.c.scope_id)
            .where(*self._wanted, moves.c.day.between(first, last))
            .group_by(*columns)
        )
        return session.execute(query).all()
