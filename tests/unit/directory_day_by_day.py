"""A plain model of the directory: for each day of a short time, what holds on it. No periods, no merging."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from services.directory.domain.entries import Dated, HeldRole, Person, Service, Stated, Term, Ward

FIRST_DAY = date(2020, 1, 1)
DAYS = [FIRST_DAY + timedelta(days=number) for number in range(16)]
Days = frozenset[date]
Kind = tuple[str, str]


def days_of(period: Dated, starts: date | None) -> Days:
    """Each day of it; `starts` where it states none."""
    first = period.starts or starts or DAYS[0]
    return frozenset(day for day in DAYS if first <= day and (period.ends is None or day <= period.ends))


@dataclass
class DayByDay:
    """What holds on each day, changed as a load says; only loads that are not refused may be told."""

    wards: dict[str, Days] = field(default_factory=dict)
    services: dict[str, Days] = field(default_factory=dict)
    columns: dict[str, dict[date, str]] = field(default_factory=dict)
    held: dict[str, dict[Kind, list[Days]]] = field(default_factory=dict)

    def load(self, stated: Stated, today: date) -> None:
        """Take the statements over."""
        for ward in stated.wards:
            self.wards[ward.id] = self._days(ward, self.wards.get(ward.id), today)
        for service in stated.services:
            self._load_service(service, today)
        for person in stated.people:
            self._load_person(person, today)

    @staticmethod
    def _days(entry: Ward | Service, before: Days | None, today: date) -> Days:
        return days_of(entry, min(before) if before else today)

    def _load_service(self, service: Service, today: date) -> None:
        known = service.id in self.services
        self.services[service.id] = self._days(service, self.services.get(service.id), today)
        first = min(self.services[service.id])
        columns = self.columns.setdefault(service.id, dict.fromkeys(DAYS, service.column or "other"))
        columns.update((day, columns[first]) for day in DAYS if day < first)
        if service.columns:
            for period in sorted(service.columns, key=lambda period: period.starts or first):
                columns.update((day, period.column) for day in DAYS if day >= (period.starts or first))
        elif known and service.column is not None and columns[today] != service.column:
            columns.update((day, service.column) for day in DAYS if day >= today)
        columns.update((day, columns[first]) for day in DAYS if day < first)

    def _load_person(self, person: Person, today: date) -> None:
        held = self.held.setdefault(person.account or "", {})
        periods: list[HeldRole | Term] = [*person.roles, *person.terms]
        exact = [p for p in periods if any(min(d) == p.starts for d in held.get(p.kind, []))]
        spoken_of: list[tuple[HeldRole | Term, Days | None]] = []
        for period in [*exact, *(p for p in periods if p not in exact)]:
            known = held.setdefault(period.kind, [])
            before = self._spoken_of(known, period)
            if before is not None:
                known.remove(before)
            spoken_of.append((period, before))
        for period, before in spoken_of:
            held[period.kind].append(days_of(period, min(before) if before else today))

    @staticmethod
    def _spoken_of(known: list[Days], period: HeldRole | Term) -> Days | None:
        """The one with the same first day; else the latest that shares a day (undated: the latest)."""
        same = [days for days in known if min(days) == period.starts]
        alike = [days for days in known if period.starts is None or days & days_of(period, None)]
        return max(same or alike, key=min, default=None)

    def holds(self, account: str, day: date) -> set[Kind]:
        """What a person holds on a day."""
        held = self.held.get(account, {})
        return {kind for kind, known in held.items() if any(day in days for days in known)}
