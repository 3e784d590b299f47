"""How many requests were made, and where they stand."""

from collections.abc import Sequence

from gateway.charts.specs import Bar, Segment, bars, stacked_bars
from gateway.documents.content import Chart, Row, Section, Table
from gateway.documents.exact_numbers import count, share
from gateway.documents.paper import COLUMNS, TWO, Paper, opened
from gateway.documents.wording import counted, day, joined, of_these, plural
from gateway.wording import sentence_case

WHOLE = (  # figure, name, level
    ("made", "Made by members", 0),
    ("in_action", "In action with services", 1),
    ("actioned", "Actioned by services", 1),
    ("closed_by_members", "Closed by members", 2),
    ("withdrawn", "of which withdrawn", 3),
    ("open_with_members", "Answered, open with members", 2),
)
STATES = (
    ("in_action", "In action", 0),
    ("with_service", "With the service for a response", 1),
    ("over_by_a_week", "of which a week or more late", 2),
    ("awaiting_member", "Waiting for the member", 1),
    ("work_scheduled", "Work scheduled", 1),
    ("further_information", "Member asked for more", 1),
    ("escalated", "Escalated", 1),
)
# How a heap is said in a sentence.
_HEAPS = {
    "with_service": "with the service for a response",
    "awaiting_member": "waiting for the member",
    "work_scheduled": "where work is scheduled",
    "further_information": "where the member asked for more",
    "escalated": "escalated",
}


def requests(paper: Paper) -> Section:
    """Made, in action, actioned; and of these, closed by members and open with them."""
    segments = (
        Segment("Closed by members", "closed_by_members"),
        Segment("Answered, open with members", "open_with_members"),
        Segment("In action with services", "in_action"),
    )
    spec = stacked_bars(
        [
            Bar(name, [(segment.name, paper.column(key)[segment.figure]) for segment in segments])
            for key, name in zip(TWO, paper.heads, strict=False)
        ],
        "Requests",
    )
    return Section(
        "requests",
        "Requests and where they stand",
        _request_sentences(paper),
        Chart(spec, _standing_in_words(paper)),
        (_table(paper, "Requests made and where they stand, by the service that leads", WHOLE),),
    )


def in_action(paper: Paper) -> Section:
    """What is with services, by state, and what of it is late."""
    total = paper.column("total")
    heaps = [(name, total[figure]) for figure, name, level in STATES if level == 1]
    spec = bars(heaps, "Requests")
    said = joined([f"{name.lower()} {number:,}" for name, number in heaps])
    return Section(
        "in_action",
        "What is in action",
        _action_sentences(paper),
        Chart(spec, f"Bar chart of the requests in action on {day(paper.as_at)}: {said}."),
        (_table(paper, f"Requests in action on {day(paper.as_at)}, by where they stand", STATES),),
    )


def _table(paper: Paper, caption: str, rows: Sequence[tuple[str, str, int]]) -> Table:
    return Table(
        caption,
        ("Requests", *paper.heads),
        tuple(
            Row(
                name,
                tuple(count(paper.column(key)[figure]) for key in COLUMNS),
                level,
                opened(figure),
            )
            for figure, name, level in rows
        ),
    )


def _request_sentences(paper: Paper) -> tuple[str, ...]:
    total = paper.column("total")
    made = (
        f"From {day(paper.since)} to {day(paper.as_at)} members made {counted(total['made'], 'request')}"
        f"{_by_column(paper, 'made')}."
    )
    actioned = (
        f"At the end of {day(paper.as_at)} services had actioned {counted(total['actioned'], 'request')}"
        f"{_of_made(paper, 'actioned')}. Members had closed {total['closed_by_members']:,}; "
        f"{total['open_with_members']:,} {plural(total['open_with_members'], 'was', 'were')} answered "
        f"in full and open with the member. {total['in_action']:,}{_of_made(paper, 'in_action')} "
        f"{plural(total['in_action'], 'was', 'were')} in action."
    )
    flows = paper.figures["flows"]
    during = (
        f"In that time services gave {counted(flows['responses'], 'full response')}, "
        f"and members closed requests {flows['closures']:,} {plural(flows['closures'], 'time', 'times')}."
    )
    return made, actioned, during


def _action_sentences(paper: Paper) -> tuple[str, ...]:
    total = paper.column("total")
    if not total["in_action"]:
        return ("Nothing was in action.",)
    heaps = [f"{total[figure]:,} {words}" for figure, words in _HEAPS.items() if total[figure]]
    were = plural(total["in_action"], "was", "were")
    first = f"{sentence_case(counted(total['in_action'], 'request'))} {were} in action: {joined(heaps)}."
    if not total["with_service"]:
        return (first,)
    late = total["over_by_a_week"]
    second = (
        f"Of the {total['with_service']:,} with the service, {of_these(late, total['with_service'])} "
        f"{plural(late, 'was', 'were')} late by a week or more{_by_column(paper, 'over_by_a_week')}."
    )
    return first, second


def _by_column(paper: Paper, figure: str) -> str:
    first, other = paper.column("ris")[figure], paper.column("other")[figure]
    if not first + other:
        return ""
    return f": {first:,} with {paper.heads[0]} and {other:,} with {paper.other_in_a_sentence}"


def _of_made(paper: Paper, figure: str) -> str:
    """The share of what was made; nothing when the period is not all there is, as they are not the same."""
    total = paper.column("total")
    part = share(total[figure], total["made"])
    return f" ({part} of those made)" if part and paper.is_of_everything else ""


def _standing_in_words(paper: Paper) -> str:
    said = []
    for key, name in zip(TWO, paper.heads, strict=False):
        column = paper.column(key)
        said.append(
            f"{name}: {column['closed_by_members']:,} closed by members, "
            f"{column['open_with_members']:,} answered and open with members, "
            f"{column['in_action']:,} in action"
        )
    return f"Bar chart of where requests stood on {day(paper.as_at)}. {'; '.join(said)}."
