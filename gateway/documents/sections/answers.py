"""How many working days answers took."""

from collections.abc import Mapping
from typing import Any

from gateway.charts.specs import grouped_bars
from gateway.documents.content import Chart, Row, Section, Table
from gateway.documents.exact_numbers import Number, count, days, mean_of
from gateway.documents.paper import COLUMNS, TWO, Paper, opened
from gateway.documents.wording import day, plural
from gateway.wording import sentence_case

CLOCKS = (("initial_response", "first answer"), ("full_response", "full answer"))
MEASURES = ("Mean", "Median", "90th percentile")


def answers(paper: Paper) -> Section:
    """Means, medians and 90th percentiles of the days to the first answer and to the full one."""
    said = [_sentence(paper, clock, name) for clock, name in CLOCKS]
    chart = None
    if any(paper.column("total")[clock]["count"] for clock, _ in CLOCKS):
        told = " ".join(said)
        chart = Chart(_spec(paper), f"Bar chart of working days to the first and to the full answer. {told}")
    meaning = (
        "Days are working days of the council from the day of receipt, without those on which a service "
        "waited for the member. Half were answered within the median, nine in ten within the 90th percentile."
    )
    return Section(
        "answers",
        "How long answers took",
        (*said, meaning),
        chart,
        tuple(_table(paper, clock, name) for clock, name in CLOCKS),
    )


def _sentence(paper: Paper, clock: str, name: str) -> str:
    total = paper.column("total")[clock]
    if not total["count"]:
        return f"No request had its {name} in this period."
    parts = []
    for key, where in (("ris", paper.heads[0]), ("other", paper.other_in_a_sentence)):
        mean = _measures(paper.column(key)[clock])[0]
        if mean is not None:
            parts.append(f"{mean} working days with {where}")
    had = f"{total['count']:,} {plural(total['count'], 'request', 'requests')} had a {name} in this period"
    return f"{had}, on average after {' and '.join(parts)}."


def _table(paper: Paper, clock: str, name: str) -> Table:
    columns = [paper.column(key)[clock] for key in COLUMNS]
    return Table(
        f"Working days to the {name}, {day(paper.since)} to {day(paper.as_at)}",
        (f"To the {name}", *paper.heads),
        (
            Row(
                "Requests answered", tuple(count(column["count"]) for column in columns), opens=opened(clock)
            ),
            *(
                Row(name, numbers, opens=opened(clock))
                for name, numbers in zip(MEASURES, zip(*map(_measures, columns), strict=True), strict=True)
            ),
        ),
    )


def _spec(paper: Paper) -> dict[str, Any]:
    bars = []
    for clock, answer in CLOCKS:
        for key, where in zip(TWO, paper.heads, strict=False):
            measured = zip(MEASURES, _measures(paper.column(key)[clock]), strict=True)
            group = f"{sentence_case(answer)}:\n{where}"
            bars += [(group, name, float(number.value), str(number)) for name, number in measured if number]
    return grouped_bars(bars, "Working days")


def _measures(figures: Mapping[str, Any]) -> tuple[Number | None, ...]:
    mean = mean_of(figures["mean"], figures["count"])
    return mean, days(figures["median"]), days(figures["p90"])
