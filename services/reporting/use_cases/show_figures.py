"""Figures of any part and period: in all, month by month or day by day, and for each of a group."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Incoming
from services.contracts.reporting_vocabulary import DEFINITIONS
from services.reporting.domain.columns import CouncilService, column_name, column_of
from services.reporting.domain.figures import Counted, Figures, together
from services.reporting.repository import directory_copy
from services.reporting.repository.series import Series
from services.reporting.tables import categories, wards
from services.reporting.use_cases import refusing
from services.reporting.use_cases.freshness import freshness_of
from services.reporting.use_cases.periods import Asked, asked
from services.reporting.use_cases.rights import FIELDS, Part, part_asked_for

PERIODS = {"day": "%Y-%m-%d", "month": "%Y-%m"}
MOST_DAYS = 400


@dataclass
class _Group:
    """One group as days go by."""

    heaps: Counter[int] = field(default_factory=Counter)
    flows: Counter[int] = field(default_factory=Counter)

    def counted(self) -> Counted:
        return Counted(self.heaps.copy(), self.flows.copy())


def figures(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Every figure of what the actor asks for and may see."""
    period = asked(session, incoming, "first", "last")
    part = part_asked_for(session, incoming, period.last)
    by, group_by = incoming.body["by"], incoming.body["group_by"]
    if part.dimension and group_by in FIELDS.values():
        message = "Figures of one category, ward, channel, priority or member go by column or service only."
        raise refusing.invalid(message, "group_by")
    if by == "day" and period.last.toordinal() - period.first > MOST_DAYS:
        raise refusing.invalid(f"Day by day goes for {MOST_DAYS} days at most. Go by month.", "by")
    services = directory_copy.council_services(session)
    found = _Days(session, period, part, group_by).go_through(PERIODS.get(by))
    names = _names(session, services, group_by, period.last)
    total = together(group.counted() for group in found.groups.values())
    few = part.is_below_column_level
    return {
        "first": period.since.isoformat() if period.since else None,
        "last": period.last.isoformat(),
        "total": Figures(total).everything(few),
        "series": [{"period": name, **Figures(one).everything(few)} for name, one in found.series],
        "groups": _groups(found.groups, group_by, names, services, period.last) if group_by else [],
        **freshness_of(session),
        "definitions": DEFINITIONS,
        "choices": {
            "services": _choices({one.service_id: one.name for one in services.values()}),
            "categories": _choices(directory_copy.names_in(session, categories)),
            "wards": _choices(directory_copy.names_in(session, wards)),
        },
    }


class _Days:
    """What was counted, day by day, from before the period to its end."""

    def __init__(self, session: Session, period: Asked, part: Part, group_by: str | None) -> None:
        dimension, key = part.dimension, part.key or None
        group = {None: None, "column": "service", "service": "service"}.get(group_by, "key")
        if group == "key":
            dimension, key = str(group_by), None
        source = Series(dimension, key, part.services, group)
        first, last = period.first, period.last.toordinal()
        self._first, self._last = first, last
        self._rows = source.of_days(session, first, last)
        self._moved = source.moved(session, first, last)
        self.groups = {name: _Group(heaps=heaps) for name, heaps in source.before(session, first).items()}
        self.series: list[tuple[str, Counted]] = []

    def go_through(self, shape: str | None) -> "_Days":
        """Take every day; `shape`: how a date is shown that stands for a period of the series."""
        position = 0
        for name, begins, ends in _periods(self._first, self._last, shape):
            flows: Counter[int] = Counter()
            while position < len(self._rows) and self._rows[position].day <= ends:
                self._take(self._rows[position], flows)
                position += 1
            if shape is not None:
                self._end_period(name, begins, ends, flows)
        for row in self._moved:
            if row.counted_on < self._first:
                self.groups[row.group].flows[row.item] -= int(row.n)
        return self

    def _take(self, row: Any, flows: Counter[int]) -> None:
        group = self.groups.setdefault(row.group, _Group())
        for items in (group.heaps, group.flows, flows):
            items[row.item] += int(row.n)

    def _end_period(self, name: str, begins: int, ends: int, flows: Counter[int]) -> None:
        for row in self._moved:
            if begins <= row.day <= ends and row.counted_on < begins:
                flows[row.item] -= int(row.n)
        heaps = together(Counted(heaps=group.heaps) for group in self.groups.values()).heaps
        self.series.append((name, Counted(heaps, flows)))


def _periods(first: int, last: int, shape: str | None) -> Iterator[tuple[str, int, int]]:
    """(name, first day, last day) of each period of a series; all days are one when there is no series."""
    begins = first
    while begins <= last:
        day = date.fromordinal(begins)
        ends = last
        if shape == PERIODS["day"]:
            ends = begins
        elif shape == PERIODS["month"]:
            ends = min(last, (day.replace(day=28) + timedelta(days=4)).replace(day=1).toordinal() - 1)
        yield f"{day:{shape or PERIODS['day']}}", begins, ends
        begins = ends + 1


def _names(
    session: Session, services: Mapping[str, CouncilService], group_by: str | None, last: date
) -> Mapping[str, str]:
    match group_by:
        case "category":
            return directory_copy.names_in(session, categories)
        case "ward":
            return directory_copy.names_in(session, wards)
        case "column":
            return {column: column_name(services.values(), column, last) for column in ("ris", "other")}
    return {one.service_id: one.name for one in services.values()}


def _groups(
    groups: Mapping[str, _Group],
    group_by: str,
    names: Mapping[str, str],
    services: Mapping[str, CouncilService],
    last: date,
) -> list[dict[str, Any]]:
    parts: dict[str, list[Counted]] = {}
    for key, group in groups.items():
        shown = column_of(services, key, last) if group_by == "column" else key
        parts.setdefault(shown, []).append(group.counted())
    few = group_by != "column"
    found = [
        {"key": key, "name": names.get(key, key), **Figures(together(counted)).everything(few)}
        for key, counted in parts.items()
    ]
    return sorted(found, key=lambda group: (str(group["name"]), str(group["key"])))


def _choices(names: Mapping[str, str]) -> list[dict[str, str]]:
    pairs: Iterable[tuple[str, str]] = names.items()
    return [{"id": key, "name": name} for key, name in pairs]
