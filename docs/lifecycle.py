"""The life of a request as a document, made from the table of commands that the rules follow."""

from services.requests.domain.naming import name_of
from services.requests.domain.sentences import WHY
from services.requests.domain.table import ROWS
from services.requests.domain.table.people import ANYBODY
from services.requests.domain.transitions import ANYWHERE, NOT_FINAL, OPEN, Landing, Row
from services.requests.domain.vocabulary import IN_ACTION, Standing, State

MADE = "Made by `python -m docs.generate` from services/requests/domain/table: do not edit."
ABOUT = (
    "Who may give which command, from where, and where it leads. Everything else is refused with a typed "
    "error and a sentence that says what can be done instead. *Owner* is the member, or Member Services for "
    "them."
)
ABOUT_CONDITIONS = "Beside the state, with the reason that the refusal names."
ABOUT_READING = (
    "`remembered` is the state before the question to the member. *Question*: what becomes of one that is "
    "open. *Frozen*: whether the command is given though the member’s office has ended."
)
_GROUPS = {
    IN_ACTION: "in action",
    IN_ACTION - {State.AWAITING_MEMBER}: "in action but awaiting_member",
    OPEN: "in action;responded",
    NOT_FINAL: "any but final",
    ANYWHERE: "any",
}
_LANDINGS = {
    Landing.SAME: "same",
    Landing.BEFORE_QUESTION: "remembered",
    Landing.NEXT_SERVICE: "with_service; escalated and further_information stay",
}
COLUMNS = ("command", "events", "by", "from", "to", "question", "frozen")


def lifecycle_rows() -> list[dict[str, str]]:
    """Every row of the table in words, by column of `COLUMNS`."""
    return [_in_words(row) for row in ROWS]


def lifecycle_document() -> str:
    """The table and its conditions, as Markdown."""
    lines = ["# The life of a request", "", f"<!-- {MADE} -->", "", ABOUT, "", ABOUT_READING, ""]
    lines += ["| command | event | by | from | to | question | frozen |", "|---|---|---|---|---|---|---|"]
    for row in lifecycle_rows():
        names = f"`{row['command']}` | `{row['events']}`"
        lines.append(f"| {names} | {' | '.join(_spaced(row[column]) for column in COLUMNS[2:])} |")
    lines += ["", "## Conditions", "", ABOUT_CONDITIONS, "", "| command | refused when |", "|---|---|"]
    lines += [f"| `{row.name}` | {_conditions(row)} |" for row in ROWS if row.needs]
    return "\n".join(lines) + "\n"


def _in_words(row: Row) -> dict[str, str]:
    return {
        "command": row.name,
        "events": name_of(row.event),
        "by": _people(row),
        "from": _GROUPS.get(row.leaves) or _states(row.leaves),
        "to": row.to.value if isinstance(row.to, State) else _LANDINGS[row.to],
        "question": _question(row),
        "frozen": "given" if row.while_frozen else "refused",
    }


def _people(row: Row) -> str:
    if row.by == ANYBODY:
        return "anybody"
    return ";".join(standing.name.lower() for standing in Standing if standing in row.by)


def _states(leaves: frozenset[State]) -> str:
    answered_first = (State.RESPONDED, *(state for state in State if state is not State.RESPONDED))
    return ";".join(state.value for state in answered_first if state in leaves)


def _question(row: Row) -> str:
    """What becomes of a question that is open to the member."""
    if row.drops_open_question:
        return "dropped first"
    if State.AWAITING_MEMBER not in row.leaves:
        return "refused"
    if row.to is Landing.BEFORE_QUESTION:
        return "dropped" if row.name == "drop_clarification" else "answered"
    return "answered" if row.name == "add_message" else "stays open"


def _conditions(row: Row) -> str:
    return "; ".join(f"{WHY[need.otherwise]} (`{need.otherwise}`)" for need in row.needs)


def _spaced(cell: str) -> str:
    return cell.replace(";", ", ").replace(",  ", "; ")
