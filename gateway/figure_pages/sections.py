"""What a dashboard shows: sections of a sentence, a chart, and the table beside it."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gateway.charts.specs import Line, bars, grouped_bars, lines, shares
from gateway.documents.content import Cell, Chart, Opens, Row, Section, Table
from gateway.documents.exact_numbers import count, days, mean_of, share
from gateway.documents.sections.answers import CLOCKS, MEASURES
from gateway.documents.sections.breakdowns import FLOWS
from gateway.documents.sections.feedback import QUESTIONS
from gateway.documents.sections.standing import STATES
from gateway.documents.sections.usage import CHANNELS
from gateway.documents.wording import counted, joined, month
from gateway.wording import sentence_case

Figures = Mapping[str, Any]

AGES = (
    ("age_0_6", "Less than a week"),
    ("age_7_27", "1 to 3 weeks"),
    ("age_28_83", "4 to 11 weeks"),
    ("age_84", "12 weeks or more"),
)
WITHHELD = "withheld"  # a share of fewer than ten answers would tell whose they are
OF_A_GROUP = (
    ("made", "Made"),
    ("in_action", "In action"),
    ("over_by_a_week", "A week or more late"),
    ("open_with_members", "Open with members"),
    ("closed_by_members", "Closed"),
)


def volumes(total: Figures, series: Sequence[Figures]) -> Section:
    """What came in and went out, month by month."""
    found = [one for one in series if any(one[key] for key, _ in FLOWS)]
    said = (
        f"{sentence_case(counted(total['made'], 'request'))} made, "
        f"{total['responses']:,} answered in full, {total['in_action']:,} in action at the end."
    )
    if not found:
        return Section("volumes", "Month by month", ("Nothing happened in this period.",))
    names = [month(one["period"]) for one in found]
    drawn = [
        Line(name, [(when, one[key]) for when, one in zip(names, found, strict=True)]) for key, name in FLOWS
    ]
    rows = tuple(_month(one) for one in found)
    heads = ("Month", *(name for _, name in FLOWS[:3]), "In action at its end")
    chart = Chart(
        lines(drawn, "Requests"), f"Line chart of requests made, answered, closed and in action. {said}"
    )
    return Section("volumes", "Month by month", (said,), chart, (Table("Requests by month", heads, rows),))


def heap(total: Figures) -> Section:
    """What is in action, by state and by age."""
    heaps = [(name, total[figure]) for figure, name, level in STATES if level == 1]
    states = tuple(_opening(name, total[figure], figure, level) for figure, name, level in STATES)
    tables = [Table("In action, by where it stands", ("Where it stands", "Requests"), states)]
    if sum(total["ages"].values()) == total["in_action"]:  # of a ward, member or category no ages are kept
        ages = tuple(_opening(name, total["ages"][age], age, 1) for age, name in AGES)
        tables.append(Table("In action, by how long ago it was made", ("Made", "Requests"), ages))
    late = counted(total["over_by_a_week"], "request")
    said = f"{sentence_case(counted(total['in_action'], 'request'))} in action; {late} a week or more late."
    listed = joined([f"{name.lower()} {number:,}" for name, number in heaps])
    return Section(
        "heap",
        "What is in action",
        (said,),
        Chart(bars(heaps, "Requests"), f"Bar chart of what is in action: {listed}."),
        tuple(tables),
    )


def times(total: Figures) -> Section:
    """Working days to answers."""
    measured = [(name, total[clock], _measures(total[clock])) for clock, name in CLOCKS]
    drawn = [
        (sentence_case(name), measure, float(number.value), str(number))
        for name, _, numbers in measured
        for measure, number in zip(MEASURES, numbers, strict=True)
        if number
    ]
    said = [
        f"{sentence_case(name)}: {numbers[0]} working days on average."
        for name, _, numbers in measured
        if numbers[0]
    ]
    rows = tuple(
        Row(sentence_case(name), (count(figures["count"]), *numbers), opens=({"figure": clock},) * 4)
        for (clock, name), (_, figures, numbers) in zip(CLOCKS, measured, strict=True)
    )
    sentence = " ".join(said) or "No request was answered in this period."
    chart = Chart(grouped_bars(drawn, "Working days"), f"Bar chart. {sentence}") if drawn else None
    table = Table("Working days to answers", ("Answer", "Answered", *MEASURES), rows)
    return Section("times", "Time to respond", (sentence,), chart, (table,))


def on_time(total: Figures) -> Section:
    """Answers that met the date first set, and the date that was agreed."""
    rows, drawn = [], []
    for clock, name in CLOCKS:
        found = total["on_time"][clock]
        for met, of, words in (
            ("met_original", "count", "date first set"),
            ("met_agreed", "agreed", "agreed date"),
        ):
            part = share(found[met], found[of])
            line = f"{sentence_case(name)}, {words}"
            kept: Opens = {"figure": f"{clock}_{met}"}
            opens = ({"figure": clock if of == "count" else f"{clock}_{of}"}, kept, kept)
            rows.append(Row(line, (count(found[of]), count(found[met]), part), opens=opens))
            if part:
                drawn.append((line, found[met], found[of], f"{part} of {found[of]:,}"))
    said = "; ".join(f"{line.lower()}: {label}" for line, _, _, label in drawn)
    sentence = f"Met the {said}." if drawn else "No request was answered in this period."
    chart = Chart(shares(drawn), f"Bar chart of answers on time. {sentence}") if drawn else None
    table = Table("Answers on time", ("Answer and date", "Answered", "On time", "Share"), tuple(rows))
    return Section("on_time", "On time", (sentence,), chart, (table,))


def satisfaction(total: Figures) -> Section:
    """What members thought; a share of few answers is withheld."""
    rows, drawn = [], []
    for question, figure, words, _ in QUESTIONS:
        answers = total["feedback"][question]
        part = None if answers[figure] is None else share(answers[figure], answers["answered"])
        withheld = answers[figure] is None and answers["answered"]
        cells: tuple[Cell, ...] = (count(answers["answered"]), WITHHELD if withheld else part)
        rows.append(Row(words, cells, opens=({"figure": question},)))
        if part:
            drawn.append((words, answers[figure], answers["answered"], f"{part} of {answers['answered']:,}"))
    said = "; ".join(f"{words.lower()}: {label}" for words, _, _, label in drawn)
    sentence = f"{sentence_case(said)}." if drawn else "There are too few answers for a share of them."
    chart = Chart(shares(drawn), f"Bar chart of members’ feedback. {sentence}") if drawn else None
    table = Table("Feedback given in this period", ("Question", "Answered", "Share"), tuple(rows))
    return Section("satisfaction", "What members thought", (sentence,), chart, (table,))


def channels(total: Figures) -> Section:
    """How requests came in."""
    heaps = [(name, total["channels"][channel]) for channel, name in CHANNELS]
    whole = sum(number for _, number in heaps)
    rows = tuple(
        Row(name, (count(number), share(number, whole)), opens=({"figure": channel},) * 2)
        for (channel, name), (_, number) in zip(CHANNELS, heaps, strict=True)
    )
    sentence = f"{joined([f'{name.lower()} {number:,}' for name, number in heaps])}."
    chart = Chart(bars(heaps, "Requests"), f"Bar chart: {sentence}") if whole else None
    table = Table("How requests came in", ("Channel", "Requests", "Share"), rows)
    return Section("channels", "How requests came in", (sentence_case(sentence),), chart, (table,))


def group(kind: str, heading: str, groups: Sequence[Figures]) -> Section:
    """The same for each service, category or ward."""
    found = [one for one in groups if one["made"] or one["in_action"]]
    if not found:
        return Section(f"by_{kind}", heading, ("There is none with a request in this period.",))
    heaps = [(one["name"], one["made"]) for one in found]
    most = max(heaps, key=lambda heap: heap[1])
    sentence = (
        f"Most were made about {most[0]}: {most[1]:,}."
        if kind != "ward"
        else f"Most: {most[0]}, {most[1]:,}."
    )
    rows = tuple(
        Row(
            one["name"],
            tuple(count(one[key]) for key, _ in OF_A_GROUP),
            opens=tuple({"figure": key, kind: one["key"]} for key, _ in OF_A_GROUP),
        )
        for one in found
    )
    heads = (sentence_case(kind), *(name for _, name in OF_A_GROUP))
    chart = Chart(bars(heaps, "Requests made"), f"Bar chart of requests made. {sentence}")
    return Section(f"by_{kind}", heading, (sentence,), chart, (Table(f"Requests by {kind}", heads, rows),))


def month_days(period: str) -> tuple[date, date]:
    """The first and the last day of "2023-09"."""
    year, number = (int(part) for part in period.split("-"))
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def _month(one: Figures) -> Row:
    opens: tuple[Opens, ...] = tuple({"figure": key, "month": one["period"]} for key, _ in FLOWS)
    return Row(month(one["period"], full=True), tuple(count(one[key]) for key, _ in FLOWS), opens=opens)


def _opening(name: str, number: int, figure: str, level: int) -> Row:
    return Row(name, (count(number),), level, ({"figure": figure},))


def _measures(figures: Figures) -> tuple[Any, ...]:
    return mean_of(figures["mean"], figures["count"]), days(figures["median"]), days(figures["p90"])
