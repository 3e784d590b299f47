"""The update paper as at any day: out of sums up to its last day and up to the one before its first."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Incoming
from services.contracts.reporting_vocabulary import COLUMNS, DEFINITIONS
from services.reporting.domain import figures
from services.reporting.domain.columns import OTHER, RIS, TOTAL, CouncilService, column_name, column_of
from services.reporting.domain.figures import Counted, Figures, together
from services.reporting.domain.paper import Made, Period, columns_of, paper
from services.reporting.domain.sums import Sums
from services.reporting.repository import counts, directory_copy
from services.reporting.repository.sums import up_to
from services.reporting.use_cases.compare import check_of
from services.reporting.use_cases.freshness import freshness_of
from services.reporting.use_cases.periods import Asked, asked

MONTHS = 24
A_DAY = timedelta(days=1)


def update_paper(session: Session, incoming: Incoming) -> dict[str, Any]:
    """The figures of a period, and what else the documents say."""
    return made_paper(session, asked(session, incoming, "since", "as_at"))


def made_paper(session: Session, period: Asked) -> dict[str, Any]:
    """The answer of `update_paper`."""
    services = directory_copy.council_services(session)
    month_ends = _month_ends(period)
    before = period.first - 1
    sums = up_to(session, [*month_ends, before, period.last.toordinal()])
    by_service = _by_service(session, period, sums[period.last.toordinal()], sums[before])
    columns = columns_of(*_in_columns(services, by_service, period.last))
    made = _made(session, period, sums)
    answer = paper(Period(period.since, period.last, period.from_beginning), columns, made)
    answer["checks"] += check_of(session, period.last)
    return {
        "paper": answer,
        "more": {
            "definitions": DEFINITIONS,
            "first_on": period.first_on and period.first_on.isoformat(),
            "from_beginning": period.from_beginning,
            **freshness_of(session),
            "column_names": {
                **{name: column_name(services.values(), name, period.last) for name in (RIS, OTHER)},
                TOTAL: "Total",
            },
            "services": _services(services, by_service, period.last),
            "feedback": {name: columns[name].rated() for name in COLUMNS},
            "on_time": {name: columns[name].on_time() for name in COLUMNS},
            "ages": {name: columns[name].ages() for name in COLUMNS},
            "months": _months(month_ends, sums),
        },
    }


def _by_service(session: Session, period: Asked, last: Sums, before: Sums) -> dict[str, Counted]:
    """What each service has on the last day: what was counted earlier and moved to it since is left out."""
    if period.from_beginning:
        return {service_id: Counted(items, items) for service_id, items in last.services.items()}
    moved = counts.moved_into_period(session, period.first, period.last.toordinal())
    found = {}
    for service_id, items in last.services.items():
        flows = figures.less(items, before.of(service_id))
        found[service_id] = Counted(items, figures.less(flows, moved.get(service_id, figures.Items())))
    return found


def _in_columns(
    services: Mapping[str, CouncilService], by_service: Mapping[str, Counted], day: date
) -> tuple[Counted, Counted]:
    parts: dict[str, list[Counted]] = {RIS: [], OTHER: []}
    for service_id, counted in by_service.items():
        parts[column_of(services, service_id, day)].append(counted)
    return together(parts[RIS]), together(parts[OTHER])


def members_made(session: Session, period: Asked) -> Made:
    """What each member made in a period."""
    return _made(session, period, up_to(session, [period.first - 1, period.last.toordinal()]))


def _made(session: Session, period: Asked, sums: Mapping[int, Sums]) -> Made:
    made = sums[period.last.toordinal()].members.copy()
    made.subtract(sums[period.first - 1].members)
    return Made(dict(made), directory_copy.serving_on(session, period.last))


def _services(
    services: Mapping[str, CouncilService], by_service: Mapping[str, Counted], day: date
) -> list[dict[str, Any]]:
    """Those that have anything, by name."""
    found = [
        {
            "service_id": service_id,
            "name": services[service_id].name if service_id in services else service_id,
            "column": column_of(services, service_id, day),
            **Figures(counted).column(),
        }
        for service_id, counted in by_service.items()
    ]
    return sorted(found, key=lambda service: str(service["name"]))


def _month_ends(period: Asked) -> list[int]:
    """The last day of the month before the first shown, then of each month: the period's last day at last."""
    ends = [period.last]
    while len(ends) <= MONTHS and ends[-1].toordinal() >= period.first:
        ends.append(ends[-1].replace(day=1) - A_DAY)
    return [day.toordinal() for day in reversed(ends)]


def _months(ends: list[int], sums: Mapping[int, Sums]) -> list[dict[str, Any]]:
    """Each month of the period, as things stood at its end."""
    months = []
    totals = [together(Counted(items, items) for items in sums[day].services.values()) for day in ends]
    for day, before, total in zip(ends[1:], totals, totals[1:], strict=False):
        shown = Figures(Counted(total.heaps, figures.less(total.flows, before.flows)))
        column = shown.column()
        month = {"month": f"{date.fromordinal(day):%Y-%m}", "made": column["made"]}
        months.append(month | shown.flows() | {"in_action": column["in_action"]})
    return months
