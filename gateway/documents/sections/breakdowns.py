"""The same figures month by month and service by service, and how many answers were on time."""

from collections.abc import Mapping, Sequence

from gateway.charts.specs import Line, lines
from gateway.documents.content import Chart, Row, Section, Table
from gateway.documents.exact_numbers import count, share
from gateway.documents.paper import COLUMNS, Paper, opened
from gateway.documents.sections.answers import CLOCKS
from gateway.documents.wording import counted, day, month

FLOWS = (
    ("made", "Made"),
    ("responses", "Answered in full"),
    ("closures", "Closed"),
    ("in_action", "In action"),
)
OF_A_SERVICE = (
    ("made", "Made"),
    ("in_action", "In action"),
    ("over_by_a_week", "A week or more late"),
    ("open_with_members", "Open with members"),
    ("closed_by_members", "Closed"),
)


def months(paper: Paper) -> Section:
    """What came in and went out each month, and what was in action at its end."""
    found = paper.more["months"]
    heading = "Month by month"
    if not found:
        return Section("months", heading, ("Nothing happened in this period.",))
    names = [month(one["month"]) for one in found]
    drawn = [
        Line(name, [(short, one[key]) for short, one in zip(names, found, strict=True)])
        for key, name in FLOWS
    ]
    busiest = max(found, key=lambda one: int(one["made"]))
    sentence = f"Most requests were made in {month(busiest['month'], full=True)}: {busiest['made']:,}."
    rows = tuple(
        Row(
            month(one["month"], full=True),
            tuple(count(one[key]) for key, _ in FLOWS),
            opens=tuple({"figure": key, "month": one["month"]} for key, _ in FLOWS),
        )
        for one in found
    )
    heads = ("Month", *(name for _, name in FLOWS[:3]), "In action at its end")
    return Section(
        "months",
        heading,
        (sentence,),
        Chart(
            lines(drawn, "Requests"),
            f"Line chart of requests made, answered, closed and in action. {sentence}",
        ),
        (Table("Requests by month", heads, rows),),
    )


def services(paper: Paper) -> Section:
    """Each service's requests."""
    found = [one for one in paper.more["services"] if one["made"]]
    heading = "Service by service"
    if not found:
        return Section("services", heading, ("No service had a request in this period.",))
    rows = tuple(
        Row(
            one["name"],
            tuple(count(one[key]) for key, _ in OF_A_SERVICE),
            opens=tuple({"figure": key, "service": one["service_id"]} for key, _ in OF_A_SERVICE),
        )
        for one in found
    )
    caption = f"Requests by the service that leads on {day(paper.as_at)}"
    return Section(
        "services", heading, tables=(Table(caption, ("Service", *(name for _, name in OF_A_SERVICE)), rows),)
    )


def on_time(paper: Paper) -> Section:
    """How many answers met the date first set, and how many the date that was agreed."""
    answered = [(clock, name) for clock, name in CLOCKS if paper.more["on_time"]["total"][clock]["count"]]
    words = [_on_time_in_words(paper.more["on_time"]["total"][clock], name) for clock, name in answered]
    return Section(
        "on_time",
        "Answers on time",
        tuple(words) or ("No request was answered in this period.",),
        tables=tuple(_on_time_table(paper, clock, name) for clock, name in answered),
    )


def _on_time_in_words(total: Mapping[str, int], name: str) -> str:
    met = share(total["met_original"], total["count"])
    words = (
        f"Of {counted(total['count'], 'request')} with a {name}, "
        f"{total['met_original']:,} ({met}) met the date first set."
    )
    if not total["agreed"]:
        return words
    kept = share(total["met_agreed"], total["agreed"])
    return f"{words} A date was agreed for {total['agreed']:,}; {total['met_agreed']:,} ({kept}) met it."


def _on_time_table(paper: Paper, clock: str, name: str) -> Table:
    columns = [paper.more["on_time"][key][clock] for key in COLUMNS]
    rows = [
        _kept("Answered", columns, "count", clock),
        _kept("Met the date first set", columns, "met_original", f"{clock}_met_original"),
        Row(
            "Share of those answered",
            tuple(share(c["met_original"], c["count"]) for c in columns),
            opens=opened(f"{clock}_met_original"),
        ),
    ]
    if columns[2]["agreed"]:
        rows += [
            _kept("A date was agreed", columns, "agreed", f"{clock}_agreed"),
            _kept("Met the agreed date", columns, "met_agreed", f"{clock}_met_agreed"),
        ]
    return Table(f"The {name} on time", (f"The {name}", *paper.heads), tuple(rows))


def _kept(name: str, columns: Sequence[Mapping[str, int]], kept: str, figure: str) -> Row:
    return Row(name, tuple(count(column[kept]) for column in columns), opens=opened(figure))
