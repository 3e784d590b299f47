"""In which column of the paper a service counts: through a map that is dated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

OTHER = "other"
RIS = "ris"
TOTAL = "total"


@dataclass(frozen=True)
class CouncilService:
    """`columns`: (first day, column) in order; none: `column` on all days."""

    service_id: str
    name: str
    column: str
    columns: tuple[tuple[date, str], ...] = ()

    def column_on(self, day: date) -> str:
        """The column on a day; before the first dated one, that."""
        begun = [column for starts, column in self.columns if starts <= day]
        if begun:
            return begun[-1]
        return self.columns[0][1] if self.columns else self.column


def column_of(services: Mapping[str, CouncilService], service_id: str, day: date) -> str:
    """The column of a service, which may not have been heard of yet: then it is among the others."""
    service = services.get(service_id)
    return OTHER if service is None else service.column_on(day)


def services_in(services: Mapping[str, CouncilService], column: str, day: date) -> frozenset[str]:
    """The known services that count in a column on a day."""
    return frozenset(one.service_id for one in services.values() if one.column_on(day) == column)


def column_name(services: Iterable[CouncilService], column: str, day: date) -> str:
    """What to call a column: the only service in it, or what everybody calls the rest."""
    names = [one.name for one in services if one.column_on(day) == column]
    if column == RIS and len(names) == 1:
        return names[0]
    return "Roads and Infrastructure Services" if column == RIS else "Other services"
